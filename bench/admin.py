"""Wagtail's admin as those who work in it open it, one page after the other."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from bench.client import Times, Visitor
from news.models import NewsIndexPage, NewsPage
from opportunities.models import Opportunity

ROUNDS = 20
WARM_UP = 2


def measure(port: int) -> dict[str, dict[str, float]]:
    """Return milliseconds of each page, the pages in turns."""
    visitor, paths = staff(port, "admin"), pages()
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(WARM_UP + ROUNDS):
        for name, path in paths.items():
            times[name].append(visitor.time(path))
    return {name: asdict(Times.of(ms[WARM_UP:])) for name, ms in times.items()}


def pages() -> Mapping[str, str]:
    """Return where staff spend their days, by what it is called in the table."""
    news: Any = NewsIndexPage.objects.order_by("pk").first()
    article: Any = NewsPage.objects.order_by("-pk").first()
    entry: Any = Opportunity.objects.order_by("-pk").first()
    kind = Opportunity.snippet_viewset
    return {
        "home": reverse("wagtailadmin_home"),
        "pages": reverse("wagtailadmin_explore", args=[news.pk]),
        "article": reverse("wagtailadmin_pages:edit", args=[article.pk]),
        "opportunities": reverse(kind.get_url_name("list")),
        "opportunity": reverse(kind.get_url_name("edit"), args=[entry.pk]),
        "pictures": reverse("wagtailimages:index"),
    }


def staff(port: int, name: str) -> Visitor:
    """Return the member of staff ``name``, logged in."""
    client = Client()
    client.force_login(get_user_model().objects.get(username=name))
    visitor, cookie = Visitor(port), settings.SESSION_COOKIE_NAME
    visitor.cookies[cookie] = client.cookies[cookie].value
    return visitor
