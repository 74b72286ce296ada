"""Hints of submitted sheets: found by a job, shown to the office, never to a department."""

from datetime import timedelta

import pytest
from django.urls import reverse

from campaigns import attaching, evidence, hint_shown, hint_writing, hints, returns
from campaigns.hint_finding import Finder
from campaigns.hint_writing import Moved
from campaigns.models import Answer, AnswerVersion, CheckItem, Evidence, Hint, HintLimits
from organization import jobs
from organization.models import Event, Job, NotAllowed
from tests.access.selfcheck import pdf
from tests.signed_in import at_browser, cost, text_of
from tests.world import fill, phase, sign, start, submit

TEXT = "对上级下达的12项任务逐项对照，均已按要求落实到位，定期督促检查，未发现拖着不办的情况。"
COPY = "对上级下达的9项任务逐项对照，已全部落实到位，定期督促检查，未发现拖着不办的情况。"
OWN = "调取系统查询日志与审批单逐笔比对，抽查三十笔，两笔审批晚于查询，已当面指出并登记。"


def said(text: str) -> dict:
    return {"result": "ok", "text": text}


def url(name: str, *args) -> str:
    return reverse(name, args=["spring", "SALES", *args])


def standing(world, code: str = "SALES") -> list[tuple]:
    rows = Hint.objects.standing().filter(selfcheck=world.sheet(code))
    found = rows.values_list("answer__item__no", "kind", "measure", "limit")
    return sorted(found, key=lambda row: (row[0] or 0, row[1]))


def copies(world, code: str) -> list[tuple]:
    return [row for row in standing(world, code) if row[1] == "copied"]


@pytest.fixture
def both(world):
    """Both departments submitted; item 2 of 服务部 reads like that of 销售部."""
    start(world)
    submit(world, _1=said(OWN), _2=said(TEXT), _3=said(TEXT))
    submit(world, "SERVICE", _2=said(COPY), _3=said(OWN))
    jobs.run_all()
    return world


def send_back(world, code: str, no: int) -> None:
    if not world.campaign.phases.filter(key="analysis", status="open").exists():
        phase(world, "analysis").begin(by=world.clerk)
    sheet = world.sheet(code)
    answer = Answer.objects.select_related("item").get(selfcheck=sheet, item__no=no)
    returns.send_back(sheet, [answer], reason="copied", note="请重查", due_on=None, by=world.clerk)


def redo(world, code: str, no: int, text: str) -> None:
    """The department does item `no` again with another text, leaves the others, and submits."""
    kept = {
        f"_{answer.item.no}": answer.contents()
        for answer in Answer.objects.filter(selfcheck=world.sheet(code)).select_related("item")
    }
    head = world.head if code == "SALES" else world.service_head
    fill(world, code, **{**kept, f"_{no}": said(text)})
    sign(world, code, by=head, signature=head.title)


def test_a_submission_asks_once_and_the_office_finds_what_is_superficial(world):
    start(world)
    submit(world, _1=said("已落实"), _2=said(OWN), _3={"result": "no", "text": OWN})
    job = Job.objects.get(kind="hints")
    assert (job.by, job.order_for["round"], standing(world)) == (None, 1, [])
    assert jobs.run(job.pk)
    assert standing(world) == [(1, "short", 3, 11)]
    assert Job.objects.get().result == {"hints": 1}


def test_running_it_again_changes_nothing(both):
    before = list(Hint.objects.order_by("pk").values())
    for sheet in (both.sheet(), both.sheet("SERVICE")):
        hints.work(Job(order_for=Job.objects.get(key__contains=f"/{sheet.pk}/").order_for))
    assert list(Hint.objects.order_by("pk").values()) == before != []


def test_a_pair_is_shown_on_both_sides_whoever_came_first(both):
    assert copies(both, "SALES") == [(2, "copied", 80, 75)]
    assert copies(both, "SERVICE") == [(2, "copied", 80, 75)]
    one, other = Hint.objects.filter(kind="copied").order_by("selfcheck__department__order")
    assert (one.other_answer, other.other_answer) == (other.answer, one.answer)


def test_what_a_department_is_still_typing_is_compared_with_nothing(world):
    start(world)
    submit(world, _2=said(TEXT))
    fill(world, "SERVICE", _2=said(TEXT))
    jobs.run_all()
    assert copies(world, "SALES") == []


def test_the_same_text_on_another_item_is_no_copy(world):
    start(world)
    submit(world, _1=said(OWN), _2=said(TEXT), _3=said(OWN))
    submit(world, "SERVICE", _2=said(OWN), _3=said(TEXT))
    jobs.run_all()
    assert (copies(world, "SALES"), copies(world, "SERVICE")) == ([], [])


