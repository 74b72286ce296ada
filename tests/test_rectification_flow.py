"""整改报告 from the draft to the superior, beside a final report that was signed before."""

from datetime import date

import pytest
from django.test import Client

from organization import clock
from organization.models import NotAllowed
from organization.waiting import waiting
from rectification import planning
from rectification.models import Task
from reports import dispatching, publishing
from tests.reporting import LAST, afresh, told_once
from tests.world import at

THEN = date(2026, 4, 2)
PAGE = "/campaigns/spring/papers/rectification/"


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    """The final report was issued; since then the task was closed out."""
    world = afresh(base)
    with clock.at(at(LAST, 15)):
        _issue(world, "final", "示例〔2026〕5号")
    with clock.at(at(date(2026, 3, 27))):
        task = Task.objects.get()
        task.report_progress("已补齐台账", 100, by=world.member)
        task.submit(by=world.head)
        planning.accept(Task.objects.get(), by=world.inspector, method="现场查看")
    with clock.at(at(THEN)):
        yield world


def _issue(world, kind: str, number: str = ""):
    paper = publishing.draft(world.campaign, kind, by=world.clerk)
    publishing.send_to_review(paper, by=world.clerk)
    publishing.sign(paper, by=world.leader)
    publishing.issue(paper, by=world.clerk, document_number=number)
    return paper


def page(story, path: str = PAGE, account: str = "clerk") -> str:
    client = Client()
    client.force_login(getattr(story, account), "django.contrib.auth.backends.ModelBackend")
    return client.get(path).content.decode()


def test_it_is_signed_issued_and_sent_up(story):
    paper = _issue(story, "rectification", "示例〔2026〕9号")
    titles = [entry.title for entry in waiting(story.clerk) if entry.kind == "send_up"]
    assert sorted(titles) == ["报送：整改报告", "报送：自查报告"]
    with clock.at(at(THEN, 16)):
        dispatching.send_up(paper, to="上级公司", way="oa", sent_on=THEN, by=story.clerk)
    waits = [w for w in waiting(story.clerk) if w.kind == "receipt"]
    assert [w.url for w in waits] == [f"{PAGE}dispatch/"]
    with pytest.raises(NotAllowed):
        publishing.revise(paper, by=story.clerk)


def test_the_page_lists_it_beside_the_final_report(story):
    listed = page(story, "/campaigns/spring/papers/")
    assert f'href="{PAGE}"' in listed
    assert "整改报告" in listed


def test_only_the_final_report_has_a_form_to_choose(story):
    assert 'id="report-form"' not in page(story)


def test_its_figures_are_those_of_its_own_day(story):
    asked = "/campaigns/spring/figures/acceptances/"
    assert 'data-count="0"' in page(story, asked)
    mine = page(story, f"{asked}?paper=rectification")
    assert 'data-count="1"' in mine
    assert f'href="{PAGE}"' in mine


def test_a_paper_without_such_figures_is_not_found(story):
    assert "data-count" not in page(story, "/campaigns/spring/figures/tasks/?paper=poem")


def test_a_signed_one_keeps_its_words(story):
    _issue(story, "rectification")
    with clock.at(at(date(2026, 5, 1))):
        words = publishing.written(story.campaign, "rectification")
    assert words.frozen
    assert "4月2日" in str(words.document)
