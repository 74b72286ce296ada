"""From a line the head typed to the home page of somebody new, on a phone."""

import pytest

from campaigns import circulating, launch
from campaigns.audience import To
from organization import delivery
from organization.models import Invitation, Person
from tests.browser.chromium import inaccessible
from tests.browser.visitor import Visitor
from tests.invited import invite, newcomer, path_in
from tests.test_mail import mails
from tests.world import DAY, make_world

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MAIL_DIR = tmp_path
    settings.EMAIL_BACKEND = "inspection.mail.FolderBackend"
    return tmp_path


@pytest.fixture
def world(transactional_db):
    world = make_world()
    launch.launch(world.campaign, by=world.clerk)
    words = {"title": "示例通知", "organiser": "监督室", "on": DAY, "text": "第一段"}
    to = To(departments=[world.departments["SALES"]])
    circulating.send_round(world.campaign, to, by=world.clerk, **words)
    return world


def fits(visitor: Visitor) -> None:
    """Nothing runs out of the screen, nothing is out of reach."""
    page = visitor.page
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert inaccessible(page) == []


def test_from_a_typed_line_to_what_waits(world, site, visitor, folder):
    head = visitor("head", width=360)
    head.open("/invitations/newcomers/")
    head.page.locator("[name=lines]").fill("新员工甲 营业员 jia@example.org")
    head.act("bring_in")
    head.sees("录入并邀请")
    fits(head)
    head.page.locator("button[name=seen]").click()
    head.sees("已邀请1人")
    fits(head)
    delivery.deliver_waiting()
    [mail] = [
        mail
        for mail in mails(folder)
        if mail["To"] == "jia@example.org" and "开通" in mail["Subject"]
    ]
    newcomer_ = visitor(width=360, has_touch=True)
    newcomer_.open(path_in(mail))
    newcomer_.sees("新员工甲")
    fits(newcomer_)
    newcomer_.act("confirm_entry")
    fits(newcomer_)
    newcomer_.act(
        "set_first_password", new_password1="correct-horse-9", new_password2="correct-horse-9"
    )
    newcomer_.sees("示例通知")
    assert newcomer_.page.url == f"{site}/"
    assert Invitation.objects.get().status == "used"
    assert Person.objects.get(name="新员工甲").check_password("correct-horse-9")
    other = visitor(width=360)
    other.open(path_in(mail))
    other.sees("该邀请已使用")
    fits(other)


def test_without_a_script(world, site, visitor):
    row = invite(world, newcomer(world))
    plain = visitor(java_script_enabled=False)
    plain.open(row.path)
    plain.act("confirm_entry")
    plain.act(
        "set_first_password", new_password1="correct-horse-9", new_password2="correct-horse-9"
    )
    plain.sees("账号已开通")
    assert Invitation.objects.get().status == "used"


def test_the_list_and_its_preview(world, site, visitor):
    newcomer(world)
    newcomer(world, email="new@example.org")
    clerk = visitor("clerk", width=360)
    clerk.open("/invitations/")
    fits(clerk)
    clerk.page.locator("button[name=whole]").click()
    clerk.sees("邮件邀请1人")
    fits(clerk)
    clerk.act("send_invitations")
    clerk.sees("1份邀请函待打印")
    assert list(Invitation.objects.order_by("way").values_list("way", flat=True)) == [
        "letter",
        "mail",
    ]
