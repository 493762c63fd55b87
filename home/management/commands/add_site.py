"""Let a second city begin: its address, and home pages with all lists in its languages."""

from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Site

from home import setting_up
from portal.common import versions
from portal.common.brand import Brand


class Command(BaseCommand):
    help = "Make one more site in this installation, with home pages and empty lists of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = ",".join(code for code, _name in settings.LANGUAGES)
        parser.add_argument("address", help="where it is, for example https://second.example")
        parser.add_argument("--name", required=True, help="what it is called")
        parser.add_argument("--languages", default=known, help=f"by default {known}")

    @transaction.atomic
    def handle(self, address: str, name: str, languages: str, **options: Any) -> None:
        host, port = host_of(address)
        if Site.objects.filter(hostname=host, port=port).exists():
            raise CommandError(f"There is a site at {address}.")
        site = setting_up.add_site(host, port, name, codes(languages))
        Brand.objects.create(site=site, name=name)
        versions.bump()
        self.stdout.write(f"{address}: {languages}. Its brand: Settings → Brand in the admin.")
        if host not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
            self.stdout.write(f"Add {host} to ALLOWED_HOSTS, or nobody is answered there.")


def host_of(address: str) -> tuple[str, int]:
    """Return host and port; raises ``CommandError`` if ``address`` has none."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CommandError(f"{address} is no address: https://second.example would be one.")
    return parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


def codes(languages: str) -> list[str]:
    """Return the languages; raises ``CommandError`` for one that the portal does not speak."""
    asked = [code.strip() for code in languages.split(",") if code.strip()]
    unknown = set(asked) - {code for code, _name in settings.LANGUAGES}
    if unknown or not asked:
        raise CommandError(f"PORTAL_LANGUAGES has no {', '.join(sorted(unknown)) or 'language'}.")
    return asked
