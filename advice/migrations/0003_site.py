import django.db.models.deletion
from django.db import migrations, models

import portal.common.sites


def field(**default: object) -> models.ForeignKey:
    return models.ForeignKey(
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to="wagtailcore.site",
        **default,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("advice", "0002_topics_and_groups"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        # What was there before was sent on the only site; the default is for new rows.
        migrations.AddField(model_name="asked", name="site", field=field()),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="asked",
                    name="site",
                    field=field(default=portal.common.sites.origin),
                )
            ]
        ),
    ]
