"""Fields for what people type in public: what comes out of them is harmless to keep and show.

Signs that nobody sees are left out without a word: they come with copied texts, and no
person can put them right. What is too long, or full of links, is refused.
"""

import re
import unicodedata
from itertools import groupby, pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from portal.common.inert import JOINER, UNSEEN

# Letters that look like nothing: fillers of Hangul, the empty Braille cell.
BLANK = "\u115f\u1160\u3164\uffa0\u2800"
BREAKS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
TOO_MANY_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")
# More marks on one letter than any language has paint over the lines around it.
MOST_MARKS = 3
# Draws the sign before it in colours.
IN_COLOURS = "\ufe0f"
# What becomes a link in browsers or mail programs, or was meant to. "o.p.s." and
# "Donio.cz" are names.
LINK = re.compile(r"[a-z][a-z0-9+.-]*://|\bwww\.|<a\s|\[(?:url|link)\b", re.IGNORECASE)


class TypedCharField(forms.CharField):
    """One line; without links, if nothing else is said."""

    default_error_messages = {  # noqa: RUF012  # as it is in Django
        "max_length": ngettext_lazy(
            "Write at most %(limit_value)d character here; this has %(show_value)d.",
            "Write at most %(limit_value)d characters here; this has %(show_value)d.",
            "limit_value",
        ),
    }

    def __init__(self, *, max_length: int, most_links: int = 0, **kwargs: Any) -> None:
        self.most_links = most_links
        self.longest = max_length
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return ``value`` as it is kept; raises ``ValidationError`` at once if it is huge."""
        raw = "" if value in self.empty_values else str(value)
        # With each of its letters taken apart and each line ended twice it would still fit.
        if len(raw) > 4 * self.longest + 100:
            values = {"limit_value": self.longest, "show_value": len(raw)}
            raise ValidationError(self.error_messages["max_length"], "max_length", values)
        return super().to_python(self.tidy(raw)) or ""

    def tidy(self, raw: str) -> str:
        """Return ``raw`` as it is kept."""
        return one_line(raw)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Set no ``maxlength``: browsers cut what is pasted, and nobody notices."""
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def validate(self, value: str) -> None:
        super().validate(value)
        check_links(value, self.most_links)


class TypedTextField(TypedCharField):
    """Several lines, with a few links."""

    widget = forms.Textarea

    def __init__(self, *, most_links: int = 3, **kwargs: Any) -> None:
        super().__init__(most_links=most_links, **kwargs)

    def tidy(self, raw: str) -> str:
        return lines(raw)


def check_links(text: str, most: int) -> None:
    """Raise ``ValidationError`` if there are more than ``most`` links in ``text``."""
    if len(LINK.findall(text)) <= most:
        return
    if not most:
        raise ValidationError(_("Please leave web addresses out of this answer."), "links")
    message = ngettext_lazy(
        "Please leave at most %(most)d web address in this text.",
        "Please leave at most %(most)d web addresses in this text.",
        "most",
    )
    raise ValidationError(message, "links", {"most": most})


def one_line(raw: str) -> str:
    """Return ``raw`` in one line, without signs that nobody sees."""
    return " ".join(lines(raw).split())


def lines(raw: str) -> str:
    """Return ``raw``, composed (NFC), without signs that nobody sees; lines stay lines."""
    text = BREAKS.sub("\n", raw).replace("\t", " ")
    text = unicodedata.normalize("NFC", "".join(seen(text)))
    text = text if text.isascii() else moderate(text)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return TOO_MANY_EMPTY_LINES.sub("\n\n", text).strip()


def seen(text: str) -> list[str]:
    """Return the characters of ``text`` that are to be seen, a joiner of emoji among them."""
    kept: list[str] = []
    for sign, following in pairwise([*text, ""]):
        if sign == JOINER:
            if kept and is_picture(kept[-1]) and is_picture(following):
                kept.append(sign)
        elif sign == "\n" or (unicodedata.category(sign) not in UNSEEN and sign not in BLANK):
            kept.append(sign)
    return kept


def is_picture(sign: str) -> bool:
    """Return whether ``sign`` belongs to an emoji, be it newer than Python's tables."""
    return sign == IN_COLOURS or (sign != "" and unicodedata.category(sign) in {"So", "Sk", "Cn"})


def moderate(text: str) -> str:
    """Return ``text`` with at most :data:`MOST_MARKS` marks on each letter."""
    runs = groupby(text, lambda sign: unicodedata.category(sign) in {"Mn", "Me"})
    parts = ("".join(run)[: MOST_MARKS if marks else None] for marks, run in runs)
    return "".join(parts)
