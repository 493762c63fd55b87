"""The topics of advice, and who may do what with it."""

from django.db import migrations

from advice.groups import create

# Slug → name by language; the English one is the word where a language has none.
TOPICS = {
    "agreement": {
        "cs": "Smlouva", "pl": "Porozumienie", "sl": "Dogovor", "en": "Agreement",
    },
    "insurance": {
        "cs": "Pojištění", "pl": "Ubezpieczenie", "sl": "Zavarovanje", "en": "Insurance",
    },
    "expenses": {
        "cs": "Náhrada výdajů", "pl": "Zwrot kosztów", "sl": "Povračilo stroškov",
        "en": "Expenses",
    },
    "minors": {
        "cs": "Nezletilí dobrovolníci", "pl": "Niepełnoletni wolontariusze",
        "sl": "Mladoletni prostovoljci", "en": "Minors",
    },
    "accreditation": {
        "cs": "Akreditace", "pl": "Akredytacja", "sl": "Akreditacija", "en": "Accreditation",
    },
    "personal_data": {
        "cs": "Osobní údaje", "pl": "Dane osobowe", "sl": "Osebni podatki",
        "en": "Personal data",
    },
    "founding": {
        "cs": "Založení spolku", "pl": "Zakładanie stowarzyszenia",
        "sl": "Ustanovitev društva", "en": "Founding an association",
    },
    "grants": {
        "cs": "Dotace a granty", "pl": "Dotacje i granty", "sl": "Razpisi in subvencije",
        "en": "Grants",
    },
    "working_with_volunteers": {
        "cs": "Práce s dobrovolníky", "pl": "Praca z wolontariuszami",
        "sl": "Delo s prostovoljci", "en": "Working with volunteers",
    },
}  # fmt: skip


def create_topics(apps, schema_editor):
    topics = apps.get_model("advice.Topic").objects
    for number, (slug, names) in enumerate(TOPICS.items(), 1):
        values = {"name": names["en"], "names": names, "sort_order": number * 10}
        topics.get_or_create(slug=slug, defaults=values)


def create_groups(apps, schema_editor):
    create(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("advice", "0001_initial"),
        ("opportunities", "0004_desk_permissions"),
    ]

    operations = [
        migrations.RunPython(create_topics, migrations.RunPython.noop),
        migrations.RunPython(create_groups, migrations.RunPython.noop),
    ]
