"""The home pages of the demo: every part, with the demo's words and choices."""

from typing import Any

from django.utils import translation

from advice.models import Question
from home import composed
from home.demo.reading import Row, key_of, read_editorial, read_pages
from home.models import ContactPage, HomePage
from news.models import StoryPage

# The office that a reader of each language has the shortest way to.
OFFICES = {"pl": "jelenia-gora", "sl": "maribor"}
OFFICE = "liberec"
# Where readers of each language live; those of others may live anywhere.
COUNTRIES = {"cs": "CZ", "pl": "PL", "sl": "SI"}
CALL = ("call_heading", "call_text")


def make() -> int:
    """Compose the home pages that nobody has composed; return how many those were.

    After all others: they choose a story, a question and a contact point.
    """
    homes = HomePage.objects.select_related("locale")
    return sum(compose(home, home.locale.language_code) for home in homes if not home.body)


def compose(home: HomePage, language: str) -> bool:
    """Give a home page its parts; return whether the demo has words for them."""
    row = read_editorial("home")["home"].get(language)
    if row is None:
        return False
    home.body = body(row, read_pages()["home"][language], language)
    home.save_revision().publish()
    return True


def body(row: Row, texts: Row, language: str) -> list[composed.Block]:
    """Return the raw value of the parts."""
    words = {**row, **{name: texts[name] for name in CALL}}
    country = COUNTRIES.get(language, "")
    with translation.override(language):
        return composed.body(
            words,
            call={"person": texts["call_person"], "role": texts["call_person_role"]},
            ending={"region": country},
            map={"first": country},
            newest={"region": country},
            question={"question": question(row["question"])},
            story={"story": page(StoryPage, "story", row["story"], language)},
            contact={
                "point": page(ContactPage, "contact", OFFICES.get(language, OFFICE), language)
            },
        )


def question(key: str) -> int | None:
    found = Question.objects.sources().filter(translation_key=key_of("question", key))
    return found.values_list("pk", flat=True).first()


def page(model: type[Any], kind: str, key: str, language: str) -> int | None:
    """Return the demo's page of that key, in ``language`` if it has that."""
    pages = model.objects.filter(translation_key=key_of(kind, key))
    keys = dict(pages.values_list("locale__language_code", "pk"))
    return keys.get(language) or next(iter(keys.values()), None)
