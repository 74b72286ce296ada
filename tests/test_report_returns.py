"""分析梳理: how many items were sent back, why, and what became of them."""

from datetime import date

import pytest

from campaigns.models import Return
from organization import clock
from reports.document import Figure
from reports.figures import Figures
from reports.papers.final_report import analysis as final_analysis
from tests.reporting import afresh, said, told_once
from tests.test_filling import signed_in
from tests.world import DAY, at


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    return afresh(base)


def analysis(story) -> str:
    return said(story, "phase-analysis-text")


def returned(
    story, code: str, no: int, round_: int, redone: bool, reason: str = "superficial"
) -> Return:
    sheet = story.sheet(code)
    return Return.objects.create(
        selfcheck=sheet, item=story.item(no), round=round_, reason=reason, by=story.clerk,
        at=at(DAY), redone_at=clock.now() if redone else None,
    )  # fmt: skip


def test_returns_that_were_all_redone(story):
    returned(story, "SALES", 1, 1, redone=True)
    returned(story, "SALES", 2, 1, redone=True)
    assert (
        "对自查浮皮潦草、流于形式的，责成推倒重来，共退回1个部门（单位）2项次，"
        "均已按要求重新自查。" in analysis(story)
    )


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("superficial", "对自查浮皮潦草、流于形式的，责成推倒重来，"),
        ("no_evidence", "对自查缺少佐证的，责成重新自查，"),
        ("copied", "对自查照抄照搬、流于形式的，责成推倒重来，"),
        ("contradicted", "对自查结论与佐证矛盾的，责成重新自查，"),
        ("scope", "对自查范围不符合要求的，责成重新自查，"),
        ("other", "对自查不符合要求的，责成重新自查，"),
    ],
)
def test_the_only_reason_is_named_and_not_counted(story, reason, words):
    returned(story, "SALES", 1, 1, redone=True)
    returned(story, "SALES", 2, 1, redone=True)
    Return.objects.update(reason=reason)
    said = analysis(story)
    assert f"{words}共退回1个部门（单位）2项次，均已按要求重新自查。经汇总" in said


def reasons(story) -> dict[str, tuple[int, list[int]]]:
    """Each figure of a reason in the sentence: its number, and the items its page lists."""
    figures = Figures(story.campaign, at(date(2026, 3, 13)))
    printed = [run for run in final_analysis.runs(figures) if isinstance(run, Figure)]
    names = [figure.name for figure in printed if figure.name.startswith("returned_for.")]
    return {
        name.partition(".")[2]: (
            figures.value(name),
            [row.item.no for row in figures.rows(name)],
        )
        for name in names
    }


def test_several_reasons_are_told_with_their_numbers(story):
    returned(story, "SALES", 1, 1, redone=True, reason="superficial")
    returned(story, "SALES", 2, 1, redone=True, reason="scope")
    returned(story, "SERVICE", 2, 1, redone=True, reason="superficial")
    assert (
        "对自查浮皮潦草、流于形式或不符合要求的，责成重新自查，共退回2个部门（单位）3项次，"
        "均已按要求重新自查。按退回原因分，浮皮潦草2项次、范围不符1项次。" in analysis(story)
    )
    assert reasons(story) == {"superficial": (2, [1, 2]), "scope": (1, [2])}


def test_reasons_that_overlap_are_no_parts(story):
    returned(story, "SALES", 1, 1, redone=True, reason="contradicted")
    returned(story, "SALES", 1, 2, redone=True, reason="no_evidence")
    returned(story, "SALES", 1, 3, redone=True, reason="no_evidence")
    assert (
        "对自查不符合要求的，责成重新自查，共退回1个部门（单位）1项次（其中1项次退回两次以上），"
        "已按要求重新自查。退回原因涉及无佐证1项次、与佐证矛盾1项次。" in analysis(story)
    )
    assert reasons(story) == {"no_evidence": (1, [1]), "contradicted": (1, [1])}


def test_copied_and_superficial_are_both_torn_down(story):
    returned(story, "SALES", 1, 1, redone=True, reason="superficial")
    returned(story, "SALES", 2, 1, redone=True, reason="copied")
    said = analysis(story)
    assert "对自查浮皮潦草、照抄照搬、流于形式的，责成推倒重来，共退回" in said
    assert "按退回原因分，浮皮潦草1项次、照抄1项次。" in said


def test_the_page_of_a_reason_lists_its_returns(story):
    returned(story, "SALES", 1, 1, redone=True, reason="scope")
    returned(story, "SALES", 2, 1, redone=True, reason="copied")
    page = signed_in(story.clerk).get("/campaigns/spring/figures/returned_for.scope/")
    text = page.content.decode()
    assert 'data-count="1"' in text and "范围不符" in text
    assert (
        signed_in(story.clerk).get("/campaigns/spring/figures/returned_for.dislike/").status_code
        == 404
    )


def test_one_return_is_not_all(story):
    returned(story, "SALES", 1, 1, redone=True)
    assert "共退回1个部门（单位）1项次，已按要求重新自查。" in analysis(story)


def test_returns_of_which_some_are_redone(story):
    returned(story, "SALES", 1, 1, redone=True)
    returned(story, "SERVICE", 2, 1, redone=False)
    assert "共退回2个部门（单位）2项次，其中1项次已按要求重新自查。" in analysis(story)


def test_returns_of_which_none_is_redone(story):
    returned(story, "SALES", 1, 1, redone=False)
    assert "共退回1个部门（单位）1项次，正在重新自查。" in analysis(story)


def test_an_item_sent_back_twice_is_one_item(story):
    returned(story, "SALES", 1, 1, redone=True)
    returned(story, "SALES", 1, 2, redone=True)
    returned(story, "SALES", 2, 1, redone=True)
    words = analysis(story)
    assert "1个部门（单位）2项次（其中1项次退回两次以上），均已按要求重新自查。" in words


def test_the_page_of_a_reason_shows_the_return_for_it(story):
    first = returned(story, "SALES", 1, 1, redone=True, reason="scope")
    last = returned(story, "SALES", 1, 2, redone=True, reason="copied")
    figures = Figures(story.campaign, at(date(2026, 3, 13)))
    assert figures.rows("returned_for.scope") == [first]
    assert figures.rows("returned_for.copied") == figures.rows("returned_items") == [last]
