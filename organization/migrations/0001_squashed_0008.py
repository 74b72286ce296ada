import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import organization.clock
import organization.invitation_keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('organization', '0001_initial'), ('organization', '0002_department_code_without_case'), ('organization', '0003_roles_that_follow'), ('organization', '0004_invitation'), ('organization', '0005_in_charge_of'), ('organization', '0006_calendar_year'), ('organization', '0007_digests'), ('organization', '0008_unit_profile')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9_-]+$')], verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=40, verbose_name='short name')),
                ('kind', models.CharField(choices=[('company', 'Company'), ('department', 'Department'), ('county', 'County branch'), ('team', 'Team'), ('partner', 'Partner')], default='department', max_length=12, verbose_name='kind')),
                ('path', models.CharField(editable=False, max_length=255, unique=True)),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='dissolved on')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='organization.department', verbose_name='above')),
            ],
            options={
                'verbose_name': 'department',
                'ordering': ['order', 'code'],
                'permissions': [('head', 'head'), ('member', 'member'), ('launcher', 'launcher')],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('code'), name='one_department_per_code', violation_error_message='There is a department with this code already.')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='time')),
                ('actor_pk', models.BigIntegerField(null=True)),
                ('actor', models.CharField(blank=True, max_length=120, verbose_name='person')),
                ('roles', models.CharField(blank=True, max_length=120)),
                ('kind', models.CharField(max_length=60, verbose_name='act')),
                ('thing', models.CharField(max_length=60)),
                ('thing_pk', models.BigIntegerField(null=True)),
                ('label', models.CharField(blank=True, max_length=120, verbose_name='object')),
                ('campaign_pk', models.BigIntegerField(null=True)),
                ('department_pk', models.BigIntegerField(null=True)),
                ('ok', models.BooleanField(default=True)),
                ('particulars', models.JSONField(blank=True, default=dict)),
                ('address', models.CharField(blank=True, max_length=45)),
                ('request_id', models.CharField(blank=True, max_length=36)),
            ],
            options={
                'verbose_name': 'event',
                'ordering': ['-id'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['thing', 'thing_pk', 'id'], name='organizatio_thing_72574e_idx'), models.Index(fields=['campaign_pk', 'id'], name='organizatio_campaig_5abeaf_idx'), models.Index(fields=['department_pk', 'id'], name='organizatio_departm_d89f0f_idx'), models.Index(fields=['actor_pk', 'id'], name='organizatio_actor_p_efe7d3_idx')],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, unique=True)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Sweep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='EarlierAppraisal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField(verbose_name='year')),
                ('remark', models.CharField(blank=True, max_length=300, verbose_name='remark')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier_appraisals', to='organization.department')),
            ],
            options={
                'verbose_name': 'earlier appraisal',
                'ordering': ['year', 'id'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('unit', 'year'), name='one_earlier_appraisal_a_year', violation_error_message='This year is on record already.')],
            },
        ),
        migrations.CreateModel(
            name='Honour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='honour')),
                ('issuer', models.CharField(blank=True, max_length=120, verbose_name='awarded by')),
                ('year', models.PositiveIntegerField(blank=True, null=True, verbose_name='year')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='honours', to='organization.department')),
            ],
            options={
                'verbose_name': 'honour',
                'ordering': ['year', 'id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('account', models.CharField(max_length=60, unique=True, verbose_name='account')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('post', models.CharField(blank=True, max_length=60, verbose_name='post')),
                ('level', models.CharField(choices=[('executive', 'Executive'), ('middle', 'Middle manager'), ('backbone', 'Party backbone'), ('employee', 'Employee')], default='employee', max_length=12, verbose_name='level')),
                ('is_party_member', models.BooleanField(default=False, verbose_name='party member')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('mobile', models.CharField(blank=True, max_length=20, verbose_name='mobile')),
                ('language', models.CharField(default='zh-hans', max_length=10)),
                ('duty', models.CharField(blank=True, choices=[('', 'None'), ('administrator', 'Administrator'), ('security', 'Security administrator'), ('auditor', 'Auditor')], default='', max_length=16, verbose_name='system duty')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='organization.department', verbose_name='department')),
                ('in_charge_of', models.ManyToManyField(blank=True, related_name='in_charge', to='organization.department', verbose_name='in charge of')),
            ],
            options={
                'verbose_name': 'person',
                'ordering': ['order', 'account'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CalendarYear',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='year')),
                ('days', models.JSONField(default=list)),
                ('digest', models.CharField(max_length=64)),
                ('confirmed', models.BooleanField(default=False, verbose_name='confirmed')),
                ('basis', models.CharField(blank=True, max_length=120, verbose_name='basis')),
                ('changed_at', models.DateTimeField(default=organization.clock.now)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'calendar of a year',
                'ordering': ['year'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='DepartmentRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('granted_at', models.DateTimeField(default=organization.clock.now)),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_grants', to='organization.department')),
                ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ('follows', models.BooleanField(default=False)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
                'unique_together': {('user', 'permission', 'content_object')},
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='digests', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'digest',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('recipient', 'on'), name='one_digest_per_person_and_day')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('mail', 'by mail'), ('letter', 'by letter')], max_length=8, verbose_name='way')),
                ('status', models.CharField(choices=[('issued', 'Sent out'), ('opened', 'Opened'), ('used', 'Used'), ('void', 'Void')], default='issued', max_length=8)),
                ('seed', models.CharField(default=organization.invitation_keys.new_seed, editable=False, max_length=32)),
                ('key_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=organization.clock.now, verbose_name='invited')),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('opened_at', models.DateTimeField(null=True)),
                ('used_at', models.DateTimeField(null=True)),
                ('objection', models.CharField(blank=True, max_length=300, verbose_name='what is wrong')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'invitation',
                'ordering': ['-id'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['issued', 'opened'])), fields=('person',), name='one_open_invitation_per_person', violation_error_message='This person has just been invited by somebody else.')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=120)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=10)),
                ('leased_until', models.DateTimeField(null=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('order_for', models.JSONField(default=dict)),
                ('result', models.JSONField(default=dict)),
                ('error', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField(default=organization.clock.machine_now)),
                ('finished_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='jobs', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'job',
                'ordering': ['-id'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running'])), fields=('kind', 'key'), name='one_unfinished_job_per_kind_and_key')],
                'indexes': [models.Index(fields=['state', 'leased_until'], name='organizatio_state_424758_idx')],
            },
        ),
        migrations.CreateModel(
            name='Mute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thing', models.CharField(max_length=60)),
                ('thing_pk', models.BigIntegerField()),
                ('until', models.DateField(null=True, verbose_name='no mails up to and including')),
                ('reason', models.CharField(max_length=120, verbose_name='reason')),
                ('at', models.DateTimeField(default=organization.clock.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mutes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'muted matter',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('person', 'thing', 'thing_pk'), name='one_mute_per_person_and_matter')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thing', models.CharField(max_length=60)),
                ('thing_pk', models.BigIntegerField()),
                ('kind', models.CharField(max_length=40)),
                ('slot', models.CharField(blank=True, default='', max_length=40)),
                ('title', models.CharField(max_length=200, verbose_name='subject')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('at', models.DateTimeField(default=organization.clock.now, verbose_name='time')),
                ('read_at', models.DateTimeField(null=True)),
                ('by_mail', models.BooleanField(default=True)),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
                ('campaign_pk', models.BigIntegerField(null=True)),
                ('in_digest', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'notice',
                'ordering': ['-id'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('recipient', 'thing', 'thing_pk', 'kind', 'slot'), name='one_notice_per_matter_recipient_step')],
                'indexes': [models.Index(condition=models.Q(('read_at', None)), fields=['recipient'], name='unread_of_recipient'), models.Index(fields=['campaign_pk', 'id'], name='organizatio_campaig_2a6f02_idx')],
            },
        ),
        migrations.CreateModel(
            name='UnitFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=60, verbose_name='fact')),
                ('value', models.CharField(max_length=300, verbose_name='value as on record')),
                ('measured_in', models.CharField(blank=True, max_length=20, verbose_name='unit of measurement')),
                ('as_of', models.DateField(verbose_name='as of')),
                ('is_assumed', models.BooleanField(default=False, verbose_name='assumed')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='taken from')),
                ('kept_at', models.DateTimeField(default=organization.clock.now)),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='organization.department')),
            ],
            options={
                'verbose_name': 'fact of the unit',
                'ordering': ['label', 'as_of', 'id'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('unit', 'label', 'as_of'), name='one_value_of_a_fact_per_day', violation_error_message='This fact has a value of that day already.')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(default='mail', max_length=12)),
                ('address', models.CharField(max_length=254)),
                ('state', models.CharField(choices=[('again', 'To be sent again'), ('sending', 'Being sent'), ('sent', 'Sent'), ('uncertain', 'Uncertain'), ('failed', 'Failed'), ('muted', 'Muted'), ('needless', 'No longer needed')], default='sending', max_length=10)),
                ('message_id', models.CharField(max_length=120)),
                ('begun_at', models.DateTimeField(default=organization.clock.now)),
                ('sent_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=300)),
                ('notification', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='organization.notification')),
                ('digest', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='organization.digest')),
            ],
            options={
                'verbose_name': 'delivery',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('notification', 'channel'), name='one_delivery_per_notice_and_channel')],
                'indexes': [models.Index(fields=['state', 'begun_at'], name='organizatio_state_a333b1_idx')],
            },
        ),
    ]
