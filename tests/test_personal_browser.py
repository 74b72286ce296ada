"""A personal sheet at a real browser: on the phone by its link, kept, saved, never overwritten."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from campaigns import layers
from campaigns.models import PersonalSheet
from organization import personal_links
from organization.models import Person
from tests.browser.answering import picture
from tests.browser.chromium import inaccessible
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.personal import answer_of, hand_in, sent_back
from tests.world import make_world, start

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def machine(transactional_db, settings):
    """A server that can be switched off."""
    site = Site()
    settings.SITE_URL = site.address
    yield site
    site.stop()


@pytest.fixture
def sheet(machine) -> PersonalSheet:
    """销售部填报人, an employee, is asked three questions."""
    world = start(make_world())
    level = layers.plan_level(
        world.campaign,
        [world.item(no) for no in (1, 2, 3)],
        by=world.clerk,
        name="员工广泛查",
        heading="顾客的利益高于一切",
        audience="employee",
        due_on=date(2099, 3, 6),
    )
    layers.open_level(level, by=world.clerk)
    return PersonalSheet.objects.get(person=world.member)


@pytest.fixture
def phone(chromium, machine):
    """Somebody who followed the link in the mail, on a phone, without an account."""
    visitor = Visitor(chromium, machine.address, width=360, has_touch=True)
    visitor.page.set_viewport_size(PHONE)
    yield visitor
    visitor.close()
    assert visitor.problems == []


def link_of(sheet: PersonalSheet) -> str:
    return personal_links.path_for(sheet.person_id, "campaigns.personalsheet", sheet.pk)


def state(page, name: str) -> None:
    expect(page.locator("#save-state")).to_have_attribute("data-save-state", name)


def fits(page) -> None:
    """Nothing runs out of the screen, nothing is out of reach."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert inaccessible(page) == []


def choose(page, value: str) -> None:
    """The choice of the question that is shown."""
    page.locator(f"[data-step].now [value={value}]").check(force=True)


def on(page) -> None:
    """To the next question, once it is shown."""
    words = page.locator("[data-step-words]")
    before = words.inner_text()
    page.locator("[data-step-go='1']").click()
    expect(words).not_to_have_text(before)


def test_on_the_phone_question_by_question_to_the_signature(sheet, phone, tmp_path: Path):
    page = phone.open(link_of(sheet))
    expect(page.locator("[data-step].now")).to_have_count(1)
    expect(page.locator("[data-step-words]")).to_have_text("第1题，共3题")
    fits(page)
    choose(page, "found")
    shown = page.locator("[data-step].now")
    shown.locator("textarea").first.press_sequentially("借出工号一次", delay=2)
    state(page, "saved")
    fits(page)
    shown.locator("[type=file]").first.set_input_files(picture(tmp_path, "照片.png"))
    expect(shown.locator("[data-files]")).to_contain_text("照片.png")
    fits(page)
    for no in (2, 3):
        on(page)
        expect(page.locator("[data-step-words]")).to_have_text(f"第{no}题，共3题")
        choose(page, "none")
    page.go_back()
    expect(page.locator("[data-step-words]")).to_have_text("第2题，共3题")
    page.go_forward()
    on(page)
    state(page, "saved")
    fits(page)
    expect(page.locator("[data-missing] a")).to_have_count(1)
    page.locator("[data-missing] a").click()
    expect(page.locator("[data-step-words]")).to_have_text("第1题，共3题")
    shown.locator("[name$=-subjective]").fill("图方便")
    shown.locator("[name$=-measure]").fill("已重设密码")
    state(page, "saved")
    page.goto(page.url.split("#")[0] + "#sign")
    page.reload()
    page.locator("[data-act=submit_personal]").click()
    phone.sees("已签名报送")
    sheet.refresh_from_db()
    assert (sheet.status, sheet.found) == ("submitted", 1)
    answer = answer_of(sheet, 1)
    assert (answer.problem, answer.evidence_uses.count()) == ("借出工号一次", 1)
    fits(page)


def test_without_the_server_the_words_are_kept_and_arrive(sheet, phone, machine):
    page = phone.open(link_of(sheet))
    choose(page, "none")
    state(page, "saved")
    machine.stop()
    on(page)
    choose(page, "found")
    page.locator("[data-step].now textarea").first.fill("离线时写的话")
    state(page, "kept")
    fits(page)
    page.close()
    machine.start()
    phone.page = phone.tab()
    page = phone.open(link_of(sheet))
    phone.waits(lambda: sheet.answers.filter(problem="离线时写的话").exists())
    state(page, "saved")
    assert answer_of(sheet, 1).result == "none"


def test_two_tabs_on_one_question_never_overwrite(sheet, phone):
    first = phone.open(link_of(sheet))
    second = phone.tab()
    second.set_viewport_size(PHONE)
    second.goto(first.url)
    for page, words in [(first, "第一页的话"), (second, "第二页的话")]:
        choose(page, "found")
        page.locator("[data-step].now textarea").first.fill(words)
        state(page, "saved" if page is first else "conflict")
    expect(second.locator("#answer-notice")).to_contain_text("第一页的话")
    assert answer_of(sheet, 1).problem == "第一页的话"
    fits(second)
    second.locator("[name=over]").click()
    expect(second.locator("#answer-notice [name=over]")).to_have_count(0)
    assert answer_of(sheet, 1).problem == "第二页的话"
    assert sheet.versions.count() >= 2


def test_two_tabs_on_two_questions_are_both_saved(sheet, phone):
    first = phone.open(link_of(sheet))
    second = phone.tab()
    second.set_viewport_size(PHONE)
    second.goto(first.url)
    choose(first, "none")
    state(first, "saved")
    on(second)
    choose(second, "none")
    state(second, "saved")
    assert {answer.item.no for answer in sheet.answers.filter(result="none")} == {1, 2}


def test_with_an_account_it_stands_on_one_page(sheet, chromium, machine):
    with_account = Visitor(chromium, machine.address).sign_in("member")
    page = with_account.open(sheet.get_absolute_url())
    expect(page.locator("fieldset[data-step]:visible")).to_have_count(3)
    page.locator("[value=none]").nth(2).check(force=True)
    state(page, "saved")
    assert answer_of(sheet, 3).result == "none"
    assert inaccessible(page) == []
    assert with_account.problems == []
    with_account.close()


def test_without_scripts_it_is_a_plain_form(sheet, chromium, machine):
    plain = Visitor(chromium, machine.address, width=360, java_script_enabled=False)
    page = plain.open(link_of(sheet))
    for n in range(3):
        page.locator("[value=none]").nth(n).check(force=True)
    page.locator("button.save-now").click()
    plain.sees("已保存")
    page.locator("[data-act=submit_personal]").click()
    plain.sees("已签名报送")
    sheet.refresh_from_db()
    assert sheet.status == "submitted"
    plain.close()


def test_a_sheet_that_came_back_begins_with_its_first_question(sheet, phone):
    hand_in(sheet)
    sent_back(sheet, "请结合岗位写明", by=Person.objects.get(account="clerk"))
    page = phone.open(link_of(sheet))
    phone.sees("请结合岗位写明")
    expect(page.locator("[data-step].now")).to_have_id("item-1")
    expect(page.locator("#sign")).to_be_hidden()
