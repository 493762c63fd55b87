"""What visitors ask for, the same for the same seed: lists narrowed in all usual ways."""

import random
from collections.abc import Iterator
from urllib.parse import urlencode

from news.models import NewsIndexPage, NewsPage
from opportunities.choices import Commitment, Time
from opportunities.models import Opportunity, OpportunityIndexPage
from portal.common.furniture import furniture
from search.models import Field, Place, Region

LANGUAGES = ("cs", "pl", "sl", "en")
# About as the demo's content is.
WEIGHTS = (50, 20, 15, 15)
WORDS = {
    "cs": ["senioři", "děti doučování", "pes", "úklid přírody", "nemocnice", "sbírka potravin"],
    "pl": ["seniorzy", "dzieci nauka", "pies", "sprzątanie lasu", "szpital", "zbiórka żywności"],
    "sl": ["starejši", "otroci učenje", "pes", "čiščenje narave", "bolnišnica", "zbiranje hrane"],
    "en": ["seniors", "children lessons", "dog", "clean nature", "hospital", "food"],
}
# How often each kind of list is asked for.
KINDS = {"plain": 3, "region": 3, "region and field": 3, "words": 3, "near": 2, "three facets": 1}


class Questions:
    """Makes addresses that no cache has seen."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.number = seed * 1_000_000
        self.urls = {code: OpportunityIndexPage.url_in(code) for code in LANGUAGES}
        self.regions = list(Region.objects.filter(level__gt=0).values_list("code", flat=True))
        self.fields = list(Field.objects.values_list("slug", flat=True))
        places = Place.objects.order_by("-population").values_list("name", flat=True)
        self.towns = list(places[:300])
        self.homes = [furniture(code).url for code in LANGUAGES]
        self.news = [NewsIndexPage.url_in(code) for code in LANGUAGES]
        articles = list(NewsPage.objects.live().select_related("locale").order_by("pk"))
        self.articles = self.random.sample(articles, min(300, len(articles)))
        self.entries = self.random.sample(list(Opportunity.objects.published()), 300)

    def lists(self, count: int) -> Iterator[tuple[str, str]]:
        """Yield so many lists: what kind, and the address."""
        for kind in self.random.choices(list(KINDS), list(KINDS.values()), k=count):
            yield kind, self.list_of(kind)

    def list_of(self, kind: str) -> str:
        language = self.random.choices(LANGUAGES, WEIGHTS)[0]
        asked = getattr(self, f"_{kind.replace(' ', '_')}")(language)
        return f"{self.urls[language]}?{urlencode({**asked, **self._unseen()}, doseq=True)}"

    def entry(self) -> str:
        """Return the address of an entry in its own language."""
        entry = self.random.choice(self.entries)
        language = entry.locale.language_code
        return f"{entry.url_in(language)}?{urlencode(self._unseen())}"

    def page(self, kind: str) -> str:
        """Return a home page, a list of news or an article in its own language."""
        if kind == "article":
            return self.unseen(self.random.choice(self.articles).get_url())
        return self.unseen(self.random.choice({"home": self.homes, "news": self.news}[kind]))

    def unseen(self, path: str) -> str:
        """Return ``path`` as no cache has seen it: with a parameter that means nothing."""
        return f"{path}?{urlencode(self._unseen())}"

    def _unseen(self) -> dict[str, int]:
        self.number += 1
        return {"unseen": self.number}

    def _plain(self, language: str) -> dict[str, object]:
        return {"page": self.random.randint(1, 40)}

    def _region(self, language: str) -> dict[str, object]:
        return {"region": self.random.choice(self.regions)}

    def _region_and_field(self, language: str) -> dict[str, object]:
        return {**self._region(language), "field": self.random.choice(self.fields)}

    def _three_facets(self, language: str) -> dict[str, object]:
        return {
            **self._region_and_field(language),
            "time": self.random.sample(Time.values, 2),
            "commitment": Commitment.REGULAR.value,
        }

    def _words(self, language: str) -> dict[str, object]:
        return {"q": self.random.choice(WORDS[language])}

    def _near(self, language: str) -> dict[str, object]:
        return {"near": self.random.choice(self.towns), "radius": self.random.choice([10, 25, 50])}
