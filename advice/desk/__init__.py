"""The experts' desk in the admin: what waits for an answer."""
