"""文书: numbered, signed for by the head, answered within their clock, settled or withdrawn."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from lxml import html

from findings.models import Finding
from organization import clock
from organization.models import Event, NotAllowed, Notification, NumberSeries, Person
from organization.models.role import grant, revoke
from organization.waiting import waiting
from rectification import letters, planning
from rectification.models import Letter, LetterAnswer, LetterRules, Task
from rectification.permissions import can_judge_answer
from reports import letters as papers
from tests.correspondence import advice, again, finding_of, notice, slip, with_finding
from tests.counting import queries_of
from tests.stage import staged
from tests.visiting import get, post, text, things, visit
from tests.world import at

ISSUED = date(2026, 3, 16)  # a Monday


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(with_finding, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


@pytest.fixture
def sent(world) -> Letter:
    with clock.at(at(ISSUED)):
        return papers.issue(notice(world), by=world.clerk)


def sign(world, letter, on=ISSUED):
    with clock.at(at(on, 11)):
        letters.sign_for(again(letter), "销售部负责人", by=world.head)


def answer(world, letter, words="已补齐", on=ISSUED):
    with clock.at(at(on, 12)):
        letters.answer(again(letter), words, by=world.head)


def told(kind: str) -> set[str]:
    return set(Notification.objects.filter(kind=kind).values_list("recipient__account", flat=True))


def test_an_issued_letter_has_number_head_and_a_day_for_the_answer(world, sent):
    assert (sent.number, sent.no, sent.head) == ("整〔2026〕1号", 1, world.head)
    assert (sent.status, sent.issued_by) == ("sent", world.clerk)
    assert sent.reply_by == date(2026, 3, 30)  # ten working days later
    assert told("letter_issued") == {"head"}
    assert Event.objects.about(sent).values_list("kind", flat=True)[0] == "letter.issued"


def test_numbers_follow_each_other_in_a_series_of_a_year(world, sent):
    rules = LetterRules.of(world.campaign)
    rules.change(by=world.clerk, prefix="示监")
    with clock.at(at(ISSUED)):
        second = papers.issue(notice(world), by=world.clerk)
        other = papers.issue(advice(world), by=world.clerk)
    with clock.at(at(date(2027, 1, 4))):
        next_year = papers.issue(notice(world), by=world.clerk)
    assert second.number == "示监整〔2026〕2号"
    assert other.number == "示监建〔2026〕1号"
    assert next_year.number == "示监整〔2027〕1号"


def test_slips_of_all_levels_share_their_numbers(world):
    with clock.at(at(ISSUED)):
        first = papers.issue(slip(world, "reminder"), by=world.clerk)
        higher = papers.issue(letters.step_up(again(first), by=world.clerk), by=world.clerk)
    assert (first.number, higher.number) == ("督〔2026〕1号", "督〔2026〕2号")
    assert (again(first).status, higher.kind) == ("superseded", "slip")


def test_the_words_stand_once_issued(world, sent):
    before = papers.words_of(again(sent))
    Finding.objects.update(title="换了标题", problem="换了", rule_document="《新办法》")
    LetterRules.of(world.campaign).change(by=world.clerk, objection_days=20)
    assert papers.words_of(again(sent)) == before
    with pytest.raises(NotAllowed):
        letters.change(again(sent), sent.version, by=world.clerk, topic="别的")


def test_nothing_is_issued_while_something_is_missing(world):
    Finding.objects.update(rule_document="", rule_clause="")
    letter = notice(world, demands="", plan_due_on=None)
    with pytest.raises(NotAllowed) as refused:
        papers.issue(letter, by=world.clerk)
    told_missing = [reason.text for reason in refused.value.reasons]
    assert told_missing == ["待补：依据文件", "待补：整改要求", "待补：整改方案报送时间"]
    assert (again(letter).status, again(letter).number) == ("draft", "")
    assert not NumberSeries.objects.filter(key__contains="letters").exists()


def test_only_a_head_of_the_addressee_signs(world, sent):
    for account in ("clerk", "member", "service_head", "leader"):
        with pytest.raises(NotAllowed):
            letters.sign_for(again(sent), "某某", by=Person.objects.get(account=account))
    grant(world.member, "head", world.departments["SALES"], by=None)  # a deputy
    letters.sign_for(again(sent), "销售部填报人", by=world.member)
    assert (again(sent).signed_name, again(sent).signed_for_by) == ("销售部填报人", world.member)


def test_the_head_signs_with_the_own_name_in_two_taps(world, sent):
    page = get("head", "letter", "spring", sent.pk)
    assert len(page.xpath("//form[@data-act='read_letter']")) == 1
    field = page.xpath("//dialog//input[@name='signed_name']")[0]
    assert field.get("value") == "销售部负责人"
    post("head", "sign_letter", "spring", sent.pk, signed_name="总经理", status=422)
    assert again(sent).status == "sent"
    signed = post("head", "sign_letter", "spring", sent.pk, signed_name="销售部负责人")
    assert things(signed.page, "letter")[0] == (f"letter:{sent.pk}", "signed_for")
    assert "本部门已于" in text(signed.page)
    assert (again(sent).signed_name, again(sent).signed_address) == ("销售部负责人", "127.0.0.1")


def test_looking_at_it_notes_nothing_and_opening_it_is_noted_once(world, sent):
    get("head", "letter", "spring", sent.pk)
    assert again(sent).read_at is None
    with clock.at(at(ISSUED, 15)):
        post("head", "read_letter", "spring", sent.pk)
    with clock.at(at(ISSUED, 16)):
        post("head", "read_letter", "spring", sent.pk)
    assert again(sent).read_at == at(ISSUED, 15)
    assert Event.objects.about(sent).filter(kind="letter.read").count() == 1


def test_it_is_answered_after_it_was_signed_for(world, sent):
    with pytest.raises(NotAllowed):
        letters.answer(again(sent), "已补齐", by=world.head)
    sign(world, sent)
    answer(world, sent)
    row = LetterAnswer.objects.get()
    assert (row.round, row.text, row.by, row.outcome) == (1, "已补齐", world.head, "")
    assert told("letter_answered") == {"clerk"}


def test_an_answer_is_sent_back_and_given_once_more(world, sent):
    sign(world, sent)
    answer(world, sent)
    letters.send_back(again(sent), by=world.clerk, opinion="未写完成时间")
    assert told("letter_returned") == {"head"}
    page = get("head", "letter", "spring", sent.pk)
    [note] = page.xpath("//main//*[contains(@class, 'note-late')]")
    assert "未写完成时间" in text(note)
    answer(world, sent, "已于昨日补齐")
    letters.settle(again(sent), by=world.clerk, opinion="同意")
    rounds = LetterAnswer.objects.values_list("round", "outcome", "opinion")
    assert list(rounds) == [(1, "returned", "未写完成时间"), (2, "accepted", "同意")]
    assert (again(sent).status, again(sent).settled_by) == ("settled", world.clerk)
    assert told("letter_settled") == {"head"}


def test_nobody_looks_at_the_own_answer(world, sent):
    sign(world, sent)
    answer(world, sent)
    grant(world.head, "office", world.campaign, by=None)
    assert not can_judge_answer(world.head, again(sent))
    for verb in (letters.settle, letters.send_back):
        with pytest.raises(NotAllowed):
            verb(again(sent), by=world.head, opinion="同意")
    revoke(world.head, "head", world.departments["SALES"], by=None)
    with pytest.raises(NotAllowed):
        letters.settle(again(sent), by=world.head)
    assert again(sent).status == "answered"


def test_a_withdrawn_letter_keeps_its_number_and_its_receipt(world, sent):
    sign(world, sent)
    post("clerk", "withdraw_letter", "spring", sent.pk, status=422)
    post("clerk", "withdraw_letter", "spring", sent.pk, reason="主送有误")
    gone = again(sent)
    assert (gone.status, gone.withdraw_reason, gone.signed_name) == (
        "withdrawn",
        "主送有误",
        "销售部负责人",
    )
    assert gone.number == sent.number
    assert told("letter_withdrawn") == {"head"}
    with clock.at(at(ISSUED)):
        assert papers.issue(notice(world), by=world.clerk).number == "整〔2026〕2号"


def test_the_database_keeps_a_reason_for_every_withdrawal(world, sent):
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=sent.pk).update(status="withdrawn")


def test_one_matter_one_slip(world):
    first = slip(world, "reminder")
    with pytest.raises(NotAllowed) as refused:
        slip(world, "slip")
    assert [reason.pk for reason in refused.value.reasons] == [first.pk]
    letters.withdraw(first, "改发督办单", by=world.clerk)
    assert slip(world, "slip").status == "draft"


def test_a_slip_urges_an_open_task_at_its_lead_department(world):
    with pytest.raises(NotAllowed):
        letters.draft(
            world.campaign,
            "slip",
            world.departments["SERVICE"],
            by=world.clerk,
            task=world.task,
        )
    letter = slip(world)
    task = Task.objects.get(pk=world.task.pk)
    task.report_progress("已补齐", 100, by=world.head)
    task.submit(by=world.head)
    planning.accept(task, by=world.inspector)
    with pytest.raises(NotAllowed):
        papers.issue(again(letter), by=world.clerk)


@pytest.mark.parametrize("change", [{"restricted": True}, {"department": "SERVICE"}])
def test_a_letter_names_no_finding_that_the_addressee_does_not_see(world, change):
    letter = notice(world)
    if "department" in change:
        change = {"department": world.departments["SERVICE"]}
    Finding.objects.update(**change)
    world.finding = Finding.objects.get()
    with pytest.raises(NotAllowed):
        notice(world)
    with pytest.raises(NotAllowed):
        papers.issue(again(letter), by=world.clerk)


def test_copies_stay_off_until_the_office_confirms_them(world):
    world.departments["SALES"].in_charge.add(world.leader)
    with clock.at(at(ISSUED)):
        first = papers.issue(notice(world), by=world.clerk)
    assert (list(first.copies.all()), told("letter_copied")) == ([], set())
    post("clerk", "confirm_copies", "spring")
    with clock.at(at(ISSUED)):
        second = papers.issue(notice(world), by=world.clerk)
    assert (list(second.copies.all()), told("letter_copied")) == ([world.leader], {"leader"})
    assert Event.objects.filter(kind="letterrules.copies_confirmed").count() == 1


def test_a_leader_who_gets_a_copy_reads_it_and_nothing_else(world):
    LetterRules.of(world.campaign).confirm_copies(by=world.clerk)
    world.departments["SALES"].in_charge.add(world.employee)
    copied, other = notice(world), notice(world, copies=[])
    get("employee", "letter", "spring", copied.pk, status=404)
    for letter in (copied, other):
        papers.issue(letter, by=world.clerk)
    get("employee", "letter", "spring", copied.pk)
    get("employee", "letter", "spring", other.pk, status=404)
    page = get("employee", "letters", "spring")
    assert things(page, "letter") == [(f"letter:{copied.pk}", "sent")]


def test_what_waits_at_home_follows_the_letter(world, sent):
    def lines(account):
        found = waiting(Person.objects.get(account=account))
        return [
            (e.kind, e.due_on)
            for e in found
            if ("整改通知书" in e.title or "文书" in e.title) and e.kind != "issue_slips"
        ]

    with clock.at(at(ISSUED)):
        assert lines("head") == [("letter", sent.reply_by)]
        assert (lines("member"), lines("clerk"), lines("service_head")) == ([], [], [])
    with clock.at(at(date(2026, 3, 31))):
        assert lines("clerk") == [("chase", sent.reply_by)]
    sign(world, sent)
    assert lines("head") == [("letter", sent.reply_by)]
    answer(world, sent)
    assert lines("head") == []
    assert lines("clerk") == [("answers", sent.reply_by)]
    letters.settle(again(sent), by=world.clerk)
    assert lines("clerk") == []


def test_the_register_shows_who_has_not_signed_or_answered(world, sent):
    late = date(2026, 4, 1)
    with clock.at(at(late)):
        page = get("clerk", "letters", "spring", query="?shelf=late")
        assert things(page, "letter") == [(f"letter:{sent.pk}", "sent")]
        assert "逾期" in text(page.xpath("//tbody")[0])
        page = get("clerk", "letters", "spring", query="?shelf=sign")
        assert things(page, "letter") == []
    with clock.at(at(ISSUED)):
        page = get("clerk", "letters", "spring", query="?shelf=sign&department=SALES&kind=notice")
        assert things(page, "letter") == [(f"letter:{sent.pk}", "sent")]
    assert things(get("service_head", "letters", "spring"), "letter") == []


def test_an_answer_after_its_day_stays_late(world, sent):
    sign(world, sent)
    answer(world, sent, on=date(2026, 3, 31))
    assert again(sent).light(date(2026, 4, 10)) == "done_late"


def test_a_draft_is_changed_by_one_at_a_time(world):
    letter = notice(world)
    form = {"findings": [world.finding.pk], "topic": "新题", "demands": "补", "version": 1}
    post("clerk", "change_letter", "spring", letter.pk, **form)
    post("clerk", "change_letter", "spring", letter.pk, status=409, **form)
    assert (again(letter).topic, again(letter).version) == ("新题", 2)


def test_the_finding_shows_its_letters_to_those_who_may_read_them(world, sent):
    draft = notice(world)
    page = get("clerk", "finding", "spring", 1)
    assert {thing for thing, _ in things(page, "letter")} == {
        f"letter:{sent.pk}",
        f"letter:{draft.pk}",
    }
    page = get("head", "finding", "spring", 1)
    assert things(page, "letter") == [(f"letter:{sent.pk}", "sent")]


def test_the_notice_begins_with_the_finding_and_its_deadline(world):
    finding_of(world)
    page = get("clerk", "new_letter", "spring", query="?kind=notice&department=SALES&finding=1")
    assert page.xpath("//input[@name='findings'][@checked]")[0].get("value") == str(
        world.finding.pk
    )
    assert page.xpath("//input[@name='due_on']")[0].get("value") == str(world.task.due_on)


def test_a_department_without_a_head_gets_no_letter(world):
    letter = notice(world)
    revoke(world.head, "head", world.departments["SALES"], by=None)
    with pytest.raises(NotAllowed):
        papers.issue(letter, by=world.clerk)


def test_the_register_costs_the_same_for_one_letter_and_for_three(world, sent):
    client, url = visit("clerk"), reverse("letters", args=["spring"])
    one = queries_of(client, url, 'data-thing="letter:', 1)
    with clock.at(at(ISSUED)):
        for _ in range(2):
            papers.issue(notice(world), by=world.clerk)
    assert queries_of(client, url, 'data-thing="letter:', 3) == one


@pytest.mark.parametrize("kind", ["reminder", "slip", "notice"])
def test_slips_are_never_stepped_down(world, kind):
    with clock.at(at(ISSUED)):
        letter = papers.issue(slip(world, "slip"), by=world.clerk)
    with pytest.raises(NotAllowed):
        letters.step_up(again(letter), by=world.clerk, kind=kind)
    assert again(letter).status == "sent"


def test_a_refusal_leads_back_to_the_page_of_the_act(world, sent):
    def ways(before: str) -> list[str]:
        act = reverse("issue_letter", args=["spring", sent.pk])
        answer = visit("clerk").post(act, headers={"Referer": before})
        assert answer.status_code == 409
        page = html.document_fromstring(answer.content.decode())
        return page.xpath("//p[@class='refusal-acts']/a/@href")

    page = f"http://testserver/campaigns/spring/letters/{sent.pk}/"
    assert ways(page) == [page, "/"]
    assert ways("https://elsewhere.example/") == ["/"]
    assert ways(f"{page}issue/") == ["/"]


def test_nobody_is_addressed_before_the_office_chooses(world):
    page = get("clerk", "new_letter", "spring")
    [first, *_others] = page.xpath("//select[@name='department']/option")
    assert (first.get("value"), text(first)) == ("", "请选择")


def test_files_taken_out_one_after_the_other_are_one_line(world, sent):
    for format_ in ("pdf", "docx", "pdf"):
        get_file("clerk", sent, format_)
    page = get("clerk", "letter", "spring", sent.pk)
    lines = [text(line) for line in page.xpath("//ol[@class='tl']/li")]
    [taken] = [line for line in lines if "文书已导出" in line]
    assert "共3次，首次" in taken


def get_file(account: str, letter: Letter, format_: str) -> None:
    address = reverse("letter_file", args=["spring", letter.pk, format_])
    assert visit(account).get(address).status_code == 200
