"""The form of a paper: chosen before the signature, frozen with it, its number filled in at the
issue."""

import json

import pytest
from django.urls import reverse

from organization import clock
from organization.models import Event, NotAllowed
from reports import forming, publishing
from reports.letterhead import NO_DAY, NO_NUMBER
from reports.models import HouseStyle, PaperForm, Publication
from reports.renderers.html import render_html
from tests.plan import LAUNCHED_ON, complete_and_launched, issue
from tests.signed_in import at_browser
from tests.stage import staged
from tests.visiting import get, post, text
from tests.world import at

NUMBER = "示办〔2026〕1号"


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(complete_and_launched, django_db_blocker)


@pytest.fixture
def world(db, scene):
    with clock.at(at(LAUNCHED_ON, 15)):
        yield scene()


def choose(world, **fields) -> Publication:
    paper = publishing.draft(world.campaign, "plan", by=world.clerk)
    forming.choose(paper, by=world.clerk, **fields)
    return paper


def signed(world, paper: Publication) -> Publication:
    publishing.send_to_review(paper, by=world.clerk)
    publishing.sign(paper, by=world.leader)
    return paper


def page(world) -> str:
    return render_html(publishing.written(world.campaign, "plan").document)


def test_without_a_choice_a_paper_has_no_head(world):
    document = publishing.written(world.campaign, "plan").document
    assert (document.head, document.imprint, document.label) == (None, None, "")


def test_the_head_is_chosen_for_one_paper_and_shows_where_the_number_will_stand(world):
    choose(world, head="red", label="普通商密", label_period="1年", copies="上级公司")
    shown = page(world)
    assert "示例公司文件" in shown and NO_NUMBER in shown and NO_DAY in shown
    assert "普通商密　1年" in shown and "抄送：上级公司。" in shown
    assert publishing.written(world.campaign, "group_notice").document.head is None


def test_the_house_has_a_head_for_all_its_papers(world):
    house = {"head": "red", "head_text": "示例公司", "printer": "办公室", "labels": "内部资料"}
    forming.keep_house(world.departments["CO"], by=world.clerk, **house)
    for kind in ("plan", "group_notice"):
        document = publishing.written(world.campaign, kind).document
        assert (document.head.mark, document.imprint.printer) == ("示例公司", "办公室")
    choose(world, head="none")
    assert publishing.written(world.campaign, "plan").document.head is None


def test_only_a_paper_to_the_superior_names_who_signed(world):
    forming.keep_house(world.departments["CO"], by=world.clerk, head="red")
    assert publishing.written(world.campaign, "final").document.head.upward
    assert not publishing.written(world.campaign, "plan").document.head.upward


def test_number_and_day_are_filled_in_at_the_issue_and_the_frozen_words_stay(world):
    paper = signed(world, choose(world, head="red"))
    frozen = json.dumps(Publication.objects.get(pk=paper.pk).content, ensure_ascii=False)
    assert NO_NUMBER in page(world)
    publishing.issue(paper, by=world.clerk, document_number="示办[2026]1号")
    assert NUMBER in page(world) and "2026年2月23日印发" in page(world)
    assert NO_NUMBER not in page(world)
    row = Publication.objects.get(pk=paper.pk)
    assert json.dumps(row.content, ensure_ascii=False) == frozen
    assert NUMBER not in frozen and row.document_number == NUMBER


@pytest.mark.parametrize(
    "number", ["", "1号", "示办〔2026〕第1号", "示办〔2026〕01号", "示办2026-1"]
)
def test_a_paper_with_a_head_is_not_issued_without_its_number(world, number):
    paper = signed(world, choose(world, head="red"))
    with pytest.raises(NotAllowed):
        publishing.issue(paper, by=world.clerk, document_number=number)
    paper.refresh_from_db()
    assert (paper.status, paper.document_number) == ("signed", "")


