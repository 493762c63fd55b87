import json

import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


def texts_become_blocks(apps, schema_editor):
    for page in apps.get_model("home", "StandardPage").objects.exclude(body="").iterator():
        page.body = as_blocks(page.body)
        page.save(update_fields=["body"])
    apps.get_model("home", "StandardPage").objects.filter(body="").update(body="[]")
    change_revisions(apps, to_blocks)


def blocks_become_texts(apps, schema_editor):
    for page in apps.get_model("home", "StandardPage").objects.iterator():
        page.body = as_text(page.body)
        page.save(update_fields=["body"])
    change_revisions(apps, to_text)


def change_revisions(apps, change):
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
        content_type__app_label="home", content_type__model="standardpage"
    )
    for revision in revisions.iterator():
        change(revision.content)
        revision.save(update_fields=["content"])


def to_blocks(content):
    content["summary"] = content.pop("intro", "")
    content["body"] = as_blocks(content.get("body", ""))


def to_text(content):
    content["intro"] = content.pop("summary", "")
    content["body"] = as_text(content.get("body", ""))


def as_blocks(html):
    return json.dumps([{"type": "text", "value": html}] if html else [])


def as_text(blocks):
    """Only the words are kept: a plain text has no place for the other blocks."""
    return "".join(each["value"] for each in json.loads(blocks or "[]") if each["type"] == "text")


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0005_pictures"),
        ("home", "0002_contacts"),
    ]

    operations = [
        # Valid JSON first, so that the column can change its type.
        migrations.RunPython(texts_become_blocks, blocks_become_texts),
        migrations.RenameField("standardpage", "intro", "summary"),
        migrations.AddField(
            model_name="standardpage",
            name="is_leaflet",
            field=models.BooleanField(default=False, help_text="Printed, it is one sheet with the contact and a code that leads here.", verbose_name="leaflet"),
        ),
        migrations.AddField(
            model_name="standardpage",
            name="picture",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="common.picture", verbose_name="picture"),
        ),
        migrations.AddField(
            model_name="standardpage",
            name="picture_alt",
            field=models.CharField(blank=True, help_text="For those who do not see it. Leave it empty if it only decorates.", max_length=200, verbose_name="what the picture shows"),
        ),
        migrations.AlterField(
            model_name="standardpage",
            name="body",
            field=wagtail.fields.StreamField([], blank=True, verbose_name="text"),
        ),
    ]
