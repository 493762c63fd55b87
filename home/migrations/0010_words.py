"""Staff who look after what stands around pages look after synonyms, too."""

from django.db import migrations

from home.groups import create


def allow(apps, schema_editor):
    create(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0009_blocks"),
        ("search", "0003_words"),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
