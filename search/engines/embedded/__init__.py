"""The default engine: a Tantivy index in a folder, read by all processes of one machine."""
