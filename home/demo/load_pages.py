"""Thousands of plausible articles below the lists of news, to measure with."""

import datetime
import uuid
from collections.abc import Callable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page

from home.demo.load import Generator
from home.demo.reading import NAMESPACE
from news.models import NewsIndexPage, NewsPage
from portal.common import versions
from portal.common.batches import batched

# By which they are known again.
SLUG = "generated-"
BATCH = 500
PARAGRAPHS = 6


class Articles:
    """Makes articles from a seed; progress is told by ``say``."""

    def __init__(self, seed: int, say: Callable[[str], None]) -> None:
        self.words = Generator(seed, say)
        self.kind = ContentType.objects.get_for_model(NewsPage)

    def make(self, count: int) -> None:
        """Make ``count`` articles, as many in each language as in any other."""
        lists = list(NewsIndexPage.objects.select_related("locale"))
        for index, numbers in zip(lists, shares(count, len(lists)), strict=True):
            shift = last_step(index) + 1 - numbers.start
            for batch in batched(numbers, BATCH):
                self.insert(index, batch, shift)
            count_children(index)
            self.words.say(f"{len(numbers)} articles in {index.locale.language_code}")
        versions.bump()

    def insert(self, index: NewsIndexPage, numbers: list[int], shift: int) -> None:
        """Write them below ``index``, straight into the tables: no signal for each."""
        pages = Page.objects.bulk_create(self.page(index, n, n + shift) for n in numbers)
        for page in pages:
            article = NewsPage(page_ptr=page, **self.texts(index.locale.language_code))
            article.__dict__.update({**page.__dict__, "_state": article._state})
            article.save_base(raw=True, force_insert=True)

    def page(self, index: NewsIndexPage, number: int, step: int) -> Page:
        slug = f"{SLUG}{number}"
        age = datetime.timedelta(minutes=self.words.random.randint(1, 500_000))
        return Page(
            path=Page._get_path(index.path, index.depth + 1, step),  # noqa: SLF001  # treebeard's own way
            depth=index.depth + 1,
            slug=slug,
            url_path=f"{index.url_path}{slug}/",
            title=self.words.random.choice(self.words.words[index.locale.language_code].titles),
            locale=index.locale,
            translation_key=uuid.uuid5(NAMESPACE, f"load:article:{number}"),
            content_type=self.kind,
            first_published_at=timezone.now() - age,
            last_published_at=timezone.now() - age,
        )

    def texts(self, language: str) -> dict[str, object]:
        paragraphs = [f"<p>{self.words.text(language, 4)}</p>" for _ in range(PARAGRAPHS)]
        return {
            "category": self.words.random.choice(NewsPage.Category.values),
            "summary": self.words.text(language, 1)[:200],
            "body": [("text", "".join(paragraphs))],
        }


def shares(count: int, parts: int) -> Iterator[range]:
    """Yield the numbers up to ``count`` in so many runs."""
    for part in range(parts):
        yield range(count * part // parts, count * (part + 1) // parts)


def last_step(index: Page) -> int:
    """Return the number of the last place below ``index`` that is taken."""
    last = index.get_last_child()
    return int(Page._str2int(last.path[-Page.steplen :])) if last else 0  # noqa: SLF001


def count_children(index: Page) -> None:
    below = Page.objects.filter(path__startswith=index.path, depth=index.depth + 1)
    Page.objects.filter(pk=index.pk).update(numchild=below.count())


def remove() -> int:
    """Delete all generated articles; return how many."""
    articles = NewsPage.objects.filter(slug__startswith=SLUG)
    keys = list(articles.values_list("pk", flat=True))
    for batch in batched(keys, BATCH):
        NewsPage.objects.filter(pk__in=batch)._raw_delete(NewsPage.objects.db)  # noqa: SLF001  # no collector, no signals
        Page.objects.filter(pk__in=batch)._raw_delete(Page.objects.db)  # noqa: SLF001
    for index in NewsIndexPage.objects.all():
        count_children(index)
    versions.bump()
    return len(keys)
