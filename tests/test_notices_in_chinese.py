"""Every kind of notice as a mail: Chinese subject and text, one link, no Latin word."""

import ast
import re
from datetime import date, time, timedelta
from email import message_from_bytes, policy

import pytest
from django.conf import settings

from campaigns import (
    calling,
    circulating,
    ending,
    handing_over,
    heads,
    inspecting,
    layers,
    personal_filling,
    personal_review,
    registers,
    returns,
    verification,
    verification_feedback,
    verification_planning,
)
from campaigns.audience import To
from campaigns.models import Answer, Campaign, Meeting, Participation, Site, Verification
from findings import (
    evaluators,
    feedback,
    lessons,
    opinion_disposing,
    suggesting,
    visit_scripts,
    visiting,
    zero_tolerance,
)
from findings.consolidation import report_finding
from findings.models import Finding, FindingFeedback, ListWord
from organization import clock, entering
from organization.delivery import deliver_waiting
from organization.models import Delivery, Person
from rectification import extending, letters, long_term, looking_back, planning, reminders
from rectification.models import LetterRules, Task
from reports import cosigning, editing, publishing
from reports import letters as papers
from reports.models import CoSignature, Publication
from tests import evaluating
from tests.correspondence import again, finding_of, notice
from tests.invited import invite, newcomer
from tests.outside import submitted, visitor_of
from tests.page_rules import LATIN, allowed_latin
from tests.personal import NOTHING, hand_in, sent_back
from tests.world import (
    DAY,
    World,
    accept_all,
    at,
    make_finding,
    make_task,
    phase,
    start,
    submit,
)

SITE = "http://intranet.example"
DUE = date(2026, 3, 20)
RUNG = re.compile(r"^ladder_.*")
NO = {"result": "no", "text": "资料不全", "cause": "重视不够"}


@pytest.fixture
def mails(world, settings, tmp_path, monkeypatch) -> dict[str, list]:
    """The mails of a whole campaign in which everything happens, by kind of notice."""
    settings.MAIL_DIR, settings.SITE_URL = tmp_path / "mail", SITE
    settings.EMAIL_BACKEND = "inspection.mail.FolderBackend"
    with clock.at(at(DAY)):
        answer_and_return(world)
        verify(world)
        rectify(world)
        correspond(world)
        hear(world)
        publish(world, monkeypatch)
        check_in_levels(world)
        change_heads(world)
        come_in(world)
        go_and_look(world)
        meet_jointly(world)
        be_evaluated(world)
        ask_for_scans()
    for day in (DUE - timedelta(days=8), DUE, DUE + timedelta(days=40)):
        with clock.at(at(day)):
            reminders.sweep()
            deliver_waiting()
    with clock.at(at(DUE + timedelta(days=41))):
        ending.cancel(Campaign.objects.get(), by=world.clerk, reason="上级另有部署")
        deliver_waiting()
    found: dict[str, list] = {}
    for path in settings.MAIL_DIR.glob("*.eml"):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        notice = Delivery.objects.get(message_id=mail["Message-ID"]).notification
        found.setdefault(RUNG.sub("ladder", notice.kind), []).append(mail)
    return found


def answer_and_return(world: World) -> None:
    """Circulated, handed over, submitted, sent back, accepted; 服务部 never submits."""
    start(world)
    mobilization = phase(world, "mobilization")
    calling.ask_departments(mobilization, by=world.clerk, on=DAY, title="部门专题会议")
    meeting = Meeting.objects.get(department=world.departments["SALES"])
    calling.arrange(meeting, by=world.head, starts_at=time(9), place="三楼会议室")
    calling.urge(meeting, by=world.clerk)
    people = [world.head, world.member]
    circulating.send_round(
        world.campaign, To(people=people), by=world.clerk, title="《通知》", on=DAY
    )
    handing_over.hand_over(world.sheet(), world.item(3), world.member, by=world.head)
    submit(world, "SALES", _2=NO)
    answers = Answer.objects.filter(selfcheck=world.sheet(), item__no=2).select_related("item")
    kept = {"reason": "superficial", "note": "写明份数", "due_on": DUE}
    returns.send_back(world.sheet(), answers, by=world.clerk, **kept)
    submit(world, "SALES", _2=NO)
    accept_all(world)


