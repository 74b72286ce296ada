"""单位概况: facts with their day, the old ones kept; honours and earlier appraisals."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from organization import clock, profile
from organization.models import EarlierAppraisal, Event, Honour, NotAllowed, UnitFact
from organization.permissions import can_keep_profile

YEAR_END = date(2009, 12, 31)


def keep(world, value="超过200万", as_of=YEAR_END, label="用户数"):
    unit = world.departments["CO"]
    return profile.keep_fact(unit, label, value, as_of, by=world.clerk, measured_in="户")


def test_a_fact_keeps_the_words_of_the_record(world):
    keep(world)
    [fact] = UnitFact.objects.all()
    assert (str(fact), fact.as_of, fact.kept_by) == ("用户数 超过200万户", YEAR_END, world.clerk)
    assert Event.objects.get(kind="unitfact.kept").particulars == {"as_of": "2009-12-31"}


def test_a_newer_day_is_a_new_row_and_each_day_answers_with_its_own(world):
    old, other = keep(world), keep(world, "4700", label="基站数")
    new = keep(world, "约230万", date(2010, 6, 30))
    unit = world.departments["CO"]
    assert profile.facts(unit, date(2010, 6, 29)) == [old, other]
    assert profile.facts(unit, date(2010, 6, 30)) == [new, other]
    assert profile.facts(unit, date(2009, 12, 30)) == []


def test_what_was_said_of_a_day_is_not_written_over(world):
    keep(world)
    with pytest.raises(NotAllowed, match="截至日期"):
        keep(world, "300万")
    assert UnitFact.objects.get().value == "超过200万"


def test_what_is_older_than_a_year_is_named(world):
    fact = keep(world)
    with clock.at(date(2010, 12, 31)):
        assert profile.old_facts(fact.unit) == []
    with clock.at(date(2011, 1, 1)):
        assert profile.old_facts(fact.unit) == [fact]


def test_honours_and_earlier_appraisals(world):
    unit = world.departments["CO"]
    profile.keep_honour(unit, "示例荣誉", by=world.clerk, issuer="示例协会", year=2009)
    profile.keep_honour(unit, "年份不详的荣誉", by=world.clerk)
    profile.keep_appraisal(unit, 2008, by=world.clerk, remark="参加")
    with pytest.raises(NotAllowed, match="该年度已有记录"):
        profile.keep_appraisal(unit, 2008, by=world.clerk)
    assert set(Honour.objects.values_list("name", "year")) == {
        ("示例荣誉", 2009),
        ("年份不详的荣誉", None),
    }
    assert EarlierAppraisal.objects.get().remark == "参加"


def test_the_office_keeps_it_and_a_member_does_not(world):
    unit = world.departments["CO"]
    assert can_keep_profile(world.clerk, unit)
    assert not can_keep_profile(world.member, unit)


def test_what_was_entered_wrongly_goes_with_a_reason_and_stays_in_the_log(world):
    fact = keep(world)
    with pytest.raises(NotAllowed, match="原因"):
        profile.take_off(fact, " ", by=world.clerk)
    profile.take_off(fact, "单位写错", by=world.clerk)
    assert not UnitFact.objects.exists()
    said = Event.objects.get(kind="unitfact.taken_off").particulars
    assert said == {"said": "用户数 超过200万户", "reason": "单位写错"}


def test_the_page_tells_what_held_on_a_day(world):
    keep(world)
    keep(world, "约230万", date(2010, 6, 30))
    shown = page(world, "?on=2010-01-01")
    assert [(now.value, old) for now, _others, old in shown["facts"]] == [("超过200万", False)]
    shown = page(world)
    [(now, others, old)] = shown["facts"]
    assert (now.value, [row.value for row in others], old) == ("约230万", ["超过200万"], True)


def test_a_second_value_of_a_day_keeps_what_was_typed(world):
    keep(world)
    fields = {"label": "用户数", "value": "300万", "as_of": "2009-12-31"}
    answer = as_clerk(world).post(reverse("keep_fact", args=["CO"]), fields)
    assert answer.status_code == 422
    assert answer.context["fact_form"]["value"].value() == "300万"
    assert UnitFact.objects.get().value == "超过200万"


@pytest.mark.parametrize(
    "name, fields",
    [
        ("keep_fact", {"label": "用户数", "value": "1", "as_of": "2999-01-01"}),
        ("keep_honour", {"name": "示例荣誉", "year": "2999"}),
        ("keep_appraisal", {"year": "1"}),
    ],
)
def test_a_day_or_year_that_cannot_be_is_refused(world, name, fields):
    assert as_clerk(world).post(reverse(name, args=["CO"]), fields).status_code == 422
    assert not (UnitFact.objects.exists() or Honour.objects.exists())


def as_clerk(world) -> Client:
    client = Client()
    client.force_login(world.clerk, "django.contrib.auth.backends.ModelBackend")
    return client


def page(world, query=""):
    return as_clerk(world).get(reverse("unit_profile", args=["CO"]) + query).context
