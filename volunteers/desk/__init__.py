"""The brokers' desk in the admin: who wants to help, and what comes of it."""
