"""The groups of staff, and the workflow by which they check entries."""

from django.db import migrations

from opportunities.groups import create


def create_groups(apps, schema_editor):
    create(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("opportunities", "0002_initial"),
        ("organisations_directory", "0001_initial"),
        ("search", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0002_initial_data"),
        ("wagtailimages", "0002_initial_data"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
    ]

    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop)]
