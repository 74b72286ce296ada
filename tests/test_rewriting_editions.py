"""改写 and 批注 in bulletins and briefs: the same desk as for papers of the campaign."""

from datetime import date

import pytest

from organization import clock
from organization.models import Notification
from reports import periodicals
from reports.document import plain
from reports.models import BlockNote, Edition, Rewriting
from reports.publishing import words_of
from reports.rewording import rewritable, text_of
from tests.signed_in import at_browser
from tests.stage import staged
from tests.world import at, full_world

FRIDAY = date(2026, 3, 13)
OWN = "本周整改进展总体平稳，请有关部门抓紧。"


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    world = scene()
    with clock.at(at(FRIDAY)):
        world.edition = periodicals.draft(world.campaign, "bulletin", "week", by=world.clerk)
        periodicals.change(world.edition, 1, by=world.clerk, due_on=date(2099, 3, 20))
        world.edition = Edition.objects.get(pk=world.edition.pk)
        yield world


def block(world, key: str = "state") -> str:
    return f"{world.edition.get_absolute_url()}blocks/{key}/"


def test_the_office_rewrites_a_part_from_the_page_and_the_signed_number_says_it(world):
    office = at_browser("clerk")
    assert block(world) in office.get(world.edition.get_absolute_url()).content.decode()
    answer = office.post(block(world), {"words": OWN, "read": ""}, follow=True)
    assert answer.redirect_chain == [(block(world), 302)]
    told = words_of(world.edition.publication)
    assert text_of(rewritable(told.document)["state"]) == OWN
    assert text_of(rewritable(told.generated)["state"]) != OWN
    assert OWN in office.get(f"{world.edition.get_absolute_url()}words/").content.decode()
    periodicals.sign(world.edition, by=world.clerk)
    signed = words_of(Edition.objects.get(pk=world.edition.pk).publication)
    assert signed.frozen
    assert OWN in "".join(plain(runs) for runs in signed.document.all_runs())


def test_the_generated_words_come_back(world):
    office = at_browser("clerk")
    office.post(block(world), {"words": OWN, "read": ""})
    office.post(f"{block(world)}generated/")
    told = words_of(world.edition.publication)
    assert told.document == told.generated
    assert Rewriting.objects.get().ended_by == world.clerk


def test_a_leader_remarks_and_the_office_settles(world):
    at_browser("leader").post(f"{block(world)}remarks/", {"text": "请写明时限。"})
    assert Notification.objects.filter(kind="paper_remarked", recipient=world.clerk).exists()
    page = at_browser("clerk").get(world.edition.get_absolute_url()).content.decode()
    assert "尚未处理的批注：1条" in page
    note = BlockNote.objects.get()
    at_browser("clerk").post(f"{world.edition.get_absolute_url()}remarks/{note.pk}/settled/")
    note.refresh_from_db()
    assert note.settled_by == world.clerk


def test_a_signed_number_is_rewritten_no_more(world):
    periodicals.sign(world.edition, by=world.clerk)
    office = at_browser("clerk")
    assert office.post(block(world), {"words": OWN, "read": ""}).status_code == 404
    assert block(world) not in office.get(world.edition.get_absolute_url()).content.decode()
    assert not Rewriting.objects.exists()
