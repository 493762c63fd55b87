"""The home page is composed of blocks: those that show what each page had before."""

import json
import uuid
from typing import Any

import wagtail.fields
from django.db import migrations, models
from django.utils import translation
from django.utils.translation import gettext as _

MOVED = {
    "call_heading": "heading",
    "call_text": "text",
    "call_person": "person",
    "call_person_role": "role",
}


def to_blocks(apps: Any, schema_editor: Any) -> None:
    for page in apps.get_model("home.HomePage").objects.select_related("locale"):
        language = page.locale.language_code
        page.body = blocks({name: getattr(page, name) for name in MOVED}, language)
        page.save(update_fields=["body"])
        for revision in revisions(apps, page):
            moved = {name: revision.content.pop(name, "") for name in MOVED}
            revision.content["body"] = json.dumps(blocks(moved, language))
            revision.save(update_fields=["content"])


def to_fields(apps: Any, schema_editor: Any) -> None:
    for page in apps.get_model("home.HomePage").objects.all():
        for name, value in fields(page.body).items():
            setattr(page, name, value)
        page.save(update_fields=list(MOVED))
        for revision in revisions(apps, page):
            revision.content |= fields(json.loads(revision.content.pop("body", "[]")))
            revision.save(update_fields=["content"])


def revisions(apps: Any, page: Any) -> Any:
    return apps.get_model("wagtailcore.Revision").objects.filter(
        content_type__app_label="home", content_type__model="homepage", object_id=str(page.pk)
    )


def blocks(moved: dict[str, str], language: str) -> list[dict[str, Any]]:
    """Return what the page showed: fields, what ends soon, whom to call, what to offer."""
    with translation.override(language):
        soon = {"heading": _("They are waiting for you now"), "text": _("These calls end soonest.")}
        words = _("Tell us about the job. We help you with the wording, and people find you here.")
        shown = [
            ("fields", {"heading": _("With people, animals or trees?")}),
            ("calls", {**soon, "order": "ending", "most": 3}),
            *([("centre", call(moved))] if moved["call_heading"] else []),
            ("hosts", {"heading": _("Does your organisation need people?"), "text": words}),
        ]
    return [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in shown]


def call(moved: dict[str, str]) -> dict[str, str]:
    return {new: moved[old] for old, new in MOVED.items()}


def fields(body: list[dict[str, Any]]) -> dict[str, str]:
    """Return the fields of the box; other blocks have no place in the page as it was."""
    found = next((block["value"] for block in body if block["type"] == "centre"), {})
    return {old: found.get(new, "") for old, new in MOVED.items()}


class Migration(migrations.Migration):
    dependencies = [("home", "0005_brand")]

    operations = [
        # Raw values first: what they mean is known to the blocks of this day only.
        migrations.AddField("homepage", "body", models.JSONField(default=list)),
        migrations.RunPython(to_blocks, to_fields),
        migrations.AlterField(
            "homepage",
            "body",
            wagtail.fields.StreamField([], blank=True, verbose_name="parts of the page"),
        ),
        *(migrations.RemoveField("homepage", name) for name in MOVED),
    ]
