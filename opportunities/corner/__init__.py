"""Calls for volunteers in the organisation's corner."""
