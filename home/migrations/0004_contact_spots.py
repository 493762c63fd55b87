import django.core.validators
import home.models.contacts
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_standard_pages"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactexception",
            name="last_day",
            field=models.DateField(
                blank=True,
                help_text="If it is more than one day.",
                null=True,
                verbose_name="last day",
            ),
        ),
        migrations.AddField(
            model_name="contactpage",
            name="latitude",
            field=models.FloatField(
                blank=True,
                help_text="50.7671",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(-90),
                    django.core.validators.MaxValueValidator(90),
                ],
                verbose_name="latitude",
            ),
        ),
        migrations.AddField(
            model_name="contactpage",
            name="longitude",
            field=models.FloatField(
                blank=True,
                help_text="15.0562",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(-180),
                    django.core.validators.MaxValueValidator(180),
                ],
                verbose_name="longitude",
            ),
        ),
        migrations.AlterField(
            model_name="contactpage",
            name="country",
            field=models.CharField(
                blank=True,
                help_text="The code of the country: it is closed on them. Empty: open on them, too.",
                max_length=2,
                validators=[home.models.contacts.check_holidays],
                verbose_name="public holidays of",
            ),
        ),
    ]
