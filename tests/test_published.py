"""Papers of the house: approved before the launch too, read by the staff once issued, frozen,
revised, and circulated in one click."""

import io

import pytest
from docx import Document as WordFile
from pypdfium2 import PdfDocument

from campaigns.models import Announcement, Campaign, Circulation, Group, Receipt
from organization import clock, jobs
from organization.models import Event, NotAllowed, Notification, Person
from organization.waiting import waiting
from reports import circulating, publishing
from reports.gates import ask_for_signed_papers
from reports.models import PaperFile, Publication
from tests.plan import LAUNCHED_ON, complete_and_launched, issue
from tests.stage import staged
from tests.visiting import get, post, text, things, visit
from tests.world import at, fill, phase

KINDS = ("plan", "group_notice", "division")


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(complete_and_launched, django_db_blocker)


@pytest.fixture
def world(db, scene):
    with clock.at(at(LAUNCHED_ON, 15)):
        yield scene()


def main(page) -> str:
    return text(page.xpath("//main")[0])


def acts(page) -> list[str]:
    return page.xpath("//main//form/@data-act")


def test_a_gap_keeps_the_leader_from_signing_the_plan(world):
    Group.objects.filter(kind="leading").update(duties="")
    post("clerk", "paper_review", "spring", "plan")
    page = get("leader", "paper", "spring", "plan")
    assert "签发（差1项）" in main(page)
    sent = post("leader", "paper_sign", "spring", "plan", status=409)
    assert "待补：领导小组职责" in text(sent.page.xpath("//body")[0])
    assert Publication.objects.get().status == "in_review"


def test_leaders_are_asked_by_the_name_of_the_paper(world):
    post("clerk", "paper_review", "spring", "group_notice")
    told = Notification.objects.filter(kind="paper_in_review").values_list("title", flat=True)
    assert set(told) == {"请审阅并签发成立领导小组的通知：春季专项自查"}
    [entry] = [entry for entry in waiting(world.leader) if entry.kind == "paper"]
    assert entry.title == "审阅并签发成立领导小组的通知"


@pytest.mark.parametrize("kind", KINDS)
def test_the_staff_reads_a_paper_once_it_is_issued(world, kind):
    for step, who in (("review", "clerk"), ("sign", "leader")):
        get("employee", "published_paper", "spring", kind, status=404)
        post(who, f"paper_{step}", "spring", kind)
    get("employee", "published_paper", "spring", kind, status=404)
    post("clerk", "paper_issue", "spring", kind)
    page = get("employee", "published_paper", "spring", kind)
    assert page.xpath("//article[@class='paper']")
    assert "2026年2月23日" in main(page)
    assert "送审稿" not in main(page)


def test_the_staff_gets_words_without_links_to_records(world):
    issue(world, "plan")
    page = get("employee", "published_paper", "spring", "plan")
    inside = page.xpath("//article//a/@href")
    assert all(link.startswith("#annex-") for link in inside)
    assert page.xpath("//article//a[@data-figure]") == []
    assert "共1个监察项目、4个检查项点" in main(page)
    page = get("leader", "paper", "spring", "plan")
    assert page.xpath("//article//a[@data-figure]")


def test_a_report_is_never_published_to_the_staff(world):
    Publication.objects.create(
        campaign=world.campaign, paper="final", made_by=world.clerk, status="issued"
    )
    get("employee", "published_paper", "spring", "final", status=404)
    get("clerk", "published_paper", "spring", "final", status=404)


def test_people_of_other_houses_and_system_duties_read_nothing(world):
    issue(world, "plan")
    get("admin", "published_paper", "spring", "plan", status=404)
    home = world.departments["OTHER"]
    home.parent = None
    home.save()
    get("employee", "published_paper", "spring", "plan", status=404)


def test_departments_read_no_draft(world):
    publishing.draft(world.campaign, "plan", by=world.clerk)
    for person in ("head", "member", "service_head"):
        get(person, "paper", "spring", "plan", status=403)
        get(person, "papers", "spring", status=403)


def test_only_a_leader_signs(world):
    post("clerk", "paper_review", "spring", "plan")
    for person in ("clerk", "inspector", "head"):
        post(person, "paper_sign", "spring", "plan", status=403)
    assert Publication.objects.get().status == "in_review"
    post("leader", "paper_sign", "spring", "plan")
    assert Publication.objects.get().signed_by == world.leader


