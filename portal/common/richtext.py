"""What editors may use in texts: enough to structure, nothing to break a page with."""

# Entries: short texts, headings belong to the page.
LIMITED = ["bold", "italic", "ul", "ol", "link"]
# Pages.
FULL = ["h2", "h3", "bold", "italic", "ul", "ol", "link", "document-link", "hr"]
