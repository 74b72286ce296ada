"""检查发现 and 自查发现 are never mixed: who said it first, in counts, findings and pages."""

import pytest

from campaigns import attaching, evidence, filling, returns, verification
from campaigns.models import (
    AnswerEvidence,
    Evidence,
    Group,
    Verification,
    VerificationEvidence,
)
from campaigns.results import found_by_self_check
from campaigns.seen_files import see
from findings import consolidation
from findings.models import Finding, FindingSource
from organization.models import NotAllowed
from tests.access.selfcheck import pdf
from tests.evidence_files import pdf as paper
from tests.stage import staged
from tests.visiting import get, post, text, things
from tests.world import fill, phase, start, submit

NO = {"result": "no", "text": "资料不全", "cause": "重视不够", "responsibility": "资料管理岗"}


def reviewed(world) -> None:
    """销售部 reported item 2 itself and has a file on item 1; 服务部 has not submitted."""
    start(world)
    fill(world, _2=NO)
    sheet = world.sheet()
    kept = evidence.store(pdf(), sheet.campaign, sheet.department, by=world.head)
    answer = sheet.answers.select_related("selfcheck", "item").get(item__no=1)
    attaching.attach(answer, kept, by=world.head)
    submit(world, _2=NO)
    phase(world, "analysis").begin(by=world.clerk)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(reviewed, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def verify(world, no: int, result: str = "no", code: str = "SALES", **more) -> Verification:
    return verification.verify(
        world.campaign,
        world.item(no),
        world.departments[code],
        by=world.inspector,
        result=result,
        method="现场查看",
        **{"text": "登记不全", **more},
    )


@pytest.mark.parametrize(
    ("no", "code", "result", "self_result", "disagrees", "by_inspection"),
    [
        (2, "SALES", "no", "no", False, False),
        (1, "SALES", "no", "ok", True, True),
        (1, "SALES", "note", "ok", False, False),
        (1, "SALES", "na", "ok", True, False),
        (2, "SALES", "ok", "no", True, False),
        (2, "SERVICE", "no", "", True, True),
        (2, "SERVICE", "ok", "", False, False),
    ],
)
def test_what_disagrees(world, no, code, result, self_result, disagrees, by_inspection):
    row = verify(world, no, result, code)
    assert row.self_result == self_result
    assert (row.disagrees, row.is_found_by_inspection) == (disagrees, by_inspection)
    rows = Verification.objects
    assert rows.disagreeing().exists() is disagrees
    assert rows.found_by_inspection().exists() is by_inspection


def test_who_admits_it_after_the_inspection_has_not_found_it(world):
    verify(world, 1)
    answer = world.sheet().answers.get(item__no=1)
    returns.send_back(
        world.sheet(), [answer], reason="contradicted", note="", due_on=None, by=world.clerk
    )
    submit(world, _1=NO, _2=NO)
    answers = found_by_self_check(world.campaign)
    assert [answer.item.no for answer in answers] == [2]
    answer = world.sheet().answers.select_related("selfcheck", "item").get(item__no=1)
    finding = consolidation.report_finding(world.campaign, [answer], by=world.clerk)
    assert finding.found_by == FindingSource.FoundBy.INSPECTION


def test_what_is_being_typed_counts_nowhere(world):
    answer = world.sheet().answers.get(item__no=3)
    returns.send_back(
        world.sheet(), [answer], reason="superficial", note="", due_on=None, by=world.clerk
    )
    draft = filling.Draft(answer.version, NO)
    filling.save_answer(world.sheet(), world.item(3), draft, by=world.head)
    assert [answer.item.no for answer in found_by_self_check(world.campaign)] == [2]


@pytest.mark.parametrize(
    ("no", "way"), [(1, FindingSource.FoundBy.INSPECTION), (2, FindingSource.FoundBy.SELF_CHECK)]
)
def test_a_finding_says_who_found_it(world, no, way):
    finding = consolidation.report_finding(world.campaign, [verify(world, no)], by=world.clerk)
    assert finding.found_by == way


def test_a_finding_without_a_source_was_found_otherwise(world):
    finding = consolidation.report_finding(world.campaign, [], by=world.clerk, title="来信反映")
    assert finding.found_by == ""


def test_the_list_keeps_both_apart(world):
    verify(world, 1)
    page = text(get("clerk", "verifications", "spring"))
    assert "自查发现不符合1项次，检查发现1项次" in page
    found = things(
        get("clerk", "verifications", "spring", query="?show=inspection"), "verification"
    )
    differing = things(
        get("clerk", "verifications", "spring", query="?show=differ"), "verification"
    )
    assert {key for key, _status in found} == {f"verification:{Verification.objects.get().pk}"}
    assert differing == found


def test_the_overview_keeps_both_apart(world):
    verify(world, 1)
    page = text(get("leader", "campaign", "spring"))
    assert "自查发现1项次，检查发现1项次" in page
    assert "检查发现" not in text(get("head", "campaign", "spring"))


def test_the_four_parts_are_carried_into_the_finding(world):
    row = verify(world, 1, rule="应逐份登记", cause="无人负责", responsibility="资料管理岗")
    key = f"verification:{row.pk}"
    made = post("inspector", "report_finding", "spring", source=[key])
    finding = Finding.objects.get()
    parts = (finding.rule, finding.problem, finding.cause_subjective, finding.responsibility)
    assert parts == ("应逐份登记", "登记不全", "无人负责", "资料管理岗")
    assert (finding.department.code, finding.missing_parts) == ("SALES", [])
    assert "检查发现" in text(made.page)


def test_parts_come_from_the_source_that_has_them(world):
    answer = world.sheet().answers.select_related("selfcheck", "item").get(item__no=2)
    sources = [verify(world, 2), answer]
    finding = consolidation.report_finding(world.campaign, sources, by=world.clerk)
    said = (finding.problem, finding.cause_subjective, finding.responsibility)
    assert said == ("登记不全", "重视不够", "资料管理岗")


def test_the_record_shows_what_became_of_it(world):
    row = verify(world, 1)
    finding = consolidation.report_finding(world.campaign, [row], by=world.clerk)
    shown = things(get("inspector", "verify", "spring", "SALES", 1), "finding")
    assert shown == [(f"finding:{finding.pk}", "reported")]
    assert things(get("head", "verify", "spring", "SALES", 1), "finding") == []
    finding.confirm(by=world.clerk)
    shown = things(get("head", "verify", "spring", "SALES", 1), "finding")
    assert shown == [(f"finding:{finding.pk}", "confirmed")]
    Finding.objects.update(restricted=True)
    assert things(get("head", "verify", "spring", "SALES", 1), "finding") == []


def test_the_other_side_joins_the_finding_and_makes_no_second_one(world):
    answer = world.sheet().answers.select_related("selfcheck", "item").get(item__no=2)
    finding = consolidation.report_finding(world.campaign, [answer], by=world.clerk)
    row = verify(world, 2)
    page = get("inspector", "verify", "spring", "SALES", 2)
    acts = page.xpath("//form/@data-act")
    assert "add_source" in acts
    assert "report_finding" not in acts
    key = f"verification:{row.pk}"
    post("inspector", "add_source", "spring", source=[key], finding=finding.pk)
    assert finding.sources.count() == 2


def test_files_seen_and_brought_stand_with_the_record(world):
    file = Evidence.objects.get()
    upload = pdf()
    upload.name, upload.file = "现场照片.pdf", type(upload.file)(paper())
    fields = {"result": "no", "method": "现场查看", "text": "缺页", "seen": [file.pk]}
    post("inspector", "verify", "spring", "SALES", 1, **fields, brought=upload)
    names = VerificationEvidence.objects.values_list("evidence__name", flat=True)
    assert sorted(names) == ["收文登记.pdf", "现场照片.pdf"]
    assert "现场照片.pdf" in text(get("head", "verify", "spring", "SALES", 1))
    library = Evidence.objects.library(world.campaign, world.departments["SALES"])
    assert [one.name for one in library] == ["收文登记.pdf"]
    finding = consolidation.report_finding(
        world.campaign, [Verification.objects.get()], by=world.clerk
    )
    page = text(get("clerk", "finding", "spring", finding.number))
    assert "现场照片.pdf" in page
    assert "收文登记.pdf" in page


def test_a_file_that_is_no_evidence_is_refused_and_nothing_recorded(world):
    upload = pdf()
    upload.name = "程序.exe"
    fields = {"result": "ok", "method": "现场查看", "brought": upload}
    post("inspector", "verify", "spring", "SALES", 1, status=422, **fields)
    assert not Verification.objects.exists()


def test_only_files_of_this_answer_are_seen(world):
    file = Evidence.objects.get()
    fields = {"result": "ok", "method": "现场查看", "seen": [file.pk]}
    post("inspector", "verify", "spring", "SALES", 3, status=422, **fields)
    with pytest.raises(NotAllowed, match="佐证材料"):
        see(verify(world, 3, "ok"), [file], by=world.inspector)
    AnswerEvidence.objects.all().delete()
    with pytest.raises(NotAllowed):
        see(verify(world, 1, "ok"), [file], by=world.inspector)


def test_who_came_along_is_a_member_of_another_department(world):
    group = Group.objects.get(kind="inspection")
    group.add(world.people["employee"], by=world.clerk)
    row = verify(world, 1, companions=[world.employee])
    assert [person.account for person in row.companions.all()] == ["employee"]
    with pytest.raises(NotAllowed, match="专项检查组"):
        verify(world, 2, companions=[world.leader])
    group.add(world.people["head"], by=world.clerk)
    with pytest.raises(NotAllowed, match="本部门"):
        verify(world, 2, companions=[world.head])


def test_methods_of_the_item_are_ticked(world):
    fields = {"result": "ok", "methods": ["查阅资料", "抽样检查"], "method": "现场查看"}
    post("inspector", "verify", "spring", "SALES", 1, **fields)
    assert Verification.objects.get().method == "查阅资料；抽样检查；现场查看"