def test_an_answer_done_again_loses_its_hint_and_so_does_the_other_side(both):
    send_back(both, "SERVICE", 2)
    assert copies(both, "SERVICE") == [(2, "copied", 80, 75)]  # until it is submitted again
    redo(both, "SERVICE", 2, OWN)
    jobs.run_all()
    assert (copies(both, "SALES"), copies(both, "SERVICE")) == ([], [])
    assert Hint.objects.filter(kind="copied", stands=False).count() == 2


def test_an_answer_that_now_reads_like_another_is_marked_on_both_sides(both):
    send_back(both, "SERVICE", 3)
    redo(both, "SERVICE", 3, TEXT)
    jobs.run_all()
    assert copies(both, "SALES") == [(2, "copied", 80, 75), (3, "copied", 100, 75)]
    assert copies(both, "SERVICE") == [(2, "copied", 80, 75), (3, "copied", 100, 75)]


def test_a_job_of_a_round_that_is_over_does_nothing(world):
    start(world)
    submit(world, _1=said("已落实"))
    late = Job.objects.get(kind="hints")
    send_back(world, "SALES", 1)
    assert jobs.run(late.pk)
    assert (Job.objects.get(pk=late.pk).state, Hint.objects.count()) == ("done", 0)


def test_a_sheet_that_went_back_while_the_job_ran_is_left_alone(world, monkeypatch):
    start(world)
    submit(world, _1=said("已落实"))
    found = Finder.of_sheets

    def slow(self, sheets):
        marks = found(self, sheets)
        send_back(world, "SALES", 1)
        return marks

    monkeypatch.setattr("campaigns.hint_finding.Finder.of_sheets", slow)
    jobs.run_all()
    assert Hint.objects.count() == 0


def test_two_jobs_side_by_side_lose_no_pair(both):
    """The one that read before the other sheet came writes last: the pair it did not know of is
    still true."""
    finder = Finder(both.campaign, HintLimits.of(both.campaign).limits)
    kept = HintLimits.of(both.campaign)
    late = finder.of_sheets([both.sheet()])
    hint_writing._write(finder, kept, [both.sheet()], late)
    assert copies(both, "SALES") == [(2, "copied", 80, 75)]


def test_damaged_evidence_is_no_evidence(world):
    start(world)
    CheckItem.objects.filter(no=1).update(evidence_rule="always")
    with_file(world)
    jobs.run_all()
    assert (1, "no_evidence", 0, 1) not in standing(world)
    Evidence.objects.update(is_damaged=True)
    hints.ask_again(world.sheet(), by=world.clerk)
    jobs.run_all()
    assert (1, "no_evidence", 0, 1) in standing(world)


def test_named_evidence_is_asked_for_only_where_it_can_be_given(world):
    start(world)
    CheckItem.objects.update(evidence_hint="签到表")
    CheckItem.objects.filter(no=2).update(evidence_rule="never")
    CheckItem.objects.filter(no=3).update(evidence_hint="")
    submit(world)
    change(world, named_evidence=True)
    jobs.run_all()
    assert [row[0] for row in standing(world) if row[1] == "no_evidence"] == [1]


def with_file(world) -> None:
    fill(world, _1=said(OWN), _2=said(OWN), _3=said(OWN))
    sheet = world.sheet()
    kept = evidence.store(pdf(), sheet.campaign, sheet.department, by=world.head)
    answer = Answer.objects.select_related("selfcheck", "item").get(selfcheck=sheet, item__no=1)
    attaching.attach(answer, kept, by=world.head)
    sign(world, by=world.head, signature=world.head.title)


def test_seconds_come_from_the_saves(world):
    start(world)
    submit(world, _1=said(OWN), _2=said(TEXT), _3=said("抽查三份协议均有签字落款和日期"))
    first = AnswerVersion.objects.order_by("pk").first()
    for row, seconds in zip(AnswerVersion.objects.order_by("pk"), (0, 6, 66), strict=True):
        AnswerVersion.objects.filter(pk=row.pk).update(at=first.at + timedelta(seconds=seconds))
    jobs.run_all()
    assert standing(world) == [(2, "fast", 6, 10)]


def test_the_review_tells_what_was_measured_and_shows_both_texts(both):
    page = text_of(at_browser("clerk").get(url("review_item", 2)))
    assert "疑似照抄服务部：" in page
    assert "与服务部同一项文字相似80%，本次活动设定为75%。 只提示，不作结论。" in page
    html = at_browser("clerk").get(url("review_item", 2)).content.decode()
    assert "<mark>12</mark>" in html and "<mark>9</mark>" in html
    assert html.index("<mark>12</mark>") < html.index("<mark>9</mark>")