def ask_for_scans() -> None:
    """What was signed by hand is to come back as a scan."""
    campaign = Campaign.objects.get()
    campaign.wording["scan_days"] = "3"
    campaign.save(update_fields=["wording"])


def verify(world: World) -> None:
    """Planned, recorded, objected to, answered, corrected."""
    sales = world.departments["SALES"]
    draft = verification_planning.Draft(
        choice="numbers", numbers=frozenset({1}), departments=(sales,),
        inspectors=(world.inspector,), starts_on=DAY, due_on=DUE,
    )  # fmt: skip
    verification_planning.plan(world.campaign, draft, by=world.clerk)
    said = {"result": "no", "method": "现场查看", "text": "登记不全"}
    row = verification.verify(world.campaign, world.item(1), sales, by=world.inspector, **said)
    verification_feedback.comment(row, 1, "登记在另一册", by=world.head)
    row.refresh_from_db()
    verification_feedback.reply(row, row.version, "已补看", by=world.inspector)
    row.refresh_from_db()
    said["text"] = "缺一页"
    verification.correct(row, row.version, by=world.inspector, reason="补看了另一册", **said)


def hear(world: World) -> None:
    """A finding is objected to and answered, others check for the same, a suggestion is made."""
    row = Verification.objects.get()
    finding = report_finding(world.campaign, [row], by=world.clerk, title="登记不全")
    feedback.object_to(feedback.ask(finding, by=world.clerk), "另一册有", by=world.head)
    feedback.rule(FindingFeedback.objects.get(), "upheld", "另一册也不全", by=world.clerk)
    service = world.departments["SERVICE"]
    lesson = lessons.push(finding, [service], "登记是否齐全", DUE, by=world.clerk)
    lessons.answer(lesson.answers.get(), False, "逐份看过", by=world.service_head)
    suggesting.suggest(
        world.campaign, [finding], by=world.clerk, topic="统一登记", action="用一个模板",
        department=service,
    )  # fmt: skip


def rectify(world: World) -> None:
    """A task that is sent back once and then closed out, and one that stays open."""
    finding = make_finding(world)
    done, _open = make_task(world, DUE, finding=finding), make_task(world, DUE, finding=finding)
    for opinion in ("缺一份", ""):
        done.report_progress("已补齐", 100, by=world.member)
        done.submit(by=world.head)
        if opinion:
            planning.send_back(done, by=world.inspector, text=opinion)
        else:
            planning.accept(done, by=world.inspector)
    for_long(world, finding)
    look_back_in_vain(world, done)


def for_long(world: World, finding) -> None:
    """An extension is answered, another one is not; a milestone and a review are missed."""
    extended, waiting = (make_task(world, DUE, finding=finding) for _turn in range(2))
    later = DUE + timedelta(days=10)
    asked = extending.ask(extended, later, by=world.head, reason="厂家排期推迟")
    extending.approve(asked, by=world.leader, answer="同意延期")
    extending.ask(waiting, later, by=world.head, reason="人手不足")
    Finding.objects.update(track="long_term")
    plan = long_term.make_plan(Task.objects.get(pk=waiting.pk), "长期规范", "month", by=world.head)
    long_term.add_milestone(plan, "印发办法", DUE, by=world.head)


def look_back_in_vain(world: World, done: Task) -> None:
    """One look-back finds a problem that the office does not share; another one is due."""
    back = looking_back.relapse(
        done.look_backs.get(), by=world.inspector, method="现场查看", text="又缺一份"
    )
    back.dismiss(by=world.clerk, reason="资料已在归档途中")
    looking_back.plan_look_back(done, DUE, by=world.clerk)