def test_what_was_issued_stays_whatever_the_records_do(world):
    issue(world, "group_notice")
    before = main(get("employee", "published_paper", "spring", "group_notice"))
    assert "副总经理" in before
    group = Group.objects.select_related("campaign").get(kind="leading")
    group.remove(Person.objects.get(account="vice"), by=world.clerk)
    group.change(by=world.clerk, duties="另作安排")
    assert main(get("employee", "published_paper", "spring", "group_notice")) == before
    live = main(get("employee", "leadership", "spring"))
    assert "另作安排" in live
    assert "副总经理" not in live


def test_no_step_back_once_it_is_issued(world):
    paper = issue(world, "plan")
    for act in (publishing.take_back, publishing.send_to_review, publishing.sign):
        with pytest.raises(NotAllowed):
            act(paper, by=world.leader)
    paper.refresh_from_db()
    assert paper.status == "issued"


@pytest.mark.parametrize(("kind", "told"), [("plan", 0), ("group_notice", 1), ("division", 1)])
def test_notice_and_division_announce_the_leaders(world, kind, told):
    issue(world, kind)
    assert Announcement.objects.count() == told


def test_the_leadership_page_lists_the_issued_papers(world):
    issue(world, "group_notice")
    page = get("employee", "leadership", "spring")
    assert [text(a) for a in page.xpath("//section[.//h2='已印发文稿']//li/a")] == [
        "成立领导小组的通知"
    ]


def test_a_revised_plan_takes_the_place_of_the_old_one_when_it_is_issued(world):
    old = issue(world, "plan")
    post("clerk", "paper_revise", "spring", "plan")
    new = Publication.objects.get(number=2)
    assert new.status == "draft"
    Campaign.objects.update(slogan="真查实改")
    assert "真查实改" not in main(get("employee", "published_paper", "spring", "plan"))
    assert "真查实改" in main(get("clerk", "paper", "spring", "plan"))
    post("clerk", "paper_review", "spring", "plan")
    post("leader", "paper_sign", "spring", "plan")
    assert "真查实改" not in main(get("employee", "published_paper", "spring", "plan"))
    post("clerk", "paper_issue", "spring", "plan")
    assert "真查实改" in main(get("employee", "published_paper", "spring", "plan"))
    old.refresh_from_db()
    assert old.status == "superseded"


def test_only_an_issued_paper_of_the_house_is_revised(world):
    draft = publishing.draft(world.campaign, "plan", by=world.clerk)
    with pytest.raises(NotAllowed, match="已印发的文稿才能修订"):
        publishing.revise(draft, by=world.clerk)
    report = Publication.objects.create(
        campaign=world.campaign, paper="final", made_by=world.clerk, status="issued"
    )
    with pytest.raises(NotAllowed, match="不能修订"):
        publishing.revise(report, by=world.clerk)


def test_an_issued_plan_goes_round_in_one_click(world):
    paper = issue(world, "plan")
    assert acts(get("clerk", "paper", "spring", "plan"))[-2:] == [
        "revise_paper",
        "circulate_paper",
    ]
    sent = post("clerk", "paper_circulate", "spring", "plan")
    circulation = Circulation.objects.get()
    paper.refresh_from_db()
    assert paper.circulation == circulation
    assert sent.response.headers["Location"] == circulation.get_absolute_url()
    assert (circulation.title, circulation.organiser) == (
        "《示例公司春季专项自查实施方案》",
        "监督室",
    )
    assert "一、总体要求" in circulation.text.splitlines()
    assert circulation.text.endswith("示例公司\n2026年2月23日")
    assert set(circulation.receipts.values_list("person__account", flat=True)) == {
        "head", "member", "service_head", "leader", "vice",
    }  # fmt: skip


def test_the_division_goes_round_with_its_rows(world):
    issue(world, "division")
    sent = circulating.circulate(Publication.objects.get(), by=world.clerk)
    assert (
        "序号：1；责任层级：第一责任人；责任人（职务）：总经理；职责：对自查工作负总责；"
        "负责部门（单位）：各部门（单位）；监察项目：全部"
    ) in sent.text


def test_whoever_signs_for_it_can_read_the_whole_paper(world):
    paper = issue(world, "plan")
    circulating.circulate(paper, by=world.clerk)
    receipt = Receipt.objects.get(person=world.member)
    page = get("member", "receipt", "spring", receipt.pk)
    assert page.xpath("//a[@href='/campaigns/spring/published/plan/']")


