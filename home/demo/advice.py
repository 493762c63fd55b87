"""The advice of the demo: guides, questions, materials, paragraphs for answers."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from wagtail.documents.models import Document
from wagtail.models import Locale, ModelLogEntry, Page

from advice.models import (
    Canned,
    GuideIndexPage,
    GuidePage,
    GuideSource,
    MaterialIndexPage,
    MaterialPage,
    Question,
    QuestionGuide,
    QuestionIndexPage,
    QuestionSource,
    RelatedGuide,
    Topic,
)
from home.demo.entries import demo_collection
from home.demo.papers import paper
from home.demo.reading import Row, key_of, read_editorial
from home.demo.rooms import add, common, home_in, listed
from portal.common.furniture import furniture
from words import fold

LISTS: Mapping[str, type[Page]] = {
    "guides": GuideIndexPage,
    "questions": QuestionIndexPage,
    "materials": MaterialIndexPage,
}
LICENCES = {"CC0": "cc0", "CC BY 4.0": "cc-by", "CC BY-SA 4.0": "cc-by-sa"}
KINDS = {"handbook": "guide"}
TEXTS = ("title", "question", "answer")


def make() -> int:
    """Make what is missing; return how many pieces of advice that were."""
    made = sum(lists()) + sum(guides()) + sum(materials())
    relate()
    made += sum(map(question, rows("question")))
    canned()
    return made


def rows(kind: str) -> list[Row]:
    """Return the rows of ``kind``."""
    return list(read_editorial(FILES[kind]).get(kind, []))


FILES = {
    "guide": "guides",
    "question": "questions",
    "material": "materials",
    "canned": "canned",
    "asked": "private_questions",
    "feedback": "comments",
}


def languages(row: Row) -> list[str]:
    """Return the languages of the portal that ``row`` has texts in, its own first."""
    return [code for code in row if code in dict(settings.LANGUAGES)]


def day(row: Row, name: str) -> datetime.date:
    """Return the day that ``row`` tells as days ago or ahead."""
    ahead = row.get(f"{name}_in_days", -row.get(f"{name}_days_ago", 0))
    return timezone.localdate() + datetime.timedelta(days=ahead)


def topic(row: Row) -> Topic | None:
    return Topic.objects.filter(slug=row.get("topic", "")).first()


# --- Pages -------------------------------------------------------------------------------


def lists() -> Iterator[bool]:
    """Make the pages that list the others."""
    texts = read_editorial("indexes")
    for name, model in LISTS.items():
        for language, row in texts.get(name, {}).items():
            if home := home_in(language):
                yield add(home, model, key_of("page", name), listed(row))


def guides() -> Iterator[bool]:
    """Make the guides in all their languages."""
    for row in rows("guide"):
        facts = {
            "topic": topic(row),
            "country": row.get("country", ""),
            "checked_by": row.get("checked_by", ""),
            "checked_on": day(row, "checked"),
            "review_on": day(row, "review"),
        }
        for language, index in indexes(GuideIndexPage, row):
            own = {
                "is_not": row[language].get("not_this", ""),
                "sources": [GuideSource(**law) for law in row.get("sources", [])],
            }
            values = {**common(row, row[language]), **facts, **own}
            state = {"days_ago": row.get("checked_days_ago", 1), **row}
            yield add(index, GuidePage, key_of("guide", row["key"]), values, state)


def indexes(model: type[Any], row: Row) -> Iterator[tuple[str, Page]]:
    """Yield each language of ``row``, and the list its page stands below."""
    for language in languages(row):
        index = model.objects.filter(locale__language_code=language).first()
        if index:
            yield language, index


def guide_called(key: str, language: str = "") -> GuidePage | None:
    """Return a guide of the demo in ``language``, else its oldest version."""
    found = GuidePage.objects.filter(translation_key=key_of("guide", key)).order_by("pk")
    return found.filter(locale__language_code=language).first() or found.first()


def relate() -> None:
    """Name in each new guide what to read on, now that all of them are there."""
    for row in rows("guide"):
        known = filter(None, map(guide_called, row.get("related", [])))
        others = [RelatedGuide(guide=guide) for guide in known]
        for page in GuidePage.objects.filter(translation_key=key_of("guide", row["key"])):
            if others and not page.related_guides.exists():
                page.related_guides = [RelatedGuide(guide=one.guide) for one in others]
                page.save_revision().publish() if page.live else page.save_revision()


def materials() -> Iterator[bool]:
    """Make the materials, those with a file of their own first."""
    for row in rows("material"):
        facts = {
            "topic": topic(row),
            "kind": KINDS.get(row["kind"], row["kind"]),
            "licence": LICENCES[row["licence"]],
        }
        ordered = sorted(
            indexes(MaterialIndexPage, row), key=lambda each: not row[each[0]].get("body")
        )
        for language, index in ordered:
            yield material(row, language, index, facts)


def material(row: Row, language: str, index: Page, facts: Row) -> bool:
    text = row[language]
    key = key_of("material", row["key"])
    if MaterialPage.objects.filter(translation_key=key, locale=index.locale).exists():
        return False
    slug = slugify(fold(text["title"]))[:60]
    values = {**common(row, {**text, "slug": slug, "body": ""}), **facts}
    values["document"] = document(row, language) if text.get("body") else None
    return add(index, MaterialPage, key, values, {"days_ago": 20, **row})


def document(row: Row, language: str) -> Document:
    """Return the file of a material in ``language``, made now."""
    text = row[language]
    sender = furniture(language)
    foot = " · ".join(filter(None, (sender.brand, sender.email, row["licence"])))
    content = paper(row["kind"], text["title"], text["body"], language, foot)
    made = Document(title=text["title"], collection=demo_collection())
    name = f"{slugify(fold(text['title']))[:60]}-{language}.pdf"
    made.file.save(name, ContentFile(content), save=False)
    made.file_size = len(content)
    made.save()
    return made


# --- Questions ---------------------------------------------------------------------------


def question(row: Row) -> int:
    """Make one question and its translations; return how many entries are new."""
    key, codes = key_of("question", row["key"]), languages(row)
    if Question.objects.filter(translation_key=key).exists() or not codes:
        return 0
    source = Question(
        translation_key=key,
        locale=Locale.objects.get(language_code=codes[0]),
        topic=topic(row),
        country=row.get("country", ""),
        as_of=day(row, "as_of"),
        review_on=day(row, "review"),
        **{name: row[codes[0]].get(name, "").strip() for name in TEXTS},
    )
    source.sources = [QuestionSource(**law) for law in row.get("sources", [])]
    known = filter(None, map(guide_called, row.get("guides", [])))
    source.guides = [QuestionGuide(guide=guide) for guide in known]
    if row.get("state"):
        leave(source, row)
        return 1
    publish(source, row.get("answered_days_ago", 0))
    for language in codes[1:]:
        version = source.copy_for_translation(Locale.objects.get(language_code=language))
        for name in TEXTS:
            setattr(version, name, row[language].get(name, "").strip())
        publish(version, 0)
    return len(codes)


def leave(entry: Question, row: Row) -> None:
    """Save ``entry`` as a draft; or let it wait for a moderator, or for its day."""
    entry.live = False
    if row["state"] == "scheduled":
        entry.go_live_at = timezone.now() + datetime.timedelta(days=row["in_days"])
    entry.save()
    revision = entry.save_revision()
    if row["state"] == "scheduled":
        revision.publish()
    elif row["state"] == "waiting" and (workflow := entry.get_workflow()):
        workflow.start(entry, get_user_model().objects.get(username="expert"))


def publish(entry: Question, age: int) -> None:
    """Save ``entry`` and publish it as if that had been ``age`` days ago."""
    entry.live = False
    entry.first_published_at = timezone.now() - datetime.timedelta(days=age)
    entry.save()
    entry.save_revision().publish()


def canned() -> None:
    """Make the paragraphs for answers."""
    for number, row in enumerate(rows("canned")):
        texts = {code: row[code]["text"].strip() for code in languages(row)}
        title = row[languages(row)[0]]["title"]
        Canned.objects.get_or_create(
            title=title, defaults={"texts": texts, "sort_order": number, "topic": topic(row)}
        )


# --- Taking it away ----------------------------------------------------------------------


def remove() -> int:
    """Delete all of it; return how many pages and questions there were."""
    titles = {row[code]["title"] for row in rows("canned") for code in languages(row)}
    Canned.objects.filter(title__in=titles).delete()
    keys = [key_of("question", row["key"]) for row in rows("question")]
    gone = Question.objects.filter(translation_key__in=keys)
    logged = [str(key) for key in gone.values_list("pk", flat=True)]
    kind = ContentType.objects.get_for_model(Question)
    ModelLogEntry.objects.filter(content_type=kind, object_id__in=logged).delete()
    count = gone.count()
    for source in gone.filter(source=None):
        source.delete()
    return count + remove_pages()


def remove_pages() -> int:
    """Delete the lists with what stands below them, and the files."""
    found = Page.objects.filter(translation_key__in=[key_of("page", name) for name in LISTS])
    below = Q()
    for page in found:
        below |= Q(path__startswith=page.path)
    count = Page.objects.filter(below).count() if below else 0
    for page in list(found):
        Page.objects.get(pk=page.pk).specific.delete()
    for file in Document.objects.filter(collection__name=demo_collection().name):
        file.delete()
    return count
