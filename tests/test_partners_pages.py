"""合作方 on their pages: many entered at once, signatures ticked or pasted, contracts run out."""

from datetime import timedelta

import pytest
from django.urls import reverse

from campaigns.models import Campaign
from findings import partners
from findings.models import Partner
from organization import clock
from organization.models import NotAllowed
from tests.signed_in import at_browser
from tests.stage import staged
from tests.world import DAY, at, full_world

TODAY = DAY + timedelta(days=20)
NAMES = ["甲代理点", "乙代理点", "丙代理点"]


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    world = scene()
    with clock.at(at(TODAY)):
        partners.enter_all(world.campaign, "agent", NAMES, by=world.clerk)
        world.initiative = partners.propose(
            world.campaign, "诚信服务倡议", "明码标价", on=DAY, by=world.clerk
        )
        yield world


def named(name: str) -> Partner:
    return Partner.objects.get(name=name)


def page(url: str, *args, query: str = "") -> str:
    answer = at_browser("clerk").get(reverse(url, args=["spring", *args]) + query)
    return answer.content.decode()


def send(url: str, /, *args, **form):
    return at_browser("clerk").post(reverse(url, args=["spring", *args]), form)


def test_many_are_entered_at_once_or_none(world):
    listed = "丁代理点\n\n乙代理点\n戊代理点\n戊代理点"
    answer = send("new_partners", kind="agent", names=listed)
    said = answer.content.decode()
    assert (answer.status_code, Partner.objects.count()) == (422, 3)
    assert ["第3行：" in said or "第3行" in said, "第5行" in said, "丁代理点" in said] == [True] * 3
    send("new_partners", kind="agent", names="丁代理点\n\n戊代理点")
    assert Partner.objects.count() == 5


def test_a_contract_that_ends_before_it_begins_is_refused_at_its_field(world):
    answer = send(
        "new_partners", kind="agent", names="丁代理点",
        contract_from="2026-03-02", contract_until="2026-03-01",
    )  # fmt: skip
    assert (answer.status_code, Partner.objects.count()) == (422, 3)


def test_who_signed_is_ticked_and_pasted_on_one_form(world):
    send("initiative", world.initiative.pk, on=f"{TODAY}", ticked=NAMES[:1], names=NAMES[1])
    assert world.initiative.signatures.count() == 2
    assert "在合作的3家中已签署2家" in page("initiative", world.initiative.pk)


def test_a_wrong_name_refuses_all_and_keeps_what_was_typed(world):
    answer = send(
        "initiative", world.initiative.pk, on=f"{TODAY}", ticked=NAMES[:1], names="无名商户"
    )
    assert (answer.status_code, world.initiative.signatures.count()) == (422, 0)
    assert "无名商户" in answer.content.decode()


def test_nobody_chosen_is_no_signature(world):
    answer = send("initiative", world.initiative.pk, on=f"{TODAY}")
    assert (answer.status_code, world.initiative.signatures.count()) == (422, 0)


def test_who_is_no_partner_any_more_is_not_counted_as_signed(world):
    partners.sign(world.initiative, NAMES[:2], on=TODAY, by=world.clerk)
    partners.end(named(NAMES[0]), "违规订购", by=world.clerk)
    assert "在合作的2家中已签署1家" in page("initiative", world.initiative.pk)
    assert "2中的1" in page("partners")


def test_a_contract_that_has_run_out_is_what_is_to_be_done(world):
    Partner.objects.filter(name=NAMES[0]).update(contract_until=TODAY)
    Partner.objects.filter(name=NAMES[1]).update(contract_until=TODAY - timedelta(days=1))
    shown = page("partners", query="?shelf=run_out")
    assert [name in shown for name in NAMES] == [False, True, False]


def test_a_renewed_contract_ends_later(world):
    row = named(NAMES[0])
    partners.renew(row, TODAY + timedelta(days=30), by=world.clerk)
    for wrong in (TODAY + timedelta(days=30), TODAY - timedelta(days=1)):
        with pytest.raises(NotAllowed):
            partners.renew(row, wrong, by=world.clerk)
    partners.end(row, "违规订购", by=world.clerk)
    with pytest.raises(NotAllowed):
        partners.renew(row, TODAY + timedelta(days=90), by=world.clerk)
    assert named(NAMES[0]).contract_until == TODAY + timedelta(days=30)


def test_a_closed_campaign_keeps_its_register(world):
    Campaign.objects.filter(pk=world.campaign.pk).update(status="closed")
    assert send("end_partner", named(NAMES[0]).pk, reason="违规订购").status_code == 409
    assert send("initiative", world.initiative.pk, on=f"{TODAY}").status_code == 409
    assert Partner.objects.standing().count() == 3
