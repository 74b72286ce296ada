"""意见交办单: handed over with a number, signed for, answered; read by its department alone."""

import pytest

from findings.models import Opinion
from organization.models import NotAllowed
from rectification import letters
from rectification.models import Letter
from reports import letters as papers
from tests.hearing import again, said
from tests.visiting import get, text
from tests.world import World, start


@pytest.fixture
def running(world):
    return start(world)


def slip(world: World, *opinions: Opinion, code: str = "SERVICE") -> Letter:
    return letters.draft(
        world.campaign, "opinions", world.departments[code], by=world.clerk, opinions=opinions
    )


def issued(world: World, *opinions: Opinion) -> Letter:
    return papers.issue(slip(world, *opinions), by=world.clerk)


def words(letter: Letter) -> str:
    found = Letter.objects.select_related("campaign", "department").get(pk=letter.pk)
    document = papers.paper_of(found)
    blocks = [*document.blocks, *document.annexes[0].blocks]
    return " ".join(str(block) for block in blocks)


def test_drafted_on_the_page_of_the_opinion(running):
    row = said(running)
    page = get("clerk", "opinion", "spring", row.pk)
    (button,) = page.xpath("//a[contains(@href, 'kind=opinions')]/@href")
    query = "?" + button.partition("?")[2]
    ticked = get("clerk", "new_letter", "spring", query=query).xpath("//input[@checked]/@value")
    assert ticked == [str(row.pk)]


def test_issued_the_department_reads_it_and_nobody_who_said_it(running):
    row, other = said(running), said(running, text="另一条意见")
    letter = issued(running, row)
    assert letter.number.endswith("意〔2026〕1号")
    page = text(get("service_head", "opinion", "spring", row.pk))
    assert row.text in page and "来电人" not in page
    register = text(get("service_head", "opinions", "spring"))
    assert row.text in register and other.text not in register
    get("service_head", "opinion", "spring", other.pk, status=404)
    get("head", "opinion", "spring", row.pk, status=404)
    assert again(row).handled_by == running.departments["SERVICE"]


def test_the_paper_lists_what_was_said_and_the_answer_slip_follows(running):
    letter = issued(running, said(running))
    letters.sign_for(letter, "服务部负责人", by=running.service_head)
    letters.answer(letter, "已增开两个窗口", by=running.service_head)
    letters.settle(letter, by=running.clerk, opinion="情况属实")
    told = words(letter)
    for part in ("排队等待时间过长", "已增开两个窗口", "同意办结", "办理情况"):
        assert part in told
    assert "来电人" not in told
    assert papers.paper_of(letter).annexes[0].title == "办理反馈单"


def test_withdrawn_the_department_reads_it_no_longer(running):
    row = said(running)
    letter = issued(running, row)
    letters.withdraw(letter, "部门有误", by=running.clerk)
    get("service_head", "opinion", "spring", row.pk, status=404)
    assert again(row).handled_by is None
    issued(running, again(row))


@pytest.mark.parametrize("why", ["restricted", "disposed of", "with a department"])
def test_what_cannot_be_handed_over(running, why):
    row = said(running, restricted=why == "restricted")
    if why == "disposed of":
        row.set_aside(by=running.clerk, reason="重复反映")
    if why == "with a department":
        issued(running, row)
    with pytest.raises(NotAllowed, match="限制知悉、已办结或已交办"):
        slip(running, again(row))


def test_an_opinion_finished_meanwhile_is_not_handed_over_with_the_issue(running):
    row = said(running)
    draft = slip(running, row)
    again(row).set_aside(by=running.clerk, reason="重复反映")
    with pytest.raises(NotAllowed):
        papers.issue(draft, by=running.clerk)
    draft = Letter.objects.get(pk=draft.pk)
    assert (draft.number, again(row).handled_by) == ("", None)


def test_without_an_opinion_it_cannot_be_issued(running):
    with pytest.raises(NotAllowed, match="不能签发"):
        issued(running)


def test_other_letters_hand_no_opinion_over(running):
    with pytest.raises(NotAllowed):
        letters.draft(
            running.campaign, "advice", running.departments["SERVICE"], by=running.clerk,
            opinions=[said(running)],
        )  # fmt: skip