def test_the_other_text_is_the_one_that_was_submitted(both):
    send_back(both, "SERVICE", 2)
    fill(both, "SERVICE", _2=said("正在重写的草稿，还没有交上来，审核人不应当看到这段文字。"))
    page = text_of(at_browser("clerk").get(url("review_item", 2)))
    assert "已全部落实到位" in page.replace(" ", "") and "正在重写" not in page


def test_a_department_reads_no_hint_and_no_other_text(both):
    head = at_browser("head")
    for name, args in (("fill", []), ("fill_item", [2])):
        page = head.get(url(name, *args)).content.decode()
        assert "照抄" not in page and "已全部落实到位" not in page
    assert head.get(url("review_item", 2)).status_code == 403
    assert not Hint.objects.visible_to(both.head).exists()
    assert Hint.objects.visible_to(both.inspector).count() == Hint.objects.count()


def test_the_log_of_a_department_says_nothing_of_hints(both):
    Hint.objects.filter(kind="copied").first().dismiss(by=both.clerk)
    hints.change_limits(HintLimits.of(both.campaign), by=both.clerk)
    hints.ask_again(both.sheet(), by=both.clerk)
    said_of = {event.kind for event in Event.objects.visible_to(both.head)}
    assert said_of.isdisjoint({"hint.dismissed", "hintlimits.changed", "job.retried"})


def test_a_hint_that_was_looked_at_is_no_longer_counted(both):
    hint = Hint.objects.get(kind="copied", selfcheck=both.sheet())
    clerk = at_browser("clerk")
    before = hints.counts(both.campaign)[both.sheet().pk]
    answer = clerk.post(url("dismiss_hint", hint.pk))
    assert answer.url == url("review_item", 2)
    assert "监督室专员已核看" in text_of(clerk.get(url("review_item", 2)))
    assert hints.counts(both.campaign).get(both.sheet().pk, 0) == before - 1
    assert Event.objects.get(kind="hint.dismissed").particulars == {"hint": "copied"}
    assert clerk.post(url("dismiss_hint", hint.pk)).status_code == 409


def test_what_was_looked_at_stays_so_until_another_pair_is_found(both):
    Hint.objects.get(kind="copied", selfcheck=both.sheet()).dismiss(by=both.clerk)
    hints.ask_again(both.sheet(), by=both.clerk)
    jobs.run_all()
    assert Hint.objects.get(kind="copied", selfcheck=both.sheet()).is_dismissed


def test_hints_are_counted_by_sheet_in_one_statement(both, django_assert_num_queries):
    with django_assert_num_queries(1):
        counted = hints.counts(both.campaign)
    assert counted == {
        both.sheet().pk: len(standing(both)),
        both.sheet("SERVICE").pk: len(standing(both, "SERVICE")),
    }


def test_the_office_sees_that_hints_are_missing_and_asks_again(world, monkeypatch):
    start(world)
    submit(world, _1=said("已落实"))
    clerk = at_browser("clerk")
    assert "正在查找提示" in text_of(clerk.get(url("review_sheet")))
    with monkeypatch.context() as broken:
        broken.setattr("campaigns.hints.renew", fail)
        jobs.run_all()
    page = clerk.get(url("review_sheet"))
    assert "查找提示未成功" in text_of(page) and "重新查找提示" in text_of(page)
    assert "重新查找提示" not in text_of(at_browser("leader").get(url("review_sheet")))
    clerk.post(url("find_hints"), follow=True)
    jobs.run_all()
    page = text_of(clerk.get(url("review_item", 1)))
    assert "查找提示" not in page and "3字，本次活动设定为11字。" in page


def fail(*_args):
    raise RuntimeError("没有内存")


def test_a_sheet_from_before_the_hints_can_be_looked_through(both):
    Job.objects.all().delete()
    assert "本表还没有查找过提示" in text_of(at_browser("clerk").get(url("review_sheet")))


def test_a_sheet_with_the_department_is_not_looked_through(world):
    start(world)
    fill(world)
    with pytest.raises(NotAllowed):
        hints.ask_again(world.sheet(), by=world.clerk)


def test_hints_cost_the_review_the_same_however_many_there_are(both):
    clerk = at_browser("clerk")
    one = cost(clerk, url("review_item", 2))
    answer = Answer.objects.get(selfcheck=both.sheet(), item__no=2)
    for kind in ("fast", "objective", "no_evidence"):
        Hint.objects.create(
            selfcheck=both.sheet(), answer=answer, version=1, kind=kind, measure=1, limit=9
        )
    assert cost(clerk, url("review_item", 2)) == one


def change(world, **fields) -> Job:
    limits = HintLimits.of(world.campaign)
    for name, value in fields.items():
        setattr(limits, name, value)
    return hints.change_limits(limits, by=world.clerk)


