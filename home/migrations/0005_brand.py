"""Name, telephone and e-mail move from the home page of each language to the site's brand."""

from typing import Any

from django.db import migrations, models

MOVED = ("brand", "phone", "email")


def to_brand(apps: Any, schema_editor: Any) -> None:
    brands = apps.get_model("common.Brand").objects
    homes = apps.get_model("home.HomePage").objects
    for site in apps.get_model("wagtailcore.Site").objects.all():
        if home := homes.filter(pk=site.root_page_id).first():
            values = {"name": home.brand, "phone": home.phone, "email": home.email}
            brands.update_or_create(site=site, defaults=values)


def to_home(apps: Any, schema_editor: Any) -> None:
    brands = apps.get_model("common.Brand").objects
    for brand in brands.select_related("site__root_page"):
        key = brand.site.root_page.translation_key
        values = {"brand": brand.name, "phone": brand.phone, "email": brand.email}
        apps.get_model("home.HomePage").objects.filter(translation_key=key).update(**values)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0004_contact_spots"),
        ("common", "0008_brand"),
    ]

    operations = [
        migrations.AddField(
            model_name="homepage",
            name="imprint",
            field=models.CharField(
                blank=True,
                help_text="Who runs the portal, in a sentence or two.",
                max_length=300,
                verbose_name="at the foot of every page",
            ),
        ),
        *(
            migrations.AlterField(
                model_name="homepage",
                name=name,
                field=models.CharField(max_length=254, default="", blank=True),
            )
            for name in MOVED
        ),
        migrations.RunPython(to_brand, to_home),
        *(migrations.RemoveField(model_name="homepage", name=name) for name in MOVED),
    ]
