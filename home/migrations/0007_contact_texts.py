"""What stands beside people and days of a contact point is translated like its other texts."""

import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

ROWS = ("contactexception", "contactperson")


def name_versions(apps: Any, schema_editor: Any) -> None:
    """Rows that stand in the same place of several languages' pages are one in each of them."""
    for name in ROWS:
        model = apps.get_model("home", name)
        keys: dict[Any, uuid.UUID] = {}
        places: dict[Any, int] = {}
        for row in model.objects.select_related("page").order_by("pk"):
            place = places[row.page_id] = places.get(row.page_id, -1) + 1
            key = keys.setdefault((row.page.translation_key, place), uuid.uuid4())
            row.translation_key, row.locale_id = key, row.page.locale_id
            row.save(update_fields=["translation_key", "locale"])


def added(model: str) -> list[Any]:
    locale = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}
    to = "wagtailcore.locale"
    return [
        migrations.AddField(model, "translation_key", models.UUIDField(null=True, editable=False)),
        migrations.AddField(
            model, "locale", models.ForeignKey(to, null=True, editable=False, **locale)
        ),
    ]


def required(model: str) -> list[Any]:
    locale = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}
    to, name = "wagtailcore.locale", "locale"
    return [
        migrations.AlterField(
            model, "translation_key", models.UUIDField(default=uuid.uuid4, editable=False)
        ),
        migrations.AlterField(
            model, "locale", models.ForeignKey(to, editable=False, verbose_name=name, **locale)
        ),
        migrations.AlterUniqueTogether(model, {("translation_key", "locale")}),
    ]


class Migration(migrations.Migration):
    # PostgreSQL changes no table in the transaction that has changed its rows.
    atomic = False

    dependencies = [
        ("home", "0006_front"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        *(operation for model in ROWS for operation in added(model)),
        migrations.RunPython(name_versions, migrations.RunPython.noop),
        *(operation for model in ROWS for operation in required(model)),
    ]
