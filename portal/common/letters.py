"""Mails as people read them: one template, from which come text and HTML.

A template is a text file. Its first line is the subject, after ``--`` stands why the
reader gets the mail, between them is what it says:

    - a line with a dash is an item of a list,
    {% button _("Open it") url %} leads to a page of ours,
    {% way title url about %} leads to one of several,
    {% quote message %} shows what somebody wrote,

everything else is a paragraph; a line stays a line. Only the template makes
structure: what people typed is :mod:`portal.common.inert`.
"""

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar

from django.template import Context, Engine, Template
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from portal.common import sites
from portal.common.colours import Palette
from portal.common.furniture import Furniture, furniture
from portal.common.heads import absolute
from portal.common.inert import inert, shortened

# RFC 5322, 2.1.1: lines should be no longer than 78 characters.
LONGEST_SUBJECT = 78
WIDTH = 72
# Around the number of a part that a tag made; typed text never contains it.
MARK = "\x02"
PLACE = re.compile(f"{MARK}(\\d+){MARK}")
# Tags without output leave empty lines: they must not cut a list in two.
GAPS = re.compile(r"^([ \t]*- .*)\n\s*\n(?=[ \t]*- )", re.MULTILINE)
WHY = re.compile(r"^--\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words; each line stays one."""

    kind: ClassVar[str] = "paragraph"
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(map(wrapped, self.lines))


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    kind: ClassVar[str] = "items"
    items: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(wrapped(item, "- ", "  ") for item in self.items)


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a page of ours, and what is there; raises ``ValueError`` if it leads elsewhere."""

    kind: ClassVar[str] = "way"
    label: str
    url: str
    about: str = ""

    def __post_init__(self) -> None:
        if not self.url.startswith(f"{sites.url()}/"):
            raise ValueError(f"A {self.kind} leads to {sites.url()}, not to {self.url}")

    @property
    def text(self) -> str:
        return "\n".join(filter(None, (wrapped(self.label), wrapped(self.about), self.url)))


@dataclass(frozen=True, slots=True)
class Button(Way):
    """The way that most readers take."""

    kind: ClassVar[str] = "button"

    @property
    def text(self) -> str:
        return f"{self.label}:\n{self.url}"


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, paragraph by paragraph."""

    kind: ClassVar[str] = "quote"
    paragraphs: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, lines: tuple[str, ...]) -> "Quote":
        """Return the letter with these lines; empty ones part paragraphs."""
        return cls(tuple(tuple(group) for filled, group in groupby(lines, bool) if filled))

    @property
    def text(self) -> str:
        parts = ("\n".join(wrapped(x, "> ", "> ") for x in lines) for lines in self.paragraphs)
        return "\n>\n".join(parts)


Part = Paragraph | Items | Way | Quote


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in one language."""

    language: str
    subject: str
    parts: tuple[Part, ...]
    # Why the reader gets it, and line by line who sends it.
    why: str
    brand: str
    imprint: tuple[str, ...]
    # Where answers go.
    email: str
    palette: Palette

    @property
    def text(self) -> str:
        """All of it as plain text."""
        said = "\n\n".join(part.text for part in self.parts)
        imprint = "\n".join(map(wrapped, self.imprint))
        return f"{said}\n\n-- \n{wrapped(self.why)}\n\n{imprint}\n"

    @property
    def html(self) -> str:
        """All of it as HTML."""
        return render_to_string("mails/frame.html", {"letter": self})


class Words(Context):
    """What a template is filled with, and the parts that its tags made."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(inert(values), autoescape=False)
        self.parts: list[Part] = []

    def place(self, part: Part) -> str:
        """Keep ``part``; return what stands for it in the text."""
        self.parts.append(part)
        return f"\n\n{MARK}{len(self.parts) - 1}{MARK}\n\n"


def write(name: str, language: str, values: Mapping[str, Any]) -> Letter:
    """Return the mail of the template ``mails/<name>.txt`` in ``language``.

    Besides ``values`` the template knows ``brand``. Raises ``TypeError`` for values that
    are neither texts, numbers, dates nor made of such.
    """
    return written(Engine.get_default().get_template(f"mails/{name}.txt"), language, values)


def written(template: Template, language: str, values: Mapping[str, Any]) -> Letter:
    """Return the mail of ``template`` in ``language``."""
    with translation.override(language):
        sender = furniture(language)
        words = Words({"brand": sender.brand, **values})
        subject, _line, rest = template.render(words).strip().partition("\n")
        body, *why = WHY.split(rest, maxsplit=1)
        return Letter(
            language,
            shortened(" ".join(subject.split()), LONGEST_SUBJECT),
            tuple(parts(body, words.parts)),
            " ".join("".join(why).split()),
            sender.brand,
            tuple(imprint(sender)),
            sender.email,
            sender.look.palette,
        )


def imprint(sender: Furniture) -> Iterator[str]:
    """Yield who sends the mail and how to reach them."""
    yield " – ".join(filter(None, (sender.brand, sender.tagline)))
    if sender.phone:
        call = _("Questions? Call %(phone)s") % {"phone": sender.phone}
        yield ", ".join(filter(None, (call, sender.hours)))
    if sender.address:
        yield sender.address
    yield absolute(sender.url)


def parts(body: str, made: list[Part]) -> Iterator[Part]:
    """Yield the parts of ``body``; those that tags made are in ``made``."""
    lines = [line.strip() for line in GAPS.sub(r"\1\n", body).split("\n")]
    for kind, group in groupby(lines, kind_of):
        if kind == "items":
            yield Items(tuple(line.removeprefix("- ") for line in group))
        elif kind == "paragraph":
            yield Paragraph(tuple(group))
        elif kind == "made":
            yield from (made[int(line.strip(MARK))] for line in group)


def kind_of(line: str) -> str:
    """Return what a line of a template is: made, items, paragraph, or "" for nothing."""
    if PLACE.fullmatch(line):
        return "made"
    if line.startswith("- "):
        return "items"
    return "" if line in ("", "-") else "paragraph"


def wrapped(line: str, first: str = "", following: str = "") -> str:
    """Return ``line`` broken at :data:`WIDTH`; addresses stay whole."""
    return textwrap.fill(
        line,
        WIDTH,
        initial_indent=first,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    )
