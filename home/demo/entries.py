"""Organisations and opportunities of the demo, made the way an editor would."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from taggit.models import Tag
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, ModelLogEntry

from home.demo.logos import logo
from home.demo.numbers import registration_number
from home.demo.reading import Row, key_of, read
from opportunities.models import Opportunity
from organisations_directory.models import Organisation
from portal.common import hiding
from portal.common.models import Entry, Hiding, Link, Reminder
from search.models import Field, Place, Region

COLLECTION = "Demo"
ORGANISATION_TEXTS = ("summary", "about")
# What some rows say of ``stale``: hidden for want of an answer. The worker asks about those
# that say "due" when it starts; all others are fresh, so a new demo sends no flood of mails.
HIDDEN = "hidden"
HIDDEN_FOR = datetime.timedelta(days=6)
OPPORTUNITY_TEXTS = ("title", "summary", "description", "tasks", "requirements", "offer_text")


class EntryMaker:
    """Makes the entries that are not there yet; one for each run of the command."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.fields = {field.slug: field for field in Field.objects.all()}
        self.regions = {region.code: region for region in Region.objects.filter(level__lt=2)}
        self.places: dict[tuple[str, str], Place] = {}
        self.collection = demo_collection()

    def organisations(self) -> int:
        """Make the organisations; return how many entries are new, translations included."""
        rows = self.shown(read("organisation"))
        return sum(self.organisation(number, row) for number, row in enumerate(rows))

    def opportunities(self) -> int:
        """Make the opportunities; return how many entries are new, translations included."""
        keys = {key_of("organisation", row["key"]): row for row in read("organisation")}
        known = Organisation.objects.sources().filter(translation_key__in=keys)
        hosts = {keys[o.translation_key]["key"]: o for o in known.select_related("place__region")}
        rows = self.shown(read("opportunity"))
        return sum(
            self.opportunity(n, row, hosts[row["organisation"]]) for n, row in enumerate(rows)
        )

    def shown(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows in a language of this portal."""
        return [row for row in rows if row["language"] in self.locales]

    def organisation(self, number: int, row: Row) -> int:
        key = key_of("organisation", row["key"])
        if Organisation.objects.filter(translation_key=key).exists():
            return 0
        organisation = Organisation(
            translation_key=key,
            locale=self.locales[row["language"]],
            name=row["name"],
            legal_form=row["legal_form"],
            registration_number=registration_number(row["country"], row["legal_form"], number),
            street=row["street"],
            postcode=row["postcode"],
            place=self.place(row["country"], row["place"]),
            website=row["website"],
            email=row["email"],
            phone=row["phone"],
            social_links="\n".join(row.get("social", [])),
            logo=self.logo(row),
            accreditation=row["accreditation"],
            accredited_until=self.day(row["accredited_days"]),
            contact_name=row["contact_name"],
            contact_email=row["contact_email"],
            contact_phone=row["contact_phone"],
            checked_on=self.day(-row["checked_days_ago"]),
            **{name: row[name] for name in ORGANISATION_TEXTS},
        )
        organisation.fields = [self.fields[slug] for slug in row["fields"]]
        organisation.regions = [self.regions[code] for code in row["regions"]]
        self.publish(organisation, age=row["checked_days_ago"] + number % 40)
        return 1 + self.translate(organisation, row, ORGANISATION_TEXTS)

    def opportunity(self, number: int, row: Row, host: Organisation) -> int:
        key = key_of("opportunity", row["key"])
        if Opportunity.objects.filter(translation_key=key).exists():
            return 0
        country = host.place.region.code[:2] if host.place else ""
        start, end = self.dates(row)
        opportunity = Opportunity(
            translation_key=key,
            locale=self.locales[row["language"]],
            organisation=host,
            offers=row["offers"],
            mode=row["mode"],
            street=row["street"],
            commitment=row["commitment"],
            hours=row["hours"] or None,
            hours_per=row["hours_per"] if row["hours"] else "",
            times=row["times"],
            start_on=start,
            end_on=end,
            deadline=self.day(row["deadline_in_days"]),
            expires_on=self.day(max(row["expires_in_days"], row["deadline_in_days"])),
            people_wanted=row["people_wanted"] or None,
            minimum_age=row["minimum_age"] or None,
            welcomes=row["welcomes"],
            barrier_free=row.get("barrier_free"),
            languages=row["languages"],
            contact_name=row["contact_name"],
            contact_email=row["contact_email"],
            contact_phone=row["contact_phone"],
            checked_on=self.day(-row["checked_days_ago"]),
            **{name: row[name] for name in OPPORTUNITY_TEXTS},
        )
        opportunity.fields = [self.fields[slug] for slug in row["fields"]]
        opportunity.places = [self.place(country, name) for name in row["places"]]
        opportunity.tags.add(*row["tags"])
        self.publish(opportunity, age=row["checked_days_ago"] + number % 25)
        if row.get("stale") == HIDDEN:
            hide(opportunity)
        return 1 + self.translate(opportunity, row, OPPORTUNITY_TEXTS)

    def translate(self, source: Entry, row: Row, texts: Iterable[str]) -> int:
        """Publish the translations of ``source``; return how many."""
        made = 0
        for language, words in row.get("translations", {}).items():
            if language not in self.locales:
                continue
            translation = source.copy_for_translation(self.locales[language])
            for name in texts:
                setattr(translation, name, words.get(name, ""))
            if "tags" in words:
                translation.tags.set(words["tags"])
            self.publish(translation, age=0)
            made += 1
        return made

    def publish(self, entry: Entry, age: int) -> None:
        """Save ``entry`` and publish it as if that had been ``age`` days ago."""
        entry.live = False
        entry.first_published_at = timezone.now() - datetime.timedelta(days=age)
        entry.save()
        entry.save_revision().publish()

    def place(self, country: str, name: str) -> Place:
        """Return the largest town called ``name`` in ``country``."""
        if (country, name) not in self.places:
            towns = Place.objects.filter(region__code__startswith=country)
            found = towns.called(name).order_by("-population").first()
            if found is None:
                raise LookupError(f"no town called {name} in {country}")
            self.places[country, name] = found
        return self.places[country, name]

    def day(self, days: int) -> datetime.date | None:
        """Return the day ``days`` from today; 0 means that there is none."""
        return self.today + datetime.timedelta(days=days) if days else None

    def dates(self, row: Mapping[str, Any]) -> tuple[datetime.date | None, datetime.date | None]:
        """Return the first and last day; what happens at a weekend happens at one."""
        start, end = self.day(row["start_in_days"]), self.day(row["end_in_days"])
        if start and end and (end - start).days <= 2 and row["times"] == ["weekend"]:
            shift = datetime.timedelta(days=(5 - start.weekday()) % 7)
            return start + shift, end + shift
        return start, end

    def logo(self, row: Row) -> Any:
        image = get_image_model()(title=row["name"], collection=self.collection)
        picture = ContentFile(logo(row["logo"], row["hue"]), name=f"{row['key']}.svg")
        image.file.save(picture.name, picture, save=False)
        image.save()
        return image


def hide(entry: Entry) -> None:
    """Hide ``entry`` as if nobody had answered some days ago; staff have been told."""
    record = hiding.hide(entry, hiding.Reason.STALE)
    if record:
        record.at = record.told_at = record.at - HIDDEN_FOR
        record.save()


def demo_collection() -> Collection:
    """Return the collection that holds the demo's pictures."""
    existing = Collection.objects.filter(name=COLLECTION).first()
    return existing or Collection.get_first_root_node().add_child(name=COLLECTION)


def demo_keys(kind: str) -> list[uuid.UUID]:
    """Return the translation keys of all demo entries of ``kind``."""
    return [key_of(kind, row["key"]) for row in read(kind)]


def remove() -> int:
    """Delete all demo entries with what came with them; return how many there were."""
    gone = remove_rows(Opportunity, "opportunity") + remove_rows(Organisation, "organisation")
    for image in get_image_model().objects.filter(collection__name=COLLECTION):
        image.delete()
    Collection.objects.filter(name=COLLECTION).delete()
    unused = Tag.objects.filter(
        opportunities_opportunitytag_items=None, taggit_taggeditem_items=None
    )
    unused.filter(name__in=demo_tags()).delete()
    return gone


def remove_rows(model: type[Entry], kind: str) -> int:
    """Delete the demo's rows of ``model``, and what was noted about them."""
    rows = model.objects.filter(translation_key__in=demo_keys(kind))
    logged = [str(key) for key in rows.values_list("pk", flat=True)]
    gone = 0
    for source in rows.sources():
        source.delete()
        gone += 1
    content_type = ContentType.objects.get_for_model(model)
    for notes in (Hiding.objects, Reminder.objects):
        notes.filter(entry_type=content_type, entry_id__in=map(int, logged)).delete()
    Link.objects.filter(purpose=f"still-{kind}", subject__in=map(int, logged)).delete()
    ModelLogEntry.objects.filter(content_type=content_type, object_id__in=logged).delete()
    return gone


def demo_tags() -> set[str]:
    """Return the tags of all demo opportunities in all languages."""
    rows = list(read("opportunity"))
    versions = [*rows, *(words for row in rows for words in row.get("translations", {}).values())]
    return {tag for version in versions for tag in version.get("tags", ())}
