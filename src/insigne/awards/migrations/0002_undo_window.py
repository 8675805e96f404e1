from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('awards', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='issuingevent',
            name='undo_until_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='award',
            name='state',
            field=models.CharField(choices=[('planned', 'Planned'), ('signed', 'Signed'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('revoked', 'Revoked'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='planned', max_length=10),
        ),
    ]
