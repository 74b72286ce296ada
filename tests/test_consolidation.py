"""What may become a finding: only what the office holds, only what is not compliant."""

import pytest

from campaigns import returns, review
from campaigns.models import Answer
from findings import consolidation
from findings.models import Finding
from organization.models import NotAllowed
from tests.visiting import get, post
from tests.world import fill, phase, start, submit

NO = {"result": "no", "text": "资料不全", "cause": "重视不够", "rule": "应当齐全"}


def answer(world, code: str, no: int) -> Answer:
    return Answer.objects.get(selfcheck=world.sheet(code), item__no=no)


def test_one_click_makes_a_finding_with_its_parts(world):
    start(world)
    submit(world, "SALES", _2=NO)
    source = answer(world, "SALES", 2)
    post("clerk", "report_finding", "spring", only=f"answer:{source.pk}")
    finding = Finding.objects.get()
    assert finding.number == 1
    assert (finding.title, finding.problem) == ("资料不全", "资料不全")
    assert (finding.rule_document, finding.rule) == ("《示例管理办法》", "应当齐全")
    assert (finding.cause_subjective, finding.category) == ("重视不够", "示例类别")
    assert finding.department == world.departments["SALES"]
    assert [item.no for item in finding.items.all()] == [2]
    assert [row.answer for row in finding.sources.all()] == [source]


def test_a_sheet_that_is_not_submitted_feeds_nothing(world):
    start(world)
    fill(world, "SALES", _2=NO)
    with pytest.raises(NotAllowed):
        consolidation.report_finding(world.campaign, [answer(world, "SALES", 2)], by=world.clerk)
    assert get("clerk", "consolidate", "spring").xpath("//input[@name='source']") == []


def test_a_sheet_sent_back_feeds_only_what_was_accepted(world):
    start(world)
    submit(world, "SALES", _1=NO, _2=NO)
    phase(world, "analysis").begin(by=world.clerk)
    review.accept(answer(world, "SALES", 1), by=world.clerk)
    returns.send_back(
        world.sheet("SALES"),
        [answer(world, "SALES", 3)],
        reason="superficial",
        note="再查",
        due_on=None,
        by=world.clerk,
    )
    page = get("clerk", "consolidate", "spring")
    assert page.xpath("//input[@name='source']/@value") == [
        f"answer:{answer(world, 'SALES', 1).pk}"
    ]
    with pytest.raises(NotAllowed):
        consolidation.report_finding(world.campaign, [answer(world, "SALES", 2)], by=world.clerk)


@pytest.mark.parametrize(
    ("emptied", "missing"),
    [
        ({"rule": "", "rule_document": ""}, ["规定"]),
        ({"rule": ""}, []),
        ({"problem": ""}, ["问题"]),
        ({"cause_subjective": ""}, ["原因"]),
        ({"cause_subjective": "", "cause_objective": "制度缺失"}, []),
        ({"department": None}, ["责任"]),
    ],
)
def test_the_four_parts(world, emptied, missing):
    start(world)
    submit(world, "SALES", _2=NO)
    finding = consolidation.report_finding(
        world.campaign, [answer(world, "SALES", 2)], by=world.clerk
    )
    for name, value in emptied.items():
        setattr(finding, name, value)
    assert finding.missing_parts == missing
