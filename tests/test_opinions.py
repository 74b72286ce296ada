"""意见和投诉: written down, made a finding found through a complaint, or set aside."""

from datetime import date

import pytest

from findings import consolidation, opinions
from findings.models import Finding, Opinion
from organization.models import NotAllowed
from tests.stage import staged
from tests.visiting import get, post, text, things
from tests.world import DAY, full_world

SAID = {
    "channel": "hotline",
    "category": "complaint",
    "said_on": "2026-03-02",
    "text": "排队等待时间过长",
}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def said(world, **more) -> Opinion:
    fields = {**SAID, "said_on": DAY, "department": world.departments["SERVICE"], **more}
    return opinions.write_down(world.campaign, by=world.inspector, **fields)


def test_written_down_it_waits_on_the_board_without_a_check_point(world):
    post("inspector", "new_opinion", "spring", **SAID, department=world.departments["SERVICE"].pk)
    row = Opinion.objects.get()
    assert (row.number, row.said_on, row.recorded_by) == (1, date(2026, 3, 2), world.inspector)
    page = get("clerk", "consolidate", "spring")
    assert f"opinion:{row.pk}" in page.xpath("//input[@name='source']/@value")
    assert "未对应项点" in text(page)


def test_nothing_is_tapped_before_somebody_taps(world):
    taps = get("clerk", "new_opinion", "spring").xpath("//input[@type='radio']")
    assert "" not in {tap.get("value") for tap in taps}
    assert not [tap for tap in taps if tap.get("checked") is not None]


def test_nothing_was_said_tomorrow(world):
    post("inspector", "new_opinion", "spring", status=422, **{**SAID, "said_on": "2999-01-01"})
    assert not Opinion.objects.exists()


def test_it_becomes_a_finding_found_through_a_complaint(world):
    row = said(world)
    sent = post("clerk", "report_finding", "spring", only=f"opinion:{row.pk}")
    finding = Finding.objects.latest("number")
    assert (finding.found_by, finding.department) == ("complaint", world.departments["SERVICE"])
    assert (finding.problem, list(finding.items.all())) == ("排队等待时间过长", [])
    assert things(sent.page, "opinion") == [(f"opinion:{row.pk}", "no")]
    assert "投诉反映" in text(sent.page)
    with pytest.raises(NotAllowed, match="已归入问题"):
        consolidation.report_finding(world.campaign, [row], by=world.clerk)


def test_a_department_that_says_it_itself_has_found_it_itself(world):
    finding = Finding.objects.get()
    consolidation.add_source(finding, said(world, item=world.item(3)), by=world.clerk)
    assert finding.found_by == "self_check"
    assert 3 in [item.no for item in finding.items.all()]


def test_set_aside_it_waits_no_longer_and_can_be_taken_up_again(world):
    row = said(world)
    post("clerk", "set_aside_opinion", "spring", row.pk, reason="另行答复")
    assert f"opinion:{row.pk}" not in get("clerk", "consolidate", "spring").xpath(
        "//input[@name='source']/@value"
    )
    assert "另行答复" in text(get("leader", "opinions", "spring"))
    row.refresh_from_db()
    with pytest.raises(NotAllowed):
        consolidation.report_finding(world.campaign, [row], by=world.clerk)
    post("clerk", "take_up_opinion", "spring", row.pk)
    post("clerk", "take_up_opinion", "spring", row.pk, status=409)
    assert Opinion.objects.loose().get() == row


def test_what_feeds_a_finding_is_not_set_aside(world):
    row = said(world)
    consolidation.report_finding(world.campaign, [row], by=world.clerk)
    post("clerk", "set_aside_opinion", "spring", row.pk, status=409, reason="另行答复")


def test_a_restricted_one_is_read_by_the_office_and_its_writer_alone(world):
    row = said(world, restricted=True)
    for person, expected in (("clerk", 1), ("inspector", 1), ("leader", 0)):
        assert (row.text in text(get(person, "opinions", "spring"))) == bool(expected)
    finding = consolidation.report_finding(world.campaign, [row], by=world.clerk)
    assert finding.restricted
    assert row.text not in text(
        get("leader", "finding", "spring", finding.number).xpath("//*[@id='sources']")[0]
    )
