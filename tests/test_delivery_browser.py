"""The mail log and the jobs in a real browser: sent again by a choice, readable at any width."""

from datetime import timedelta

import pytest
from django.urls import reverse

from organization import clock, notices
from organization.models import Delivery, Job, Notification, Sweep
from organization.models.job import ATTEMPTS
from tests.browser.chromium import inaccessible
from tests.world import full_world, make_world

pytestmark = pytest.mark.browser
STATES = {"head": "failed", "member": "uncertain", "clerk": "sent"}


def told() -> None:
    """Mails that failed, left and may have left; jobs that wait, failed and were given up."""
    world = make_world()
    full_world(world)
    Notification.objects.all().delete()
    notices.notify([world.people[name] for name in STATES], world.task, "told", "请尽快整改")
    for account, state in STATES.items():
        Delivery.objects.create(
            notification=Notification.objects.get(recipient__account=account),
            address=f"{account}@example.org",
            state=state,
            error="SMTPRecipientsRefused: 550" if state == "failed" else "",
            sent_at=clock.now() if state == "sent" else None,
        )
    Job.objects.all().delete()
    Job.objects.create(kind="paper", key="1", state="running", done=3, total=8, by=world.clerk)
    Job.objects.create(kind="paper", key="2", state="failed", attempts=1, error="纸张用完")
    Job.objects.create(kind="paper", key="3", state="failed", attempts=ATTEMPTS)
    for name in ("reminders", "jobs", "mail"):
        Sweep.note(name)
    Sweep.objects.filter(name="reminders").update(at=clock.now() - timedelta(hours=5))


def readable(page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert inaccessible(page) == []


def test_what_may_have_arrived_is_sent_again_by_a_choice_only(visitor):
    told()
    clerk = visitor("clerk")
    log = reverse("campaign_deliveries", args=["spring"])
    page = clerk.open(log)
    for width in (1280, 360):
        readable(page, width)
    row = page.locator("[data-status=uncertain]")
    button = row.get_by_role("button", name="仍要重发")
    assert not button.is_visible()
    row.get_by_text("可能已送达").click()
    readable(page, 360)
    button.click()
    clerk.waits(lambda: Delivery.objects.filter(state="again").count() == 1)
    Delivery.objects.filter(state="again").update(state="uncertain")

    page = clerk.open(f"{log}?state=uncertain")
    for width in (1280, 360):
        readable(page, width)
    everything = page.get_by_role("button", name="全部重新发送")
    everything.click()  # the browser asks for the tick first
    assert Delivery.objects.filter(state="uncertain").count() == 1
    page.get_by_label("已知悉").check()
    everything.click()
    clerk.waits(lambda: Delivery.objects.filter(state="again").count() == 1)


def test_what_failed_is_sent_again_by_one_button(visitor):
    told()
    clerk = visitor("clerk")
    page = clerk.open(reverse("campaign_deliveries", args=["spring"]))
    page.locator("[data-status=failed]").get_by_role("button").click()
    clerk.waits(lambda: Delivery.objects.filter(state="again").count() == 1)
    assert Delivery.objects.get(state="again").notification.recipient.account == "head"


def test_the_administrator_sees_what_is_behind_and_starts_a_job_again(visitor):
    told()
    admin = visitor("admin", width=360)
    page = admin.open(reverse("jobs"))
    for width in (1280, 360):
        readable(page, width)
    assert admin.status("sweep:reminders") == "late"
    admin.sees("已停止重试")
    page.get_by_role("link", name="已停止重试").click()
    assert page.locator("[data-thing^='job:']").count() == 1
    admin.act("retry_job")
    admin.waits(lambda: Job.objects.filter(key="3", state="waiting").exists())
