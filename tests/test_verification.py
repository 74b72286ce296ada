"""逐项核查: inspectors look at items outside their own department."""

import pytest
from django.urls import reverse

from campaigns import verification
from campaigns.models import Group, Phase, Verification
from campaigns.permissions import can_verify
from campaigns.results import item_results
from organization.models import Department, Event, NotAllowed, Person
from tests.test_filling import signed_in
from tests.world import fill, phase, start, submit

SEEN = {"result": "no", "method": "现场查看", "sample_n": "10", "sample_ok": "8", "text": "缺两份"}


@pytest.fixture
def opened(world):
    start(world)
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)
    return world


def url(no: int = 2, department: str = "SALES") -> str:
    return reverse("verify", args=["spring", department, no])


def move_inspector(world, code: str) -> None:
    person = world.inspector
    person.department = world.departments[code]
    person.save()


def test_an_inspector_records_what_was_seen(opened):
    response = signed_in(opened.inspector).post(url(), SEEN)
    assert response.url == reverse("verifications", args=["spring"])
    row = Verification.objects.get()
    assert (row.result, row.method, row.sample_n, row.sample_ok) == ("no", "现场查看", 10, 8)
    assert (row.department.code, row.item.no, row.by) == ("SALES", 2, opened.people["inspector"])
    assert Event.objects.get(kind="verification.recorded").particulars["result"] == "no"
    results = {row.item.no: row.result for row in item_results(opened.campaign)}
    assert results[2] == "no"


def test_nobody_verifies_the_own_department(opened):
    move_inspector(opened, "SALES")
    client = signed_in(opened.inspector)
    assert client.post(url(), SEEN).status_code == 403
    assert 'data-act="verify"' not in client.get(url()).content.decode()
    with pytest.raises(NotAllowed, match="本部门"):
        verification.verify(
            opened.campaign,
            opened.item(2),
            opened.departments["SALES"],
            by=opened.inspector,
            result="ok",
            method="现场查看",
        )
    assert not Verification.objects.exists()


def companion_of_sales(world) -> Person:
    """销售部填报人 sits in the inspection group too."""
    group = Group.objects.get(campaign=world.campaign, kind="inspection")
    group.add(world.member, by=world.clerk)
    return world.member


def verified(world, **fields) -> Verification:
    return verification.verify(
        world.campaign, world.item(2), world.departments["SALES"], by=world.inspector,
        result="ok", method="现场查看", **fields,
    )  # fmt: skip


def test_nobody_comes_along_to_the_own_department(opened):
    own = companion_of_sales(opened)
    with pytest.raises(NotAllowed, match="本部门"):
        verified(opened, companions=[own])
    row = verified(opened)
    with pytest.raises(NotAllowed, match="本部门"):
        verification.correct(
            row, row.version, by=opened.inspector, reason="补记同行人员", companions=[own]
        )
    assert list(Verification.objects.values_list("companions", "version")) == [(None, 1)]


def test_what_is_being_typed_is_no_self_check_beside_the_record(world):
    start(world)
    fill(world)
    phase(world, "analysis").begin(by=world.clerk)
    assert verified(world).self_result == ""


def test_a_team_of_the_own_department_is_the_own_one(opened):
    team = Department.objects.create(
        code="TEAM", name="一班", parent=opened.departments["SALES"], kind="team"
    )
    opened.departments["TEAM"] = team
    move_inspector(opened, "TEAM")
    assert not can_verify(opened.inspector, opened.campaign, opened.departments["SALES"])
    move_inspector(opened, "SALES")
    assert not can_verify(opened.inspector, opened.campaign, team)


def test_who_sits_at_the_company_verifies_everywhere(opened):
    move_inspector(opened, "CO")
    assert can_verify(opened.inspector, opened.campaign, opened.departments["SALES"])
    assert not can_verify(opened.inspector, opened.campaign, opened.departments["CO"])


def test_an_item_is_verified_once(opened):
    client = signed_in(opened.inspector)
    assert client.post(url(), SEEN).status_code == 302
    assert client.post(url(), {**SEEN, "text": "改口"}).status_code == 409
    assert Verification.objects.get().text == "缺两份"


def test_verification_belongs_to_the_analysis_phase(opened):
    Phase.objects.filter(key="analysis").update(status="ended")
    assert signed_in(opened.inspector).post(url(), SEEN).status_code == 409
    assert not Verification.objects.exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"sample_ok": "11"}, "合格数不能大于抽查数。"),
        ({"text": ""}, "请写明核查情况"),
        ({"on": "2999-01-01"}, "该日期尚未到来。"),
        ({"method": ""}, "核查方式"),
    ],
)
def test_a_record_that_says_too_little_comes_back(opened, fields, message):
    response = signed_in(opened.inspector).post(url(), {**SEEN, **fields})
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not Verification.objects.exists()


def test_an_item_the_department_does_not_answer_does_not_exist(opened):
    assert signed_in(opened.inspector).get(url(1, "SERVICE")).status_code == 404


def test_the_answer_is_beside_the_form_once_it_was_submitted(opened):
    client = signed_in(opened.inspector)
    assert "查阅资料" in "".join(text for _label, text in client.get(url()).context["answer"])
    assert client.get(url(2, "SERVICE")).context["answer"] == []


def test_the_list_has_every_pair_for_inspectors(opened):
    signed_in(opened.inspector).post(url(), SEEN)
    client = signed_in(opened.inspector)
    address = reverse("verifications", args=["spring"])
    page = client.get(address)
    counts = page.context["counts"]
    assert (counts.by_key["done"], counts.total) == (1, 5)
    assert len(client.get(address + "?show=open").context["pairs"]) == 4
    assert len(client.get(address + "?department=SERVICE").context["pairs"]) == 2


def test_a_department_reads_what_was_verified_with_it(opened):
    head = signed_in(opened.head)
    assert head.get(url()).status_code == 403
    signed_in(opened.inspector).post(url(), SEEN)
    assert "缺两份" in head.get(url()).content.decode()
    address = reverse("verifications", args=["spring"])
    assert [pair.item.no for pair in head.get(address).context["pairs"]] == [2]
    other = signed_in(opened.service_head)
    assert other.get(address).context["pairs"] == []
    assert other.get(url()).status_code == 404
