"""What was typed into a form and did not arrive stands in the form again."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from rectification.models import Letter
from tests.correspondence import again, signed_for
from tests.world import full_world, make_world

pytestmark = pytest.mark.browser

TEXT = "已成立整改小组，台账三日内补齐。"
AGAIN = "已放回表单中"
FIELD = "form[data-act=answer_letter] textarea"


@pytest.fixture
def letter(site) -> Letter:
    """A notice that 销售部 has signed for."""
    world = make_world()
    signed_for(world)
    return again(world.letter)


def types_and_sends(page) -> None:
    page.locator(FIELD).first.fill(TEXT)
    page.locator("form[data-act=answer_letter] [type=submit]").click()


def signs_in(page, account: str) -> None:
    page.locator("[name=username]").fill(account)
    page.locator("[name=password]").fill("correct-horse-battery")
    page.locator("form[data-act=sign_in] [type=submit]").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def test_an_answer_sent_after_the_session_ended_is_back_after_signing_in(letter, visitor):
    head = visitor("head")
    head.open(letter.get_absolute_url())
    Session.objects.all().delete()
    types_and_sends(head.page)
    signs_in(head.page, "head")
    expect(head.page.locator(FIELD).first).to_have_value(TEXT)
    head.sees(AGAIN)
    letter.refresh_from_db()
    assert letter.status == "signed_for"
    head.page.locator("form[data-act=answer_letter] [type=submit]").click()
    head.waits(lambda: Letter.objects.get().status == "answered")
    head.open(letter.get_absolute_url())
    expect(head.page.get_by_text(AGAIN)).to_have_count(0)


def test_nobody_else_finds_it_in_the_same_tab(letter, visitor):
    head = visitor("head")
    head.open(letter.get_absolute_url())
    Session.objects.all().delete()
    types_and_sends(head.page)
    signs_in(head.page, "clerk")
    expect(head.page.get_by_text(AGAIN)).to_have_count(0)
    assert head.page.evaluate("sessionStorage.getItem('typed')") is None


def test_days_and_choices_are_back_as_well_as_texts(site, visitor):
    full_world(make_world())
    office = visitor("clerk")
    office.open(reverse("give_card", args=["spring"]))
    form = office.page.locator("form[data-act=give_card]")
    form.locator("[name=colour][value=yellow]").check(force=True)
    form.locator("[name=department]").select_option(label="销售部")
    form.locator("[name=reason]").fill(TEXT)
    form.locator("[name=expires_on]").fill("2999-01-01")
    Session.objects.all().delete()
    form.locator("[type=submit]").click()
    signs_in(office.page, "clerk")
    office.sees(AGAIN)
    expect(form.locator("[name=colour][value=yellow]")).to_be_checked()
    expect(form.locator("[name=department] option:checked")).to_have_text("销售部")
    expect(form.locator("[name=reason]")).to_have_value(TEXT)
    expect(form.locator("[name=expires_on]")).to_have_value("2999-01-01")


def test_a_refusal_of_a_page_with_one_form_leads_back_to_what_was_typed(site, visitor):
    world = full_world(make_world())
    office = visitor("clerk")
    office.open(reverse("give_card", args=["spring"]))
    form = office.page.locator("form[data-act=give_card]")
    form.locator("[name=colour][value=yellow]").check(force=True)
    form.locator("[name=department]").select_option(label="销售部")
    form.locator("[name=reason]").fill(TEXT)
    type(world.campaign).objects.update(status="closed")
    form.locator("[type=submit]").click()
    office.page.get_by_role("button", name="返回已填写的页面").click()
    expect(form.locator("[name=reason]")).to_have_value(TEXT)
