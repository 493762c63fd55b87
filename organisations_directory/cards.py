"""Organisations as rows of the directory: three queries, however many rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from organisations_directory.models.organisation import Organisation
from portal.common.text import address
from search import fields
from search.highlight import Highlighted
from search.models import Field


@dataclass(slots=True, frozen=True)
class Card:
    """One row of the directory."""

    url: str
    name: str
    # The language of the organisation's texts; of the summary, if it is not the reader's.
    lang: str
    summary_lang: str
    summary: str
    fields: Sequence[Field]
    place: str
    km: int | None
    legal_form: str
    looking: bool
    key: int
    # The words asked for, marked in name and texts.
    why: Highlighted | None = None

    def told(self, why: Highlighted) -> Self:
        """Return the same card with the words marked that were asked for."""
        return replace(self, why=why)


def cards(
    keys: Sequence[int], language: str, url: str, distances: Mapping[int, float]
) -> list[Card]:
    """Return the cards of those ``keys`` that are public, in their order."""
    public = Organisation.objects.published().filter(pk__in=keys).select_related("place", "locale")
    rows = {organisation.pk: organisation for organisation in public.defer("about")}
    summaries = translated_summaries(rows, language)
    slugs = fields.slugs_of(Organisation, rows)
    looking = set(Organisation.with_open_calls().filter(organisation_id__in=rows))
    return [
        card(
            rows[key],
            summaries.get(key),
            language,
            [fields.by_slug()[slug] for slug in slugs[key]],
            url,
            distances,
            key in looking,
        )
        for key in keys
        if key in rows
    ]


def card(
    organisation: Organisation,
    translated: str | None,
    language: str,
    its_fields: Sequence[Field],
    url: str,
    distances: Mapping[int, float],
    looking: bool,
) -> Card:
    """Return one card; ``translated`` is the summary in the reader's language, if any."""
    own = organisation.locale.language_code
    place = organisation.place
    km = distances.get(place.pk) if place else None
    foreign = own if own != language else ""
    return Card(
        url=f"{url}{address(organisation.name, organisation.pk)}/",
        name=organisation.name,
        lang=foreign,
        summary_lang="" if translated else foreign,
        summary=translated or organisation.summary,
        fields=its_fields,
        place=place.label if place else "",
        km=None if km is None else round(km),
        legal_form=organisation.get_legal_form_display(),
        looking=looking,
        key=organisation.pk,
    )


def translated_summaries(keys: Mapping[int, Organisation], language: str) -> dict[int, str]:
    """Return the published summaries in ``language`` of those that have one."""
    rows = Organisation.objects.live().filter(source__in=keys, locale__language_code=language)
    return dict(rows.values_list("source_id", "summary"))
