import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0004_skills'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='opening',
            name='deed',
            field=models.CharField(choices=[('opened', 'opened'), ('changed', 'changed'), ('exported', 'exported'), ('erased', 'erased'), ('merged', 'put together'), ('parted', 'taken apart'), ('not_same', 'said to be two people')], max_length=10, verbose_name='what'),
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gone', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('kept_before', models.JSONField()),
                ('gone_before', models.JSONField()),
                ('after', models.JSONField()),
                ('moved', models.JSONField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='volunteers.volunteer')),
            ],
            options={
                'verbose_name': 'merged record',
                'verbose_name_plural': 'merged records',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='NewAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='new_addresses', to='volunteers.volunteer')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NotSame',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='volunteers.volunteer')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='volunteers.volunteer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='not_same_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='not_same_in_order')],
            },
        ),
    ]