def correspond(world: World) -> None:
    """A letter that is copied, answered, sent back, answered and settled; one withdrawn."""
    world.finding = finding_of(world)
    world.departments["SALES"].in_charge.add(world.leader)
    LetterRules.of(world.campaign).confirm_copies(by=world.clerk)
    kept, other = (papers.issue(notice(world), by=world.clerk) for _ in range(2))
    letters.withdraw(again(other), "主送有误", by=world.clerk)
    letters.sign_for(again(kept), "销售部负责人", by=world.head)
    for opinion in ("未写完成时间", ""):
        letters.answer(again(kept), "已补齐", by=world.head)
        if opinion:
            letters.send_back(again(kept), by=world.clerk, opinion=opinion)
        else:
            letters.settle(again(kept), by=world.clerk)


def check_in_levels(world: World) -> None:
    """Two leaders check themselves: one is sent back once, one is read by somebody else."""
    leaders = Person.objects.filter(account__in=["leader", "inspector"])
    leaders.update(level="executive", department=world.departments["CO"])
    leading = world.campaign.groups.get(kind="leading")
    leading.add(world.leader, "chair", by=world.clerk)
    leading.add(world.inspector, "deputy", by=world.clerk)
    level = layers.plan_level(
        world.campaign, [world.item(1)], by=world.clerk, name="班子成员率先查",
        audience="executive", due_on=DUE, chair_reviews=True,
    )  # fmt: skip
    layers.open_level(level, by=world.clerk)
    first, second = level.sheets.order_by("pk")
    for sheet in (first, second):
        hand_in(sheet, NOTHING)
    personal_review.name_reviewer(first, world.service_head, by=first.reviewer)
    personal_review.accept_sheet(first, by=world.service_head)
    sent_back(second, "请再深挖", by=second.reviewer)
    personal_filling.submit_sheet(second, by=second.person, signature=second.person.name)
    personal_review.accept_sheet(second, by=second.reviewer)


def change_heads(world: World) -> None:
    """销售部 gets a deputy, then another head."""
    place = Participation.objects.get(campaign=world.campaign, department__code="SALES")
    heads.name_deputy(place, world.member, by=world.head)
    heads.withdraw_deputy(place, world.member, by=world.head)
    Person.objects.filter(account="employee").update(department=place.department)
    heads.hand_over_department(place, world.employee, by=world.clerk)


def come_in(world: World) -> None:
    """Somebody new is invited, and says that the own entry is wrong."""
    person = newcomer(world, "SERVICE", email="newcomer@example.org")
    Person.objects.filter(pk=person.pk).update(account="180001")  # the mail names the account
    entering.object_to(invite(world, person, by="service_head"), "岗位不对")


def go_and_look(world: World) -> None:
    """A firm is to visit a hall; its record goes back."""
    guest = visitor_of(world)
    script = visit_scripts.usual_script(world.campaign, by=world.clerk)
    sales = world.departments["SALES"]
    registers.add_sites(world.campaign, ["一号厅"], kind="own", department=sales, by=world.clerk)
    visiting.plan_visits(
        world.campaign,
        [(Site.objects.get(), guest)],
        script=script,
        by=world.clerk,
        title="三月暗访",
        starts_on=clock.today(),
        ends_on=clock.today(),
    )
    visiting.send_back(submitted(world), "请补充照片", by=world.clerk)
    told = {"on": clock.today(), "text": "答复生硬", "came_from": "complaint"}
    of = ListWord.objects.filter(kind="fault_class").first()
    fault = zero_tolerance.open_record(world.campaign, of, sales, by=world.clerk, **told)
    zero_tolerance.answer(fault, text="已致歉", post="营业班长", by=world.employee)
    zero_tolerance.send_back(fault, "未说明措施", by=world.clerk)


def meet_jointly(world: World) -> None:
    """销售部 comes to a joint meeting of the day."""
    told = {
        "title": "服务联席会",
        "period": "month",
        "subjects": ["投诉分析"],
        "owner": world.clerk,
    }
    plan = inspecting.plan(
        world.campaign, by=world.clerk, kind="meeting", starts_on=clock.today(), **told
    )
    inspecting.record_meeting(
        plan.inspections.get(),
        by=world.clerk,
        on=clock.today(),
        departments=[world.departments["SALES"]],
        host="总经理",
        told=["投诉分析"],
        minutes="已研究。",
    )


