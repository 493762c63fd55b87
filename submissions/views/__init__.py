"""The public pages of a submission: its form, its links, where it stands."""