def test_other_thresholds_find_all_hints_of_the_campaign_anew(both):
    job = change(both, alike_percent=81, short_chars=None)
    assert copies(both, "SALES") == [(2, "copied", 80, 75)]
    jobs.run(job.pk)
    assert (copies(both, "SALES"), copies(both, "SERVICE")) == ([], [])
    jobs.run(change(both, alike_percent=60).pk)
    assert copies(both, "SALES") == [(2, "copied", 80, 60)]
    event = Event.objects.filter(kind="hintlimits.changed").last()
    assert event.particulars["fields"] == ["short_chars", "alike_percent"]


def test_switching_comparisons_off_takes_their_hints_away(both):
    jobs.run(change(both, alike_percent=None).pk)
    assert (copies(both, "SALES"), copies(both, "SERVICE")) == ([], [])


def test_thresholds_belong_to_one_campaign(both):
    change(both, short_chars=50)
    assert HintLimits.objects.get().campaign == both.campaign
    assert HintLimits.of(type(both.campaign)(pk=0)).short_chars == 11


def test_who_changes_thresholds_second_is_told(both):
    stale = HintLimits.of(both.campaign)
    change(both, short_chars=50)
    stale.short_chars = 5
    with pytest.raises(NotAllowed):
        hints.change_limits(stale, by=both.clerk)
    assert HintLimits.objects.get().short_chars == 50


def test_a_job_under_old_thresholds_begins_anew(both, monkeypatch):
    tried = []
    real = hints.renew

    def moved_once(*args):
        tried.append(1)
        if len(tried) == 1:
            raise Moved
        return real(*args)

    monkeypatch.setattr("campaigns.hints.renew", moved_once)
    jobs.run(hints.ask_again(both.sheet(), by=both.clerk).pk)
    assert (len(tried), Job.objects.first().state) == (2, "done")


def test_nothing_is_written_under_thresholds_that_no_longer_hold(both):
    kept = HintLimits.of(both.campaign)
    finder = Finder(both.campaign, kept.limits)
    change(both, short_chars=50)
    with pytest.raises(Moved):
        hint_writing._write(finder, kept, [both.sheet()], [])


def test_the_office_changes_thresholds_on_a_page(both):
    page = reverse("hint_limits", args=["spring"])
    clerk = at_browser("clerk")
    form = {"alike_chars": "30", "short_chars": "40", "version": "0", "objective": "人手不足"}
    assert clerk.post(page, {**form, "alike_percent": "300"}).status_code == 422
    assert clerk.post(page, form).url == reverse("review", args=["spring"])
    kept = HintLimits.objects.get()
    assert (kept.short_chars, kept.fast_seconds, kept.version) == (40, None, 1)
    assert kept.limits.objective == ("人手不足",)
    assert clerk.post(page, form).status_code == 409
    reader = at_browser("inspector")
    assert "disabled" in reader.get(page).content.decode()
    assert reader.post(page, form).status_code == 403


def test_the_earlier_text_is_shown_to_whoever_may_read_that_campaign(both):
    """The rule is the look-up: an earlier campaign that does not exist for the reader has only
    its name here."""
    answer = Answer.objects.get(selfcheck=both.sheet(), item__no=2)
    theirs = Answer.objects.get(selfcheck=both.sheet("SERVICE"), item__no=2)
    Hint.objects.create(
        selfcheck=both.sheet(), answer=answer, version=1, kind="last_time",
        measure=80, limit=75, other_answer=theirs, other_version=1,
    )  # fmt: skip
    for person, sees in ((both.clerk, True), (both.stranger, False)):
        shown = [s for s in hint_shown.of_answer(answer, person) if s.hint.kind == "last_time"]
        assert [one.other is not None for one in shown] == [sees]
        assert "与“春季专项自查”的文字相似80%" in shown[0].text


def test_a_filtered_sheet_opens_at_an_item_with_hints(world):
    start(world)
    submit(world, _1=said(OWN), _2=said("已落实"), _3=said(OWN))
    jobs.run_all()
    page = at_browser("clerk").get(url("review_sheet"), {"show": "hints"})
    assert page.context["page"].row.item.no == 2


def test_the_queue_tells_where_hints_are_missing(world):
    start(world)
    submit(world)
    clerk, queue = at_browser("clerk"), reverse("review", args=["spring"])
    assert "还有1张自查表正在查找提示" in text_of(clerk.get(queue))
    Job.objects.update(state="failed")
    assert "有1张自查表未能查找提示" in text_of(clerk.get(queue))
    hints.ask_again(world.sheet(), by=world.clerk)
    jobs.run_all()
    assert "查找提示" not in text_of(clerk.get(queue))
