"""A newer file takes the place of an older one, which stays readable."""

import pytest

from campaigns import attaching, returns
from campaigns.models import AnswerEvidence, Evidence, SelfCheck
from organization.models import Event, NotAllowed
from tests.evidence_files import attached, shelve, upload
from tests.visiting import get, post, text, visit
from tests.world import accept_all, phase, start, submit


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def running(world):
    start(world)
    return world


def replace(old: Evidence, no: int = 1, status: int = 302, **form):
    form = form or {"evidence": upload("新版.txt", b"newer")}
    return post("head", "replace_evidence", "spring", "SALES", no, old.pk, status=status, **form)


def files(page) -> list[str]:
    return [text(line) for line in page.xpath("//li[@class='file'][a]")]


def test_the_newer_file_is_valid_and_the_older_one_stays_readable(running):
    old = shelve(running)
    attached(running, old)
    replace(old)
    new = Evidence.objects.get(name="新版.txt")
    use = AnswerEvidence.objects.get(evidence=old)
    assert (use.replaced_by, use.is_replaced()) == (new, True)
    first, second = files(get("head", "fill_item", "spring", "SALES", 1))
    assert "新版.txt" in first and "旧版备查" in second and "收文登记.txt" in second
    assert visit("head").get(old.get_absolute_url()).status_code == 200
    assert Event.objects.filter(kind="answer.evidence_replaced").count() == 1


def test_another_item_keeps_the_older_file(running):
    old = shelve(running)
    attached(running, old, 1)
    attached(running, old, 3)
    replace(old, 1)
    standing = AnswerEvidence.objects.standing().values_list("target__item__no", "evidence__name")
    assert sorted(standing) == [(1, "新版.txt"), (3, "收文登记.txt")]


def test_an_accepted_answer_keeps_its_file(running):
    old = shelve(running)
    answer = attached(running, old)
    submit(running)
    accept_all(running)
    SelfCheck.objects.update(status="returned")
    replace(old, status=409)
    with pytest.raises(NotAllowed, match="已"):
        attaching.replace(answer, old, shelve(running, "b.txt", b"b"), by=running.head)
    assert not AnswerEvidence.objects.get().is_replaced()


def test_a_file_is_not_replaced_by_itself_nor_twice(running):
    old, new = shelve(running), shelve(running, "新版.txt", b"newer")
    answer = attached(running, old)
    with pytest.raises(NotAllowed, match="内容相同"):
        attaching.replace(answer, old, old, by=running.head)
    attaching.replace(answer, old, new, by=running.head)
    with pytest.raises(NotAllowed):
        attaching.replace(answer, old, shelve(running, "c.txt", b"c"), by=running.head)
    replace(old, status=404)


def test_a_newer_file_that_is_refused_leaves_the_older_one_valid(running):
    old = shelve(running)
    attached(running, old)
    sent = replace(old, status=422, evidence=upload("假.pdf", b"MZ"))
    assert "原文件继续有效" in text(sent.page)
    assert not AnswerEvidence.objects.get().is_replaced()


def test_overseers_read_the_file_of_the_last_submission(running):
    old = shelve(running)
    answer = attached(running, old)
    submit(running)
    phase(running, "analysis").begin(by=running.clerk)
    sheet = running.sheet()
    back = sheet.answers.filter(pk=answer.pk).select_related("item")
    returns.send_back(sheet, back, reason="superficial", note="", due_on=None, by=running.clerk)
    replace(old)
    [shown] = files(get("clerk", "review_item", "spring", "SALES", 1))
    assert "收文登记.txt" in shown and "旧版" not in shown
    new = Evidence.objects.get(name="新版.txt")
    assert visit("clerk").get(new.get_absolute_url()).status_code == 403


def test_a_file_chosen_after_the_submission_is_not_read_before_the_next(running):
    row = shelve(running)  # uploaded before, used only afterwards
    attached(running, shelve(running, "b.txt", b"b"), 1)
    submit(running)
    SelfCheck.objects.filter(pk=running.sheet().pk).update(status="returned")
    attached(running, row, 1)
    assert visit("clerk").get(row.get_absolute_url()).status_code == 403
    assert len(files(get("clerk", "review_item", "spring", "SALES", 1))) == 1
