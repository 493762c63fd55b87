"""Rich text as plain words."""

import html
import re

TAGS = re.compile(r"<[^>]*>")


def plain(*texts: str) -> str:
    """Return the words of rich ``texts``, a space where a tag was."""
    return " ".join(html.unescape(TAGS.sub(" ", " ".join(texts))).split())
