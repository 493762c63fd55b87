"""Rich text as plain words."""

import html
import re

TAGS = re.compile(r"<[^>]*>")
# What people put before the points of a list.
DASHES = ("-", "–", "•", "*")


def plain(*texts: str) -> str:
    """Return the words of rich ``texts``, a space where a tag was."""
    return " ".join(html.unescape(TAGS.sub(" ", " ".join(texts))).split())


def rich(text: str) -> str:
    """Return typed ``text`` as rich text: paragraphs, and lists where lines begin with a dash.

    Nothing in it is markup: what looks like a tag is shown as typed.
    """
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(map(_block, filter(None, blocks)))


def _block(text: str) -> str:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if lines and all(line.startswith(DASHES) for line in lines):
        items = (html.escape(line.lstrip("".join(DASHES)).strip()) for line in lines)
        return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
    return f"<p>{'<br/>'.join(map(html.escape, lines))}</p>"


def typed(rich_text: str) -> str:
    """Return rich text as somebody would have typed it: the reverse of :func:`rich`."""
    text = re.sub(r"<li[^>]*>", "- ", rich_text)
    text = re.sub(r"</li>|<br\s*/?>", "\n", text)
    text = re.sub(r"</(p|ul|ol|h\d)>", "\n\n", text)
    text = html.unescape(TAGS.sub("", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
