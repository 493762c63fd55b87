"""A volunteer's e-mail becomes another one: asked for on the private page, confirmed by mail."""
