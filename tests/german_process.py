"""Walks a portal in German as visitors and editors do; prints what it met, as JSON.

Run in the environment of a site whose ``PORTAL_LANGUAGES`` has ``de``:
``python -m tests.german_process``. It adds an editor and writes one page.
"""

import json
import re
import sys
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from django.test import Client

HOME = "/de/"
MOST_PAGES = 150
ADMIN = (
    "/admin/",
    "/admin/pages/",
    "/admin/reports/site-history/",
    "/admin/snippets/opportunities/opportunity/",
    "/admin/snippets/opportunities/opportunity/?locale=de",
    "/admin/snippets/opportunities/opportunity/add/?locale=de",
    "/admin/snippets/organisations_directory/organisation/add/?locale=de",
    "/admin/snippets/advice/question/add/?locale=de",
    "/admin/announcement/new/",
    "/admin/partner/new/",
    "/admin/field/",
    "/admin/asked/",
    "/admin/desk/",
)


def main() -> None:
    """Print pages by address with status, language and body."""
    django.setup()
    from django.test import Client

    visitor = Client(headers={"host": "localhost", "accept-language": "de-AT,de;q=0.9,cs;q=0.5"})
    found = {"root": visitor.get("/")["Location"], "pages": walk(visitor)}
    paths = ("/de/nowhere/", "/sitemap.xml", "/sitemap-pages.xml", *lists("feed/atom/"))
    found |= {"others": {path: looked_at(visitor.get(path)) for path in paths}}
    found |= {"search": searched(visitor)}
    found |= {"admin": admin(), "letter": letter(), "sorted": in_order()}
    json.dump(found, sys.stdout)


def searched(client: "Client") -> dict[str, Any]:
    """Return the list asked for a word of a Czech title, and the title."""
    from opportunities.models import Opportunity

    title = Opportunity.objects.published().filter(locale__language_code="cs").latest("pk").title
    answer = client.get(lists("")[0], {"q": max(title.split(), key=len)})
    return {"title": title, **looked_at(answer)}


def walk(client: "Client") -> dict[str, Any]:
    """Return all pages that can be reached from the home page, up to a number."""
    seen: dict[str, Any] = {}
    waiting = [HOME]
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path not in seen:
            seen[path] = looked_at(client.get(path))
            waiting += re.findall(r'<a [^>]*href="(/de/[^"?#]*)"', seen[path]["body"])
    return seen


def looked_at(response: Any) -> dict[str, Any]:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return {"status": response.status_code, "body": content.decode(errors="replace")}


def lists(tail: str) -> list[str]:
    """Return an address below each list."""
    from portal.common.furniture import furniture

    roles = furniture("de").roles
    return [f"{roles[role].url}{tail}" for role in ("opportunities", "organisations", "news")]


def admin() -> dict[str, Any]:
    """Return the admin as an editor sees it who has chosen German."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from wagtail.users.models import UserProfile

    user = get_user_model().objects.create_superuser("deutsch", "d@example.org", "x")
    UserProfile.objects.create(user=user, preferred_language="de")
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    pages = [f"/admin/pages/{pk}/{tail}" for pk in homes() for tail in ("", "edit/")]
    return {path: looked_at(client.get(path, follow=True)) for path in (*ADMIN, *pages)}


def homes() -> list[int]:
    from home.models import HomePage

    return list(HomePage.objects.filter(locale__language_code="de").values_list("pk", flat=True))


def letter() -> str:
    """Return a mail to somebody who reads German."""
    from django.conf import settings

    from portal.common import letters

    values = {"title": "Laub", "reference": "X", "url": f"{settings.PUBLIC_URL}/de/x/", "days": 3}
    written = letters.write("submissions/confirm", "de", values)
    return f"{written.subject}\n{written.text}"


def in_order() -> list[str]:
    from portal.common.text import collation_key

    words = ["Zwickau", "Österreich", "Oder", "Ähre", "Aue", "Straße", "Strand", "Uhr", "Übung"]
    return sorted(words, key=lambda word: collation_key(word, "de"))


if __name__ == "__main__":
    main()
