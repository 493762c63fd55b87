"""Who is interested in an organisation's calls, for the organisation."""