def test_a_paper_goes_round_once(world):
    paper = issue(world, "plan")
    circulating.circulate(paper, by=world.clerk)
    with pytest.raises(NotAllowed, match="已送传达签阅"):
        circulating.circulate(Publication.objects.get(pk=paper.pk), by=world.clerk)
    assert Circulation.objects.count() == 1
    page = get("clerk", "paper", "spring", "plan")
    assert "circulate_paper" not in acts(page)
    assert page.xpath(f"//a[@href='{Circulation.objects.get().get_absolute_url()}']")


@pytest.mark.parametrize("status", ["draft", "in_review", "signed", "superseded"])
def test_only_what_is_in_force_goes_round(world, status):
    paper = Publication.objects.create(
        campaign=world.campaign, paper="plan", made_by=world.clerk, status=status
    )
    with pytest.raises(NotAllowed, match="已印发的内部文稿"):
        circulating.circulate(paper, by=world.clerk)
    assert not Circulation.objects.exists()


def test_a_report_does_not_go_round(world):
    report = Publication.objects.create(
        campaign=world.campaign, paper="final", made_by=world.clerk, status="issued"
    )
    with pytest.raises(NotAllowed, match="已印发的内部文稿"):
        circulating.circulate(report, by=world.clerk)


def test_a_signed_plan_keeps_no_acceptance_from_being_taken_back(world):
    phase(world, "self_check").begin(by=world.clerk)
    fill(world)
    answer = world.sheet().answers.first()
    since = at(LAUNCHED_ON, 9)
    issue(world, "plan")
    assert ask_for_signed_papers(None, [answer], since) == []
    Publication.objects.create(
        campaign=world.campaign, paper="final", made_by=world.clerk, signed_at=clock.now()
    )
    assert len(ask_for_signed_papers(None, [answer], since)) == 1


def test_each_person_sees_the_own_steps_of_a_plan(world):
    seen = {}
    paper = publishing.draft(world.campaign, "plan", by=world.clerk)
    for step in ("draft", "in_review", "signed", "issued"):
        if step == "in_review":
            publishing.send_to_review(paper, by=world.clerk)
        elif step == "signed":
            publishing.sign(paper, by=world.leader)
        elif step == "issued":
            publishing.issue(paper, by=world.clerk)
        jobs.run_all()
        seen[step] = {
            name: acts(get(name, "paper", "spring", "plan"))
            for name in ("clerk", "leader", "inspector")
        }
    assert seen == {
        "draft": {"clerk": ["render_paper", "send_to_review"], "leader": [], "inspector": []},
        "in_review": {
            "clerk": ["render_paper", "take_back_paper"],
            "leader": ["take_back_paper", "sign_paper"],
            "inspector": [],
        },
        "signed": {"clerk": ["render_paper", "issue_paper"], "leader": [], "inspector": []},
        "issued": {
            "clerk": ["render_paper", "revise_paper", "circulate_paper"],
            "leader": [],
            "inspector": [],
        },
    }
    assert things(get("clerk", "papers", "spring"), "publication") == [
        (f"publication:{paper.pk}", "issued")
    ]


def test_word_and_pdf_are_what_was_signed(world):
    issue(world, "plan")
    jobs.run_all()
    page = get("employee", "published_paper", "spring", "plan")
    links = page.xpath("//main//a[contains(@href, '/files/')]/@href")
    assert links == [f"/campaigns/spring/published/plan/files/{kind}/" for kind in ("docx", "pdf")]
    client = visit("employee")
    word = WordFile(io.BytesIO(client.get(links[0]).getvalue()))
    paragraphs = [paragraph.text for paragraph in word.paragraphs]
    assert "一、总体要求" in paragraphs
    assert "组　长：总经理" in paragraphs
    assert [cell.text for cell in word.tables[-1].rows[1].cells][1:3] == ["第一责任人", "总经理"]
    pdf = PdfDocument(client.get(links[1]).getvalue())
    words = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "示例公司春季专项自查实施方案" in words
    assert "附件4" in words
    assert Event.objects.filter(kind="publication.downloaded").count() == 2


def test_files_of_a_draft_are_no_files_of_the_issued_paper(world):
    paper = publishing.draft(world.campaign, "plan", by=world.clerk)
    publishing.ask_for_files(paper, by=world.clerk)
    jobs.run_all()
    assert PaperFile.objects.count() == 2
    publishing.send_to_review(paper, by=world.clerk)
    publishing.sign(paper, by=world.leader)
    publishing.issue(paper, by=world.clerk)
    address = "/campaigns/spring/published/plan/files/pdf/"
    assert visit("employee").get(address).status_code == 404
    jobs.run_all()
    response = visit("employee").get(address)
    assert (response.status_code, response.getvalue()[:4]) == (200, b"%PDF")
