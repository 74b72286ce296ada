"""A notice on the phone: by the code on the board and by the link in the mail, in two taps."""

import re

import pytest
from playwright.sync_api import expect

from campaigns import circulating, launch
from campaigns.audience import To
from campaigns.models import Circulation, Receipt
from organization import delivery, personal_links
from organization.models import Event, Person
from tests.browser.chromium import inaccessible
from tests.browser.scanning import link_on_the_wall, scan
from tests.test_mail import mails
from tests.world import DAY, PASSWORD, World, make_world, phase

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "has_touch": True, "is_mobile": True}
NAME = "销售部填报人"


@pytest.fixture
def world(site, settings, tmp_path) -> World:
    """A notice under way to the whole of 销售部 and 服务部."""
    settings.MAIL_DIR = tmp_path
    settings.EMAIL_BACKEND = "inspection.mail.FolderBackend"
    world = make_world()
    launch.launch(world.campaign, by=world.clerk)
    phase(world, "mobilization").begin(by=world.clerk)
    to = To(departments=[world.departments[code] for code in ("SALES", "SERVICE")])
    words = {"title": "《关于开展自查的通知》", "organiser": "监督室", "on": DAY}
    circulating.send_round(world.campaign, to, by=world.clerk, text="第一段\n第二段", **words)
    return world


def receipt(account: str) -> Receipt:
    return Receipt.objects.get(person__account=account)


def fits(phone) -> None:
    """Nothing is wider than the phone, and axe has nothing to say."""
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 360
    assert inaccessible(phone.page) == []


def two_taps(phone) -> None:
    """Read, and sign with the name that stands there."""
    phone.page.get_by_role("button", name="已阅读").tap()
    dialog = phone.page.locator("dialog#sign")
    expect(dialog).to_be_visible()
    fits(phone)
    dialog.get_by_role("button", name="签").tap()
    phone.sees("签阅成功")
    fits(phone)


def test_the_code_on_the_board_leads_to_the_own_signature(world, visitor):
    office = visitor("clerk")
    office.open(Circulation.objects.get().get_absolute_url())
    office.page.get_by_role("link", name="签阅二维码").click()
    link = link_on_the_wall(office)
    phone = visitor(**PHONE)
    scan(phone, link)
    phone.page.locator("[name=username]").fill("member")
    phone.page.locator("[name=password]").fill(PASSWORD)
    phone.act("sign_in")
    phone.page.wait_for_url(f"**{receipt('member').get_absolute_url()}")
    fits(phone)
    phone.waits(lambda: receipt("member").status == "read")  # sent by the page itself
    two_taps(phone)
    kept = receipt("member")
    assert (kept.status, kept.signed_name) == ("signed", NAME)
    assert receipt("head").status == "unread"
    office.open(Circulation.objects.get().get_absolute_url())
    office.sees("应签阅3人，已签阅1人")
    office.sees("33.3%")


def test_who_is_not_asked_is_told_so_and_the_log_keeps_it(world, visitor):
    office = visitor("clerk")
    office.open(f"{Circulation.objects.get().get_absolute_url()}code/")
    phone = visitor("employee", **PHONE)
    scan(phone, link_on_the_wall(office))
    phone.sees("您无须签阅此文件")
    phone.sees("请联系主办部门补充")
    fits(phone)
    event = Event.objects.get(kind="link.refused")
    assert (event.particulars["why"], event.actor_pk) == ("not_asked", world.employee.pk)


def test_the_link_in_the_mail_needs_no_account_and_opens_nothing_else(world, visitor, settings):
    delivery.deliver_waiting()
    [mail] = [m for m in mails(settings.MAIL_DIR) if m["To"] == "member@example.org"]
    link = re.search(r"http\S+/s/\S+", mail.get_content())[0]
    phone = visitor(**PHONE)
    scan(phone, link)
    fits(phone)
    two_taps(phone)
    assert receipt("member").signed_name == NAME
    phone.open("/")
    assert "/accounts/login/" in phone.page.url


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("forged", "链接不完整或已被改动"),
        ("expired", "个人链接超过有效天数"),
        ("other", "该链接属于他人"),
    ],
)
def test_a_link_that_opens_nothing_says_what_to_do(world, visitor, settings, why, words):
    member, pk = Person.objects.get(account="member").pk, receipt("member").pk
    if why == "other":  # somebody else's: the head's receipt under the member's name
        pk = receipt("head").pk
    path = personal_links.path_for(member, "campaigns.receipt", receipt("member").pk)
    if why == "other":
        path = f"/s/{personal_links.token_for(member, 'campaigns.receipt', pk)}/"
    if why == "forged":
        path = path.replace("/s/", "/s/x")
    if why == "expired":
        settings.PERSONAL_LINK_DAYS = -1
    phone = visitor(**PHONE)
    phone.open(path)
    phone.sees(words)
    phone.sees("可改用账号登录")
    fits(phone)
    [event] = Event.objects.filter(kind="link.refused")
    assert (event.ok, event.particulars["why"]) == (False, why)
    assert set(Receipt.objects.values_list("status", flat=True)) == {"unread"}


def test_a_link_used_twice_signs_once_and_the_log_keeps_it(world, visitor):
    path = personal_links.path_for(
        Person.objects.get(account="member").pk, "campaigns.receipt", receipt("member").pk
    )
    first, second = visitor(**PHONE), visitor(**PHONE)
    for phone in (first, second):
        phone.open(path)
    two_taps(first)
    at = receipt("member").signed_at
    second.page.get_by_role("button", name="已阅读").tap()
    second.page.locator("dialog#sign").get_by_role("button", name="签").tap()
    second.page.wait_for_load_state()
    second.page.locator("#refusal").wait_for()
    fits(second)
    assert receipt("member").signed_at == at
    assert [e.particulars["why"] for e in Event.objects.filter(kind="link.refused")] == ["used"]
