"""时限规则: a campaign counts its limits in working days, natural days or hours."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns import verification
from campaigns.clock_rules import clock_of, clock_sets, due_after
from campaigns.contents import contents_of
from campaigns.models import Campaign
from organization import calendar, clock
from organization.workdays import WorkCalendar
from tests.signed_in import at_browser, text_of
from tests.world import SHANGHAI, full_world

pytestmark = pytest.mark.django_db
# Thursday before the Spring Festival of 2026: 15 to 23 February off, Saturday 14th worked.
THURSDAY = datetime(2026, 2, 12, 15, 30, tzinfo=SHANGHAI)


def by(world, key: str) -> Campaign:
    world.campaign.clock = key
    return world.campaign


@pytest.mark.parametrize(
    ("key", "n", "day"),
    [
        ("working_days", 1, date(2026, 2, 13)),
        ("working_days", 2, date(2026, 2, 14)),
        ("working_days", 3, date(2026, 2, 24)),
        ("days", 3, date(2026, 2, 24)),
        ("days", 1, date(2026, 2, 13)),
        ("plain_days", 3, date(2026, 2, 15)),
        ("plain_days", 7, date(2026, 2, 19)),
        ("hours", 1, date(2026, 2, 13)),
        ("hours", 3, date(2026, 2, 15)),
    ],
)
def test_a_limit_ends_by_the_clock_of_the_campaign(world, key, n, day):
    assert due_after(by(world, key), n, THURSDAY) == day


def test_the_usual_clock_holds_where_nothing_or_nothing_known_was_chosen(world):
    assert clock_of(world.campaign).key == "working_days"
    assert clock_of(by(world, "gone")).key == "working_days"


def test_days_are_those_of_the_project_in_any_time_zone(world):
    late = datetime(2026, 3, 2, 23, 30, tzinfo=SHANGHAI)  # still 2 March here, 15:30 in UTC
    early = datetime(2026, 3, 3, 0, 30, tzinfo=SHANGHAI)  # 2 March in UTC
    found = [due_after(by(world, key), 1, at) for key in clock_sets() for at in (late, early)]
    assert found == [date(2026, 3, 3), date(2026, 3, 4)] * len(clock_sets())


def test_another_calendar_can_be_asked(world):
    assert due_after(by(world, "working_days"), 3, THURSDAY, WorkCalendar()) == date(2026, 2, 17)


def test_a_record_is_to_be_answered_by_the_clock_of_the_campaign(world):
    full_world(world)
    Campaign.objects.update(clock="plain_days")
    campaign = Campaign.objects.get()
    said = {"result": "ok", "method": "查阅资料"}
    with clock.at(date(2026, 3, 6)):  # a Friday
        row = verification.verify(
            campaign, world.item(1), world.departments["SALES"], by=world.inspector, **said
        )
    assert row.feedback_due_on == date(2026, 3, 9)  # the Monday; three working days: Wednesday


def test_a_later_campaign_counts_like_the_one_it_begins_with(world):
    assert contents_of(by(world, "hours"))["fields"]["clock"] == "hours"


@pytest.mark.parametrize(
    ("key", "unit"),
    [("working_days", "工作日"), ("plain_days", "自然日"), ("hours", "日，每日24小时")],
)
def test_a_number_of_days_says_which_days_are_meant(world, key, unit):
    full_world(world)
    Campaign.objects.update(clock=key)
    for page in ("rectification_rules", "letter_rules"):
        text = text_of(at_browser("clerk").get(reverse(page, args=["spring"])))
        assert f"期限（{unit}）" in text or f"时限（{unit}）" in text


def test_every_clock_has_a_name_and_says_how_it_counts(world):
    assert [one.name for one in clock_sets().values()] == [
        "工作日制",
        "自然日制",
        "自然日制（不顺延）",
        "小时制（24／48／72小时）",
    ]
    assert all(one.note for one in clock_sets().values())
    assert timezone.get_current_timezone_name() == "Asia/Shanghai"
    assert calendar.current().years
