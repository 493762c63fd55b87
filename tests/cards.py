"""What a list shows, as its reader sees it."""

import re
from typing import Any


def titles(response: Any) -> list[str]:
    """Return the titles of the cards in their order."""
    return re.findall(r'card__title"><a [^>]*>(.*?)</a>', unmarked(response.text))


def unmarked(html: str) -> str:
    """Return ``html`` without the marks on found words."""
    return re.sub("</?mark>", "", html)
