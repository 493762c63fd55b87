from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0002_link_mail'),
    ]

    operations = [
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('ends_at', models.DateTimeField(db_index=True)),
                ('by', models.CharField(max_length=64)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Count',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('ends_at', models.DateTimeField(db_index=True)),
                ('used', models.PositiveIntegerField(default=0)),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
