from django.db import migrations

from volunteers.groups import create


def create_groups(apps, schema_editor):
    create(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("volunteers", "0001_initial"),
        ("opportunities", "0004_desk_permissions"),
    ]

    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop)]