def be_evaluated(world: World) -> None:
    """An evaluator gets something to read, a reply, and is asked for scores."""
    evaluating.appointed(world)
    said = evaluators.say(world.campaign, "窗口太少", by=world.deputy)
    opinion_disposing.reply(said, "已增开两个窗口", by=world.clerk)
    evaluators.publish(world.campaign, "工作简报第一期", "查找问题三项", by=world.clerk)
    evaluating.opened(world)


def publish(world: World, monkeypatch) -> None:
    """Asked for, remarked upon, objected to and taken back, asked for again, signed."""
    monkeypatch.setattr(publishing, "reasons", lambda *_: [])
    publishing.draft(world.campaign, "final", by=world.clerk)
    publishing.send_to_review(Publication.objects.get(), by=world.clerk)
    editing.remark(Publication.objects.get(), "opening", "请再核实。", by=world.leader)
    co_sign(world, Publication.objects.get())
    publishing.take_back(Publication.objects.get(), by=world.leader)
    publishing.send_to_review(Publication.objects.get(), by=world.clerk)
    publishing.sign(Publication.objects.get(), by=world.leader)


def co_sign(world: World, paper: Publication) -> None:
    """A department is asked to co-sign, objects and is answered."""
    cosigning.ask(paper, [world.departments["SALES"]], by=world.clerk)
    row = CoSignature.objects.select_related("publication__campaign", "department").get()
    document = publishing.words_of(paper).document
    cosigning.object_to(row, document, by=world.head, opinion="数据有误。")
    cosigning.answer(row, "已核实。", by=world.clerk)


def kinds_in_the_code() -> set[str]:
    """The kinds that verbs give to what tells people."""
    places = {"notify": 2, "notify_each": 1, "ask": 2, "_tell": 2, "tell_of_letter": 2}
    found = set()
    for app in ("organization", "campaigns", "findings", "rectification", "reports"):
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = getattr(getattr(node, "func", None), "id", "")
                if isinstance(node, ast.Call) and name in places:
                    kind = dict(enumerate(node.args)).get(places[name])
                    if isinstance(kind, ast.Constant):
                        found.add(kind.value)
    return found


def test_every_kind_of_notice_is_mailed_in_chinese(mails):
    assert set(mails) == {*kinds_in_the_code(), "ladder"}
    assert len(kinds_in_the_code()) >= 12
    strange = {
        mail["Subject"]: words
        for found in mails.values()
        for mail in found
        if (words := latin_words(f"{mail['Subject']} {mail.get_content()}"))
    }
    assert strange == {}


def test_every_mail_has_one_link_that_opens_the_matter(mails):
    for mail in (mail for found in mails.values() for mail in found):
        links = re.findall(r"https?://\S+", mail.get_content())
        assert len(links) == 1
        assert re.fullmatch(rf"{SITE}/(go/[a-z]+\.[a-z]+/\d+|s/[\w:-]+|i/[\w-]+)/", links[0])


def test_reminders_speak_of_tasks_and_of_sheets_before_and_after_the_day(mails):
    assert {mail["Subject"] for mail in mails["ladder"]} == {
        "临期提醒：“补齐示例资料”应于3月20日前完成",
        "逾期提醒：“补齐示例资料”应于3月20日前完成",
        "逾期提醒：“补齐示例资料”应于3月30日前完成",
        "逾期提醒：服务部自查表应于3月6日前提交",
    }


def test_a_new_task_says_until_when(mails):
    assert "春季专项自查：请于3月20日前完成。" in mails["task_assigned"][0].get_content()


def latin_words(text: str) -> set[str]:
    """Latin words of a mail that are neither allowed nor part of its link."""
    without_links = re.sub(r"https?://\S+", "", text)
    return {
        word for word in LATIN.findall(without_links) if word not in allowed_latin() | {"SPRING"}
    }
