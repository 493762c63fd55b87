"""Every public page in every language: it opens, is whole, translated, and keeps its secrets."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import feedparser
import icalendar
import polib
import pytest
from django.conf import settings

from home.demo.reading import read
from tests.running import RunningSite
from tests.structured import complaints as unknown_to_schema_org
from tests.structured import things_in
from tests.walking import Answer, Walk, follow, get

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# The language in which the interface is written in the code.
WRITTEN_IN = "en"
NOT_WORDS = re.compile(r"<[^>]*>|%\(\w+\)[sd]|%%")
PRIVATE = ("contact_name", "contact_email", "contact_phone")
PUBLIC = ("email", "phone", "website", *PRIVATE)


def test_every_public_page_in_every_language(running_site: RunningSite) -> None:
    walk = Walk(running_site.url)
    listed = set(sitemap(running_site.url))
    walk.from_({*(f"/{code}/" for code in LANGUAGES), *filter(follow, listed)})
    complaints = [
        f"{answer.path}: {complaint}"
        for answer in walk.answers.values()
        for check in (CHECKS if answer.is_page else CHECKS_FOR_PROGRAMS)
        for complaint in check(answer, walk)
    ]
    assert not complaints, "\n".join([f"{len(complaints)} complaints", *complaints[:60]])
    assert missing_files(walk) == []
    assert not_listed(walk, listed) == []
    assert_every_kind_was_there(walk)
    assert_it_was_a_long_way(walk)


def assert_it_was_a_long_way(walk: Walk) -> None:
    """All languages, lists of several pages, narrowed lists, entries in foreign frames."""
    pages = walk.answers.values()
    by_language = [len([a for a in pages if a.page.language == code]) for code in LANGUAGES]
    assert min(by_language) >= 60, by_language
    assert any("page=3" in path for path in walk.answers)
    assert any("field=" in path for path in walk.answers)
    foreign = [a for a in pages if walk.path(a.page.canonical) != a.path and not a.page.robots]
    assert len(foreign) >= 20


def assert_every_kind_was_there(walk: Walk) -> None:
    """Pages of all rooms, and what programs read, in every language."""
    for code in LANGUAGES:
        answers = [a for a in walk.answers.values() if a.path.startswith(f"/{code}/")]
        kinds = {thing["@type"] for answer in answers for thing in things_in(answer.text)}
        assert kinds >= DESCRIBED, (code, DESCRIBED - kinds)
        programs = {a.headers["content-type"].partition(";")[0] for a in answers if not a.is_page}
        assert programs >= {"application/atom+xml", "text/calendar", "text/vcard"}, (code, programs)


def not_listed(walk: Walk, listed: set[str]) -> list[str]:
    """Return the public pages that robots would not find: their own, canonical addresses."""
    pages = [a for a in walk.answers.values() if a.is_page and not a.page.robots]
    own = {a.path for a in pages if walk.path(a.page.canonical) == a.path and "?" not in a.path}
    return sorted(own - listed)


def sitemap(site: str) -> Iterator[str]:
    """Yield the paths that robots are told."""
    for section in re.findall(r"<loc>([^<]*)</loc>", get(site, "/sitemap.xml").text):
        answer = get(site, section.removeprefix(site))
        for url in re.findall(r"<loc>([^<]*)</loc>", answer.text):
            yield url.removeprefix(site)


# --- What is checked on each page: functions that yield complaints ------------------------


def is_whole(answer: Answer, walk: Walk) -> Iterator[str]:
    if answer.status != 200:
        yield f"status {answer.status}"
    if answer.page.headings != 1:
        yield f"{answer.page.headings} h1"
    if not answer.page.title.split("–")[0].strip():
        yield "no title"
    if answer.page.language != answer.path.split("/")[1]:
        yield f"lang={answer.page.language}"


def declares_caching_and_access(answer: Answer, walk: Walk) -> Iterator[str]:
    declared = {part.strip() for part in answer.headers.get("cache-control", "").split(",")}
    if not declared & {"public", "private", "no-store"}:
        yield "does not declare its caching"
    # Forms that post are nobody's to keep; on all others, nobody is known.
    if "no-store" in declared:
        return
    if "set-cookie" in answer.headers:
        yield "sets a cookie"
    if "csrf" in answer.text:
        yield "has a CSRF token"


def runs_only_our_files(answer: Answer, walk: Walk) -> Iterator[str]:
    yield from (f"inline {code}" for code in answer.page.inline)
    policy = answer.headers.get("content-security-policy", "")
    if "default-src 'self'" not in policy or "unsafe" in policy:
        yield f"policy {policy}"


def keeps_private_contacts(answer: Answer, walk: Walk) -> Iterator[str]:
    yield from (f"tells {secret}" for secret in secrets() if secret in answer.text)


@cache
def secrets() -> frozenset[str]:
    """Return names, addresses and numbers of people that no page may tell."""
    organisations, calls = list(read("organisation")), list(read("opportunity"))
    private = {row[name] for row in organisations for name in PRIVATE}
    told = {row[name] for row in organisations for name in ("email", "phone", "website")}
    told |= {row[name] for row in calls for name in PRIVATE}
    found = frozenset(private - told - {""})
    assert len(found) >= 50
    return found


def is_translated(answer: Answer, walk: Walk) -> Iterator[str]:
    language = answer.page.language
    if language == WRITTEN_IN:
        return
    for text in answer.page.texts:
        if text.language == language and is_source_text(text.words, language):
            yield f"not translated: {text.words}"


@cache
def is_source_text(words: str, language: str) -> bool:
    """Whether ``words`` are (or, if they are several, have in them) words from the code."""
    return words in source_pieces(language) or any(
        piece in words for piece in telling_pieces(language)
    )


@cache
def telling_pieces(language: str) -> frozenset[str]:
    """Return the pieces that are long enough to be no chance in a text that somebody wrote."""
    return frozenset(piece for piece in source_pieces(language) if len(piece.split()) >= 3)


@cache
def source_pieces(language: str) -> frozenset[str]:
    """Return the pieces of interface strings that ``language`` says in other words."""
    path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    pieces, said = set(), set()
    for entry in polib.pofile(str(path)):
        sources = {entry.msgid, entry.msgid_plural} - {""}
        pieces |= {piece for text in sources for piece in pieces_of(text)}
        translations = {entry.msgstr, *entry.msgstr_plural.values()}
        said |= {piece for text in translations for piece in pieces_of(text)}
    assert len(pieces - said) > 100
    return frozenset(pieces - said)


def pieces_of(text: str) -> set[str]:
    """Return what stands between tags and inserted values, if it is a word at least."""
    pieces = (" ".join(piece.split()).strip(" .,:;()") for piece in NOT_WORDS.split(text))
    return {piece for piece in pieces if len(piece) > 2 and piece[0].isalpha()}


def describes_itself(answer: Answer, walk: Walk) -> Iterator[str]:
    """Yield what schema.org does not know of what the page says it is."""
    for thing in things_in(answer.text):
        yield from unknown_to_schema_org(thing)


def is_shared_with_a_picture(answer: Answer, walk: Walk) -> Iterator[str]:
    path = walk.path(answer.page.shared)
    if not answer.page.shared:
        return
    shown = get(walk.site, path)
    if (shown.status, shown.headers["content-type"]) not in PICTURES:
        yield f"is shared with {path}: {shown.status}"


def is_a_sound_feed(answer: Answer, walk: Walk) -> Iterator[str]:
    """Yield what a feed reader, or a calendar, does not understand."""
    if answer.status != 200:
        yield f"status {answer.status}"
    if "calendar" in answer.headers["content-type"]:
        if icalendar.Calendar.from_ical(answer.text).errors:
            yield "is no calendar"
        return
    if "vcard" in answer.headers["content-type"]:
        return
    found = feedparser.parse(
        answer.text.encode(), response_headers={"content-type": answer.headers["content-type"]}
    )
    if found.bozo or not found.version:
        yield f"is no feed: {found.get('bozo_exception')}"
    if found.feed.get("language") != answer.path.split("/")[1]:
        yield f"is a feed in {found.feed.get('language')}"


def names_its_one_address(answer: Answer, walk: Walk) -> Iterator[str]:
    page = answer.page
    if "noindex" in page.robots:
        return
    canonical = walk.path(page.canonical)
    if not canonical:
        yield "no canonical address"
    if canonical == answer.path and answer.path not in map(walk.path, page.alternates.values()):
        yield "is not among its own languages"
    if canonical != answer.path and page.language in page.alternates:
        yield f"is not canonical, but {canonical} is"
    yield from (f"{path} does not lead back" for path in one_way(answer, walk))


def one_way(answer: Answer, walk: Walk) -> Iterator[str]:
    """Yield alternates that name other alternates."""
    for url in answer.page.alternates.values():
        other = walk.answers.get(walk.path(url))
        if other and other.page.alternates != answer.page.alternates:
            yield other.path


DESCRIBED = {
    *("JobPosting", "Organization", "QAPage", "NewsArticle", "Article", "Event"),
    *("DigitalDocument", "LocalBusiness", "BreadcrumbList"),
}
PICTURES = {(200, "image/png"), (200, "image/jpeg")}
CHECKS_FOR_PROGRAMS = (is_a_sound_feed,)
CHECKS = (
    is_whole,
    describes_itself,
    is_shared_with_a_picture,
    declares_caching_and_access,
    runs_only_our_files,
    keeps_private_contacts,
    is_translated,
    names_its_one_address,
)


def missing_files(walk: Walk) -> list[str]:
    """Return the pictures, sheets and scripts that are named but not there."""
    named = {url for answer in walk.answers.values() for url in answer.page.files}
    strangers = sorted(url for url in named if not url.startswith("/"))
    assert not strangers
    return [path for path in sorted(named) if get(walk.site, path).status != 200]


# --- Addresses that are no pages ------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_page_that_is_not_there_is_whole_and_declares_its_caching(
    running_site: RunningSite, code: str
) -> None:
    walk = Walk(running_site.url)
    answer = get(running_site.url, f"/{code}/nowhere/")
    checks = (declares_caching_and_access, runs_only_our_files, is_translated)
    assert [complaint for check in checks for complaint in check(answer, walk)] == []
    assert (answer.status, answer.page.headings, answer.page.language) == (404, 1, code)
    assert "noindex" in answer.page.robots


@pytest.mark.parametrize("path", ["/", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt"])
def test_address_without_a_page_declares_its_caching(running_site: RunningSite, path: str) -> None:
    answer = get(running_site.url, path)
    assert answer.status in (200, 302)
    assert list(declares_caching_and_access(answer, Walk(running_site.url))) == []


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != WRITTEN_IN])
def test_words_that_were_left_as_in_the_code_are_noticed(
    running_site: RunningSite, code: str
) -> None:
    english = get(running_site.url, f"/{WRITTEN_IN}/").page.texts
    noticed = [text for text in english if is_source_text(text.words, code)]
    assert len(noticed) >= 20
