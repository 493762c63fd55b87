"""What a machine sees in an entry before staff decide: no verdict, only where to look.

A finding is about the entry as it would be published. The rooms add their own to these.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from portal.common.free_mail import FREE_MAIL
from portal.common.furniture import language_of
from portal.common.html import plain
from portal.common.models import Entry

Level = Literal["problem", "notice", "good"]
LEVELS: tuple[Level, ...] = ("problem", "notice", "good")
# Links to other sites; more of them are seldom meant for the readers.
MANY_LINKS = 3
# A text with fewer letters may be an abbreviation.
LETTERS_OF_CAPITALS = 20
CAPITALS = 0.6  # of all letters

HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
LINK = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"']+", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# With the code of a country; or nine digits in the groups of our countries.
PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)[1-9](?:[\s./()-]{0,2}\d){8,13}"
    r"|\d{3}[\s.-]\d{3}[\s.-]\d{3}"
    r"|0\d{1,2}[\s/-]\d{3}[\s-]\d{2,3}(?:[\s-]?\d{2})?"
    r"|[4-7]\d{8})(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that staff should know; ``url`` leads to where more of it is seen."""

    level: Level
    # What it is called by code; the same for all findings of one kind.
    code: str
    # In the language of who reads it; ``values`` go into its %(names)s.
    sentence: str | Promise
    values: Mapping[str, Any] = field(default_factory=dict)
    url: str = ""

    @property
    def text(self) -> str:
        """The sentence in the language that is active."""
        return str(self.sentence % self.values) if self.values else str(self.sentence)

    def __str__(self) -> str:
        return self.text


def rank(finding: Finding) -> int:
    """Return what to sort by: problems first, what is good last."""
    return LEVELS.index(finding.level)


class Passage(NamedTuple):
    """A text of an entry: what the form calls it, its words or HTML, its least letters."""

    label: str | Promise
    text: str
    least: int = 0


class Refusal(NamedTuple):
    """Something of the same author or organisation that staff declined."""

    title: str
    # Of the page that shows staff more of it.
    url: str = ""


def of_passages(passages: Iterable[Passage], own: Collection[str] = ()) -> list[Finding]:
    """Return what is odd in the texts; ``own`` are hosts that they may well link to."""
    passages = list(passages)
    found = [finding for passage in passages for finding in of_passage(passage)]
    return found + of_links([passage.text for passage in passages], own)


def of_passage(passage: Passage) -> list[Finding]:
    """Return what is odd in one text, its links aside."""
    words = plain(passage.text)
    tests = [
        (len(words) < passage.least, "short", _("%(label)s: very short.")),
        (in_capitals(words), "capitals", _("%(label)s: written in capitals.")),
        (EMAIL.search(words), "email-in-text", _("%(label)s: contains an e-mail address.")),
        (PHONE.search(words), "phone-in-text", _("%(label)s: contains a telephone number.")),
    ]
    values = {"label": passage.label}
    return [Finding("notice", code, text, values) for true, code, text in tests if true]


def in_capitals(words: str) -> bool:
    letters = [letter for letter in words if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return len(letters) >= LETTERS_OF_CAPITALS and capitals > CAPITALS * len(letters)


def of_links(texts: Iterable[str], own: Collection[str] = ()) -> list[Finding]:
    """Return how many links there are to sites other than ``own``, and to which."""
    hosts = [host for text in texts for host in hosts_in(text) if not is_below(host, own)]
    if not hosts:
        return []
    level: Level = "problem" if len(hosts) > MANY_LINKS else "notice"
    sentence = ngettext_lazy(
        "The texts contain %(n)s link to another site: %(hosts)s.",
        "The texts contain %(n)s links to other sites: %(hosts)s.",
        "n",
    )
    values = {"n": len(hosts), "hosts": ", ".join(dict.fromkeys(hosts))}
    return [Finding(level, "links", sentence, values)]


def hosts_in(text: str) -> list[str]:
    """Return the hosts of the web addresses in ``text``; one that is a link and its words, once."""
    found = [*HREF.findall(text), *LINK.findall(plain(text))]
    return [host_of(link) for link in dict.fromkeys(found) if host_of(link)]


def host_of(address: str) -> str:
    """Return the host in lower case without ``www.``; "" if there is none."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:  # [half an IPv6 address
        return ""
    return host.lower().removeprefix("www.").rstrip(".,;:!?)") if "." in host else ""


def is_below(host: str, others: Iterable[str]) -> bool:
    """Return whether ``host`` is one of ``others`` or a part of one."""
    return any(host == other or host.endswith(f".{other}") for other in others)


def of_email(email: str, website: str) -> list[Finding]:
    """Return whether the author's address speaks for whose ``website`` it is.

    One must be the other or a part of it. Two parts of one domain say nothing: they may
    belong to two customers of one provider.
    """
    domain, host = email.rpartition("@")[2].lower(), host_of(website)
    values = {"domain": domain, "host": host}
    if not domain:
        return []
    if domain in FREE_MAIL:
        return [Finding("notice", "free-mail", _("The author writes from %(domain)s."), values)]
    if not host:
        return []
    if is_below(domain, [host]) or is_below(host, [domain]):
        sentence = _("The author's e-mail belongs to the website: %(domain)s.")
        return [Finding("good", "email-of-website", sentence, values)]
    sentence = _("The author's e-mail is of %(domain)s, the website of %(host)s.")
    return [Finding("notice", "email-elsewhere", sentence, values)]


def of_languages(entry: Entry) -> list[Finding]:
    """Return which languages of the portal ``entry`` is not in. One query."""
    names = dict(settings.LANGUAGES)
    rows = type(entry)._default_manager.filter(translation_key=entry.translation_key)
    there = {language_of(entry), *rows.values_list("locale__language_code", flat=True)}
    missing = [names[code] for code in names if code not in there]
    if not missing:
        return []
    values = {"languages": ", ".join(missing)}
    return [Finding("notice", "languages", _("Not translated: %(languages)s."), values)]


def of_refusals(refusals: Iterable[Refusal]) -> list[Finding]:
    """Return that staff declined something of the same author or organisation before."""
    sentence = _("Declined before: %(title)s.")
    return [
        Finding("problem", "refused", sentence, {"title": refusal.title}, refusal.url)
        for refusal in refusals
    ]
