"""A walk through a running portal: what each public page says, as a browser would read it."""

import http.client
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

FEEDS = ("application/atom+xml", "application/rss+xml")
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"}
NOT_READ = {"script", "style", "title"}
READ_ALOUD = ("aria-label", "placeholder", "title", "alt")
AT_ONCE = 4
# The page of an entry, or the form for those who are interested in it.
ENTRY = re.compile(r"(?:-|/interested/)(\d+)/?$")
# Kinds of answers that are texts.
READABLE = re.compile(r"text/|application/(\w+\+)?xml")


class Text(NamedTuple):
    """Words that somebody reads or hears, and their language."""

    words: str
    language: str


@dataclass
class Page(HTMLParser):
    """What a page consists of; fed with HTML."""

    title: str = ""
    language: str = ""
    canonical: str = ""
    robots: str = ""
    headings: int = 0
    alternates: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    # Of feeds and of the picture for sharing.
    feeds: list[str] = field(default_factory=list)
    shared: str = ""
    inline: list[str] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        # Elements that are open, each with the language of its text.
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang", self._language)
        if tag not in VOID:
            self._open.append((tag, language))
        self._note(tag, given)
        self._note_code(tag, given)
        self.texts += [Text(given[name], language) for name in READ_ALOUD if given.get(name)]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Drawings have no words."""

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag = self._open[-1][0] if self._open else ""
        if tag == "title":
            self.title += data
        elif tag not in NOT_READ and data.strip():
            self.texts.append(Text(" ".join(data.split()), self._language))

    @property
    def _language(self) -> str:
        return self._open[-1][1] if self._open else ""

    def _note(self, tag: str, given: dict[str, str]) -> None:
        if tag == "html":
            self.language = given.get("lang", "")
        self.headings += tag == "h1"
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("img", "script") and "src" in given:
            self.files.append(given["src"])
        if tag == "meta" and given.get("name") == "robots":
            self.robots = given["content"]
        if tag == "meta" and given.get("property") == "og:image":
            self.shared = given["content"]
        if tag == "link" and given.get("type") in FEEDS:
            self.feeds.append(given["href"])
        elif tag == "link":
            self._note_link(given["rel"], given["href"], given.get("hreflang", ""))

    def _note_link(self, rel: str, href: str, language: str) -> None:
        if rel == "canonical":
            self.canonical = href
        elif rel == "alternate":
            self.alternates[language] = href
        elif rel in ("stylesheet", "icon", "preload"):
            self.files.append(href)

    def _note_code(self, tag: str, given: dict[str, str]) -> None:
        """Note what the security policy would have to allow."""
        runs = tag == "script" and "src" not in given and given.get("type") != "application/ld+json"
        handlers = [name for name in given if name == "style" or name.startswith("on")]
        self.inline += [tag] * (runs or tag == "style") + handlers


@dataclass(frozen=True)
class Answer:
    """An answer to GET, and the page in it."""

    path: str
    status: int
    headers: dict[str, str]
    text: str
    page: Page

    @property
    def is_page(self) -> bool:
        """Whether people read it; feeds, calendars and cards are for programs."""
        return "html" in self.headers.get("content-type", "")


def get(site: str, path: str) -> Answer:
    """Return what ``site`` answers; redirects are not followed."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=60)
    connection.request("GET", path, headers={"Accept-Language": "en"})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    headers = {name.lower(): value for name, value in response.getheaders()}
    text = body.decode() if READABLE.match(headers.get("content-type", "")) else ""
    page = Page()
    if "html" in headers.get("content-type", ""):
        page.feed(text)
    return Answer(path, response.status, headers, text, page)


class Walk:
    """Follows links from page to page; ``follow`` says where to."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.answers: dict[str, Answer] = {}

    def from_(self, paths: Iterable[str]) -> None:
        """Get ``paths``, and all pages that they lead to."""
        waiting = set(paths)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            while waiting:
                for answer in pool.map(lambda path: get(self.site, path), sorted(waiting)):
                    self.answers[answer.path] = answer
                found = {path for path in waiting for path in self._leads_to(self.answers[path])}
                waiting = found - self.answers.keys()

    def _leads_to(self, answer: Answer) -> Iterator[str]:
        for link in (*answer.page.links, *answer.page.feeds):
            path = self.path(urljoin(answer.path, link))
            if path and follow(path):
                yield path

    def path(self, link: str) -> str:
        """Return the path of an address of this site, else ""."""
        link = urldefrag(link).url.removeprefix(self.site)
        return link if link.startswith("/") else ""


def follow(path: str) -> bool:
    """Whether to go there: of lists pages and one filter, of entries each fourth."""
    address = urlsplit(path)
    if address.path.startswith(("/admin", "/media", "/documents")) or "&" in address.query:
        return False
    # The form to keep a list is the same for each filter.
    if "/keep/" in address.path and address.query:
        return False
    number = ENTRY.search(address.path)
    return number is None or int(number[1]) % 4 == 0
