"""A merge is undone exactly; a finding is split and joined; a source tells of another finding."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.models import Answer
from findings import consolidation, merging, splitting
from findings.models import Finding, FindingSource
from findings.splitting import Part
from organization.models import Event, NotAllowed
from tests.stage import staged
from tests.visiting import get, post, text, things
from tests.world import accept_all, start, submit

NO = {"result": "no", "text": "资料不全"}


def three_reported(world) -> None:
    start(world)
    submit(world, "SALES", _1=NO, _2=NO, _3=NO)
    submit(world, "SERVICE", _2=NO, _3=NO)
    accept_all(world)
    answers = list(Answer.objects.filter(result="no").order_by("pk"))
    for sources in (answers[:2], answers[2:3], answers[3:]):
        consolidation.report_finding(world.campaign, sources, by=world.clerk)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(three_reported, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def finding(number: int) -> Finding:
    return Finding.objects.select_related("campaign").get(number=number)


def stands() -> dict:
    """What every finding consists of."""
    return {
        row.number: (
            row.status,
            sorted(row.sources.values_list("pk", flat=True)),
            sorted(row.items.values_list("no", flat=True)),
        )
        for row in Finding.objects.all()
    }


def test_undone_each_finding_is_what_it_was(world):
    before = stands()
    merging.merge(finding(1), finding(2), by=world.clerk)
    merging.merge(finding(2), finding(3), by=world.clerk)
    assert stands()[3][1] == sorted(FindingSource.objects.values_list("pk", flat=True))
    with pytest.raises(NotAllowed):  # finding 2 does not stand: that one first
        merging.unmerge(finding(1), by=world.clerk)
    merging.unmerge(finding(2), by=world.clerk)
    merging.unmerge(finding(1), by=world.clerk)
    assert stands() == before


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_two_that_brought_the_same_check_point_are_undone_in_any_order(world, order):
    before = stands()
    for number in (1, 2):
        finding(number).items.add(world.item(4))
    before = stands()
    for number in (1, 2):
        merging.merge(finding(number), finding(3), by=world.clerk)
    for number in order:
        merging.unmerge(finding(number), by=world.clerk)
    assert stands() == before


def test_the_number_of_source_answers_is_the_same_before_merged_and_after(world):
    def answers() -> int:
        standing = Finding.objects.exclude(status="merged")
        return FindingSource.objects.filter(finding__in=standing).count()

    @given(st.lists(st.tuples(st.sampled_from([1, 2, 3]), st.sampled_from([1, 2, 3])), max_size=4))
    @settings(max_examples=15, deadline=None, database=None, derandomize=True)
    def whichever(pairs):
        before, merged = stands(), []
        for one, other in pairs:
            try:
                merging.merge(finding(one), finding(other), by=world.clerk)
            except NotAllowed:
                continue
            merged.append(one)
            assert answers() == 5
        for one in reversed(merged):
            merging.unmerge(finding(one), by=world.clerk)
        assert (answers(), stands()) == (5, before)

    whichever()


def test_the_page_of_a_merged_finding_offers_the_way_back(world):
    merging.merge(finding(1), finding(2), by=world.clerk)
    page = get("clerk", "finding", "spring", 1)
    assert "撤销合并" in text(page)
    assert page.xpath("//form[@data-act='unmerge_finding']")
    assert not get("leader", "finding", "spring", 1).xpath("//form[@data-act='unmerge_finding']")
    sent = post("clerk", "unmerge_finding", "spring", 1)
    assert len(things(sent.page, "answer")) == 2
    assert "来自问题2" in text(sent.page.xpath("//ol[@class='tl']")[0])
    assert Event.objects.get(kind="finding.unmerged").particulars["out_of"] == 2


def test_a_merge_is_not_undone_once_the_other_was_dismissed(world):
    merging.merge(finding(1), finding(2), by=world.clerk)
    finding(2).dismiss(by=world.clerk, reason="不属实")
    post("clerk", "unmerge_finding", "spring", 1, status=409)
    assert finding(1).status == "merged"


def test_several_are_merged_at_once_or_none(world):
    post("clerk", "merge_findings", "spring",
         findings=[finding(1).pk, finding(2).pk], into=finding(3).pk)  # fmt: skip
    assert [finding(n).status for n in (1, 2, 3)] == ["merged", "merged", "reported"]
    assert finding(3).sources.count() == 5


def test_one_that_cannot_be_merged_leaves_the_others(world):
    splitting.split(finding(2), [Part("一", "一"), Part("二", "二")], by=world.clerk)
    post("clerk", "merge_findings", "spring", status=409,
         findings=[finding(1).pk, finding(2).pk], into=finding(3).pk)  # fmt: skip
    assert [finding(n).status for n in (1, 2)] == ["reported", "reported"]


def test_findings_with_like_words_are_proposed(world):
    Finding.objects.filter(number=3).update(title="车辆管理台账未登记", problem="车辆登记缺失")
    page = get("clerk", "merge_findings", "spring")
    [proposed] = page.xpath("//section[@aria-labelledby='alike']")
    assert [key for key, _status in things(proposed, "finding")] == [
        f"finding:{finding(1).pk}",
        f"finding:{finding(2).pk}",
    ]


def test_a_split_finding_is_counted_once(world):
    first, second = finding(1).sources.all()
    form = get("clerk", "split_finding", "spring", 1)
    label = form.xpath("//label[@for=$name]", name=f"id_source_{first.pk}")[0]
    assert text(label) == "自查 销售部 项点1"
    post(
        "clerk", "split_finding", "spring", 1,
        **{"title_1": "责任书未签", "problem_1": "", "title_2": "协议未签", "problem_2": "未签协议",
           f"source_{first.pk}": "1", f"source_{second.pk}": "2"},
    )  # fmt: skip
    parts = list(finding(1).children.order_by("number"))
    assert [(p.title, p.problem, p.status) for p in parts] == [
        ("责任书未签", "责任书未签", "part"),
        ("协议未签", "未签协议", "part"),
    ]
    assert [[row.pk for row in p.part_sources.all()] for p in parts] == [[first.pk], [second.pk]]
    assert [[item.no for item in p.items.all()] for p in parts] == [[1], [2]]
    assert finding(1).sources.count() == 2
    assert Finding.objects.listed().count() == 3
    page = get("clerk", "findings", "spring")
    assert "3个问题（其中待确认3个），涉及3个检查项点" in text(page.xpath("//p[@class='sub']")[0])
    assert "问题1的分项" in text(page)


def test_a_part_is_decided_on_with_its_finding(world):
    part, _other = splitting.split(finding(1), [Part("一", "一"), Part("二", "二")], by=world.clerk)
    for act, fields in {
        "confirm_finding": {},
        "dismiss_finding": {"reason": "不属实"},
        "split_finding": {"title_1": "一", "title_2": "二"},
    }.items():
        post("clerk", act, "spring", part.number, status=409, **fields)
    with pytest.raises(NotAllowed):
        merging.merge(part, finding(2), by=world.clerk)
    with pytest.raises(NotAllowed):
        merging.merge(finding(1), finding(2), by=world.clerk)


def test_a_department_sees_a_part_with_its_finding(world):
    part, _other = splitting.split(finding(1), [Part("一", "一"), Part("二", "二")], by=world.clerk)
    get("head", "finding", "spring", part.number, status=404)
    finding(1).confirm(by=world.clerk)
    get("head", "finding", "spring", part.number)
    get("stranger", "finding", "spring", part.number, status=404)
    Finding.objects.filter(number=1).update(restricted=True)
    get("head", "finding", "spring", part.number, status=404)


def test_joined_the_words_of_the_parts_are_kept(world):
    source = finding(1).sources.first()
    parts = [Part("一", "一", [source]), Part("二", "二")]
    made = splitting.split(finding(1), parts, by=world.clerk)
    post("clerk", "join_parts", "spring", 1)
    assert [finding(part.number).status for part in made] == ["merged", "merged"]
    assert FindingSource.objects.get(pk=source.pk).part is None
    post("clerk", "unmerge_finding", "spring", made[0].number, status=409)


def test_a_source_moves_with_its_check_point(world):
    first, second = finding(1).sources.all()
    post("clerk", "move_source", "spring", 1, second.pk, to=finding(3).pk)
    assert stands()[1] == ("reported", [first.pk], [1])
    assert second.pk in stands()[3][1]
    row = FindingSource.objects.get(pk=second.pk)
    assert (row.finding.number, row.first_finding.number) == (3, 1)


def test_the_only_source_stays(world):
    only = finding(2).sources.get()
    post("clerk", "move_source", "spring", 2, only.pk, status=409, to=finding(3).pk)
    assert finding(2).sources.get() == only


def test_a_check_point_stays_where_another_source_stands_on_it(world):
    second = finding(3).sources.first()
    item = second.source.item
    other = finding(1).sources.get(answer__item=item) if item.no in (1, 2) else None
    assert other is not None
    merging.move_source(other, finding(3), by=world.clerk)
    merging.move_source(second, finding(1), by=world.clerk)
    assert item.no in stands()[3][2]