def test_a_refused_number_stays_in_its_field_with_the_reason(world):
    signed(world, choose(world, head="red"))
    office = at_browser("clerk")
    answer = office.post(
        reverse("paper_issue", args=["spring", "plan"]), {"document_number": "1号"}
    )
    words = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="1号"' in words and 'id="number-refused"' in words
    assert publishing.current(world.campaign, "plan").status == "signed"


def test_a_number_is_given_to_one_paper_alone(world):
    issue(world, "plan", NUMBER)
    with pytest.raises(NotAllowed, match="已用于“春季专项自查”的实施方案"):
        issue(world, "group_notice", NUMBER)
    later = publishing.current(world.campaign, "group_notice")
    assert (later.status, later.document_number) == ("signed", "")
    publishing.issue(later, by=world.clerk, document_number="示办〔2026〕2号")
    again = publishing.revise(publishing.current(world.campaign, "plan"), by=world.clerk)
    publishing.send_to_review(again, by=world.clerk)
    publishing.sign(again, by=world.leader)
    publishing.issue(again, by=world.clerk, document_number=NUMBER)  # the paper it replaces


@pytest.mark.parametrize("head", ["none", "oa"])
def test_without_a_head_of_ours_no_number_is_asked_for(world, head):
    paper = signed(world, choose(world, head=head))
    publishing.issue(paper, by=world.clerk)
    assert paper.status == "issued" and NO_NUMBER not in page(world)


def test_after_the_signature_the_form_stands(world):
    paper = signed(world, choose(world, head="red", label="内部资料"))
    with pytest.raises(NotAllowed, match="版式随文字一并固定"):
        forming.choose(paper, by=world.clerk, label="核心商密")
    forming.keep_house(world.departments["CO"], by=world.clerk, head_text="另一文件")
    assert "示例公司文件" in page(world) and "内部资料" in page(world)
    shown = text(get("clerk", "paper_form", "spring", "plan").xpath("//main")[0])
    assert "版式随文字一并固定" in shown


def test_a_revised_paper_begins_in_the_same_form(world):
    paper = signed(world, choose(world, head="red", label="内部资料", copies="上级公司"))
    publishing.issue(paper, by=world.clerk, document_number=NUMBER)
    later = publishing.revise(paper, by=world.clerk)
    form = PaperForm.objects.get(publication=later)
    assert (form.head, form.label, form.copies) == ("red", "内部资料", "上级公司")
    assert NO_NUMBER in page(world)


def test_the_office_chooses_on_a_page(world):
    main = get("clerk", "paper", "spring", "plan")
    assert main.xpath("//a[contains(@href, '/papers/plan/form/')]")
    post("clerk", "paper_form", "spring", "plan", head="red", label="内部资料", copies="上级公司")
    row = PaperForm.objects.get()
    assert (row.head, row.label, row.changed_by.account) == ("red", "内部资料", "clerk")
    assert Event.objects.filter(kind="publication.formed").exists()
    sent = post("clerk", "paper_form", "spring", "plan", label_period="1年", status=422)
    assert "须同时选择标注" in text(sent.page.xpath("//main")[0])
    assert PaperForm.objects.get().label == "内部资料"


def test_the_page_asks_for_the_number_of_a_head(world):
    signed(world, choose(world, head="red"))
    box = get("clerk", "paper", "spring", "plan").xpath("//input[@name='document_number']")[0]
    assert box.get("required") is not None


def test_the_page_says_that_the_office_system_prints_the_head(world):
    choose(world, head="oa")
    assert "由办公系统套红" in text(get("clerk", "paper", "spring", "plan").xpath("//main")[0])


def test_no_label_of_a_state_secret_is_kept(world):
    sent = post("clerk", "house_style", "CO", head="none", labels="内部资料\n机密", status=422)
    assert "严禁处理国家秘密" in text(sent.page.xpath("//main")[0])
    post("clerk", "house_style", "CO", head="oa", labels="内部资料\n商务资料")
    assert HouseStyle.objects.get().label_list == ["内部资料", "商务资料"]
    options = get("clerk", "paper_form", "spring", "plan").xpath("//select[@name='label']/option")
    assert [text(one) for one in options] == ["不标注", "内部资料", "商务资料"]
