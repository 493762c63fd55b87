"""The staff's desk: what people sent, looked at and decided on in Wagtail's admin."""
