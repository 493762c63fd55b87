"""Moderators decide on what people send, editors may read it."""

from django.db import migrations

from opportunities.groups import create


def add_permissions(apps, schema_editor):
    create(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("opportunities", "0003_groups_and_workflow"),
        ("submissions", "0002_reasons"),
    ]

    operations = [migrations.RunPython(add_permissions, migrations.RunPython.noop)]
