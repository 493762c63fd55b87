from django.db import migrations

from volunteers import groups, skills


def create(apps, schema_editor):
    groups.create(apps)
    skills.create(apps)


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0003_offers")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
