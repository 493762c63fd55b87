"""The organisation's corner: what its people see and change, without an account."""
