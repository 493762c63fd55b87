"""Thousands of plausible entries, the same for the same seed, to measure with.

Their words are those of the demo, shuffled sentence by sentence, so that the index
sees real vocabularies; their towns are real ones, the large ones more often.
"""

import datetime
import random
import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils import timezone
from wagtail.models import Locale

from home.demo.reading import NAMESPACE, read
from opportunities import choices
from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from portal.common import versions
from portal.common.batches import batched
from portal.common.html import plain
from search.models import Field, Place, Region

# By which the generated entries are known again; nobody can own such an address.
MARK = "load@example.invalid"
BATCH = 1000
OPPORTUNITIES_EACH = 12
# How often each country's entries occur, and in which language they are written.
COUNTRIES = {"CZ": ("cs", 55), "PL": ("pl", 30), "SI": ("sl", 15)}
ENGLISH = 0.08
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


class Words(NamedTuple):
    """What texts of one language are made of."""

    names: Sequence[str]
    titles: Sequence[str]
    sentences: Sequence[str]


class Generator:
    """Makes entries from a seed; progress is told by ``say``."""

    def __init__(self, seed: int, say: Callable[[str], None]) -> None:
        self.random = random.Random(seed)  # noqa: S311  # repeatable is what it has to be
        self.seed = seed
        self.say = say
        self.words = vocabularies()
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.fields = list(Field.objects.all())
        self.towns = {code: list(towns(code)) for code in COUNTRIES}
        self.weights = {
            code: [max(town.population, 200) ** 0.7 for town in found]
            for code, found in self.towns.items()
        }
        self.countries = [code for code, found in self.towns.items() if found]
        self.now = timezone.now()

    def make(self, count: int) -> None:
        """Make ``count`` opportunities and the organisations behind them."""
        hosts = self.organisations(count // OPPORTUNITIES_EACH + 1)
        for batch in batched(range(count), BATCH):
            rows = Opportunity.objects.bulk_create(
                [self.opportunity(n, self.random.choice(hosts)) for n in batch]
            )
            self.link(Opportunity, "fields", rows, self.some_fields)
            self.link(Opportunity, "places", rows, self.some_places)
            self.say(f"{batch[-1] + 1} of {count} opportunities")
        versions.bump()

    def organisations(self, count: int) -> list[Organisation]:
        rows = Organisation.objects.bulk_create([self.organisation(n) for n in range(count)])
        self.link(Organisation, "fields", rows, self.some_fields)
        self.link(Organisation, "regions", rows, home_region)
        return rows

    def organisation(self, number: int) -> Organisation:
        country = self.country()
        language = self.language(country)
        town = self.town(country)
        return Organisation(
            **self.common("organisation", number, language),
            name=f"{self.random.choice(self.words[language].names)} {town.name}"[:160],
            legal_form=self.random.choices(Organisation.LegalForm.values, range(10, 0, -1))[0],
            summary=self.text(language, 1)[:200],
            about=f"<p>{self.text(language, 5)}</p>",
            place=town,
            contact_email=MARK,
        )

    def opportunity(self, number: int, host: Organisation) -> Opportunity:
        language, rnd = host.locale.language_code, self.random
        commitment = rnd.choices(choices.Commitment.values, [35, 50, 15])[0]
        start = self.today(rnd.randint(3, 150)) if commitment != "regular" else None
        return Opportunity(
            **self.common("opportunity", number, language),
            organisation=host,
            title=rnd.choice(self.words[language].titles),
            summary=self.text(language, 1)[:200],
            description=f"<p>{self.text(language, 6)}</p>",
            tasks=f"<p>{self.text(language, 2)}</p>",
            requirements=f"<p>{self.text(language, 1)}</p>",
            mode=rnd.choices(choices.Mode.values, [80, 12, 8])[0],
            commitment=commitment,
            hours=rnd.choice([1, 1.5, 2, 3, 4, 8]),
            hours_per=rnd.choice(choices.HoursPer.values),
            times=self.some(choices.Time.values, 2),
            start_on=start,
            end_on=start + datetime.timedelta(days=rnd.randint(0, 14)) if start else None,
            expires_on=self.today(rnd.randint(20, 330)),
            minimum_age=rnd.choice([None, None, 15, 16, 18, 18]),
            welcomes=self.some(choices.Audience.values, 3),
            offers=self.some(choices.Offer.values, 3),
            barrier_free=rnd.choice([True, False, None]),
            languages=sorted({language, *rnd.choices(["en", "de", "uk"], k=1)}),
        )

    def common(self, kind: str, number: int, language: str) -> dict[str, Any]:
        """Return the values that every published entry has."""
        age = datetime.timedelta(minutes=self.random.randint(1, 500_000))
        return {
            "translation_key": uuid.uuid5(NAMESPACE, f"load:{self.seed}:{kind}:{number}"),
            "locale": self.locales[language],
            "live": True,
            "has_unpublished_changes": False,
            "first_published_at": self.now - age,
            "last_published_at": self.now - age,
            "checked_on": self.today(-self.random.randint(1, 160)),
        }

    def link(
        self,
        model: type[Model],
        name: str,
        rows: Sequence[Any],
        chosen: Callable[[Any], Sequence[Model]],
    ) -> None:
        """Write the many-to-many rows of ``name`` for all ``rows`` at once."""
        field: Any = model._meta.get_field(name)
        through = field.remote_field.through
        owner, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        links = [through(**{owner: row, target: item}) for row in rows for item in chosen(row)]
        through.objects.bulk_create(links, batch_size=BATCH)

    def some_fields(self, row: Any) -> list[Field]:
        weights = [1 / rank for rank in range(1, len(self.fields) + 1)]
        chosen = self.random.choices(self.fields, weights, k=self.random.choice([1, 1, 2, 3]))
        return list(dict.fromkeys(chosen))

    def some_places(self, row: Opportunity) -> list[Place]:
        if row.mode == choices.Mode.REMOTE:
            return []
        host = row.organisation
        assert host is not None
        assert host.place is not None
        if self.random.random() < 0.6:
            return [host.place]
        return [self.town(host.place.region.code[:2])]

    def some(self, values: Sequence[str], most: int) -> list[str]:
        return sorted(self.random.sample(values, self.random.randint(0, most)))

    def text(self, language: str, sentences: int) -> str:
        return " ".join(self.random.choices(self.words[language].sentences, k=sentences))

    def country(self) -> str:
        weights = [COUNTRIES[code][1] for code in self.countries]
        return self.random.choices(self.countries, weights)[0]

    def language(self, country: str) -> str:
        own = COUNTRIES[country][0]
        return "en" if self.random.random() < ENGLISH and "en" in self.locales else own

    def town(self, country: str) -> Place:
        return self.random.choices(self.towns[country], self.weights[country])[0]

    def today(self, days: int) -> datetime.date:
        return timezone.localdate() + datetime.timedelta(days=days)


def home_region(row: Organisation) -> list[Region]:
    """Return the region around the seat."""
    assert row.place is not None
    return [row.place.region.parent or row.place.region]


def towns(country: str) -> Iterator[Place]:
    """Yield the towns of ``country`` in a fixed order, with their regions."""
    found = Place.objects.filter(region__code__startswith=country)
    yield from found.select_related("region__parent").order_by("geonames_id")


def vocabularies() -> dict[str, Words]:
    """Return the demo's names, titles and sentences by language."""
    names: dict[str, list[str]] = defaultdict(list)
    titles: dict[str, list[str]] = defaultdict(list)
    sentences: dict[str, list[str]] = defaultdict(list)
    for row in read("organisation"):
        names[row["language"]].append(row["name"])
        sentences[row["language"]] += SENTENCE_END.split(plain(row["about"]))
    for row in read("opportunity"):
        titles[row["language"]].append(row["title"])
        texts = (row["summary"], row["description"], row["tasks"], row["requirements"])
        sentences[row["language"]] += SENTENCE_END.split(plain(*texts))
    return {code: Words(names[code], titles[code], sentences[code]) for code in titles}


def remove() -> int:
    """Delete all generated entries; return how many opportunities went.

    Straight in the database: no signal for each of twenty thousand rows. The caller
    makes the index anew.
    """
    hosts = Organisation.objects.filter(contact_email=MARK)
    calls = Opportunity.objects.filter(organisation__in=hosts)
    count = calls.count()
    for model, rows, names in (
        (Opportunity, calls, ("fields", "places")),
        (Organisation, hosts, ("fields", "regions")),
    ):
        keys = list(rows.values_list("pk", flat=True))
        for batch in batched(keys, 500):
            for name in names:
                field: Any = model._meta.get_field(name)
                owner = f"{field.m2m_field_name()}__in"
                field.remote_field.through.objects.filter(**{owner: batch}).delete()
            model.objects.filter(pk__in=batch)._raw_delete(model.objects.db)  # noqa: SLF001  # no collector, no signals
    versions.bump()
    return count
