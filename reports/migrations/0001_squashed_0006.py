import django.core.validators
import django.db.models.deletion
import organization.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reports', '0001_initial'), ('reports', '0002_words_of_a_file'), ('reports', '0003_papers_go_round'), ('reports', '0004_periodicals'), ('reports', '0005_newest_edition_first'), ('reports', '0006_format_of_further_editions')]

    initial = True

    dependencies = [
        ('campaigns', '0001_squashed_0037'),
        ('organization', '0001_squashed_0008'),
    ]

    operations = [
        migrations.CreateModel(
            name='PeriodicRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paper', models.CharField(choices=[('bulletin', 'Bulletin'), ('brief', 'Brief')], max_length=8, verbose_name='paper')),
                ('every', models.CharField(choices=[('day', 'every working day'), ('week', 'every week'), ('month', 'every month')], default='week', max_length=5, verbose_name='period')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], default=4, verbose_name='weekly draft on')),
                ('month_day', models.PositiveSmallIntegerField(default=25, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(31)], verbose_name='monthly draft on day')),
                ('since', models.DateField()),
                ('set_at', models.DateTimeField(default=organization.clock.now)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periodic_rules', to='campaigns.campaign')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'rule of a recurring paper',
                'ordering': ['paper', 'id'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('campaign', 'paper', 'every'), name='one_rule_per_paper_and_period', violation_error_message='This paper recurs by this period already.')],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paper', models.CharField(max_length=20)),
                ('number', models.PositiveIntegerField(default=1)),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='document number')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('signed', 'Signed'), ('issued', 'Issued'), ('superseded', 'Superseded'), ('dropped', 'Not issued')], default='draft', max_length=12)),
                ('as_of', models.DateTimeField(null=True)),
                ('content', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField(default=organization.clock.now)),
                ('in_review_at', models.DateTimeField(null=True)),
                ('signed_at', models.DateTimeField(null=True)),
                ('issued_at', models.DateTimeField(null=True)),
                ('receipt_on', models.DateField(null=True, verbose_name='receipt of the superior')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='publications', to='campaigns.campaign')),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('circulation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='publications', to='campaigns.circulation')),
                ('dropped_at', models.DateTimeField(null=True)),
                ('dropped_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'paper',
                'ordering': ['-id'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('campaign', 'paper', 'number'), name='one_publication_per_number')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('publication', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='edition', serialize=False, to='reports.publication')),
                ('paper', models.CharField(choices=[('bulletin', 'Bulletin'), ('brief', 'Brief')], max_length=8)),
                ('every', models.CharField(choices=[('day', 'every working day'), ('week', 'every week'), ('month', 'every month')], max_length=5)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('no', models.PositiveIntegerField(null=True)),
                ('preface', models.TextField(blank=True, verbose_name='foreword of the editor')),
                ('demands', models.TextField(blank=True, verbose_name='what is demanded next; one a line')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='to be done by')),
                ('report_to', models.CharField(blank=True, max_length=120, verbose_name='reported to')),
                ('send_to', models.CharField(blank=True, max_length=120, verbose_name='sent to')),
                ('sent_to', models.CharField(blank=True, max_length=120, verbose_name='given out to')),
                ('copies', models.PositiveIntegerField(blank=True, null=True, verbose_name='copies printed')),
                ('told_closed', models.PositiveIntegerField(null=True)),
                ('told_tasks', models.PositiveIntegerField(null=True)),
                ('drop_reason', models.CharField(blank=True, max_length=200, verbose_name='why it is not issued')),
                ('version', models.PositiveIntegerField(default=1)),
                ('activity', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='edition', to='campaigns.activity')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='campaigns.campaign')),
            ],
            options={
                'verbose_name': 'number of a periodical',
                'ordering': ['-publication_id'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('campaign', 'paper', 'every', 'first'), name='one_edition_per_period'), models.UniqueConstraint(fields=('campaign', 'paper', 'no'), name='one_edition_per_number')],
            },
        ),
        migrations.CreateModel(
            name='PaperFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('stored', models.CharField(max_length=120)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField(default=organization.clock.now)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='reports.publication')),
                ('is_draft', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name': 'file of a paper',
                'ordering': ['format'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('publication', 'format'), name='one_file_per_paper_and_format')],
            },
        ),
    ]
