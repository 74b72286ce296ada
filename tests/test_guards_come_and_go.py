"""The guards of issued rows let a draft go, an emptied database be, and come with migrations."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from campaigns import ending
from campaigns.models import Campaign
from organization.models import Event
from reports import guarding, publishing
from reports.models import Publication
from tests.world import make_world


def issue(world) -> None:
    Publication.objects.create(
        campaign=world.campaign, paper="plan", made_by=world.clerk, status="issued"
    )


def test_a_draft_is_deleted_with_its_papers(world):
    publishing.draft(world.campaign, "plan", by=world.clerk)
    Event.objects.exclude(actor_pk=world.clerk.pk).update(actor_pk=None)
    ending.delete_draft(world.campaign, by=world.clerk)
    assert not Campaign.objects.exists()
    assert not Publication.objects.exists()


def test_a_campaign_with_an_issued_paper_stays(world):
    issue(world)
    Event.objects.exclude(actor_pk=world.clerk.pk).update(actor_pk=None)
    with pytest.raises(IntegrityError, match=guarding.REFUSED), transaction.atomic():
        ending.delete_draft(world.campaign, by=world.clerk)
    assert Campaign.objects.exists()
    assert Publication.objects.exists()


def test_what_goes_past_the_model_is_refused(world):
    issue(world)
    with pytest.raises(IntegrityError, match=guarding.REFUSED), transaction.atomic():
        Publication._base_manager.update(content={"is": "Document"})
    assert Publication.objects.get().content == {}


@pytest.mark.django_db(transaction=True)
def test_who_empties_the_database_means_all_of_it_and_the_guards_stand_again():
    issue(make_world())
    with pytest.raises(IntegrityError, match=guarding.REFUSED):
        Publication.objects.get().delete()
    call_command("flush", interactive=False, verbosity=0, stdout=StringIO())
    assert not Publication.objects.exists()
    issue(make_world())
    with pytest.raises(IntegrityError, match=guarding.REFUSED):
        Publication.objects.get().delete()


@pytest.mark.django_db(transaction=True)
def test_guards_go_before_a_migration_and_come_after_it():
    issue(make_world())
    step = type("Step", (), {"app_label": "reports"})()
    guarding.remove_before_migrating("default", plan=[(step, False)])
    assert Publication._base_manager.update(document_number="补记") == 1
    guarding.install_after_migrating("default")
    with pytest.raises(IntegrityError, match=guarding.REFUSED):
        Publication._base_manager.update(document_number="再补记")
    assert guarding._is_guarded(connection)
