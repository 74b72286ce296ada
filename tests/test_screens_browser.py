"""The main screens with the Lanzhou story in a real browser: accessible, and never too wide."""

import pytest
from django.db import transaction
from django.utils import translation

from inspection.story.days import Days
from inspection.story.reading import read_story
from inspection.story.replay import Replay
from organization import clock, jobs
from organization.models import Person
from rectification.models import Task
from tests.browser.chromium import inaccessible
from tests.browser.visitor import Visitor
from tests.stories import LANZHOU, PASSWORD
from tests.story import rows

pytestmark = pytest.mark.browser

AT = "/campaigns/lanzhou/"
SCREENS = {
    "office": [
        "/campaigns/new/",
        "/campaigns/templates/",
        f"{AT}people/",
        f"{AT}setup/",
        AT,
        f"{AT}breakdown/",
        f"{AT}mobilization/",
        f"{AT}review/WLB/",
        f"{AT}verification/?department=WLB",
        f"{AT}verification/WLB/40/",
        f"{AT}verification/plan/",
        f"{AT}verification/plan/new/",
        f"{AT}verification-record/WLB/",
        f"{AT}findings/",
        f"{AT}findings/1/",
        f"{AT}ledger/",
        f"{AT}letters/",
        f"{AT}letters/rules/",
        f"{AT}lists/problems/",
        f"{AT}events/",
        f"{AT}groups/",
        f"{AT}division/",
        f"{AT}leadership/",
        f"{AT}papers/plan/",
    ],
    "member": [f"{AT}published/group_notice/"],
    "leader": [f"{AT}papers/final/", f"{AT}figures/findings/"],
    "head": ["/", f"{AT}sheets/KHFW/", "own task"],
    "administrator": ["/directory/", "/calendar/2026/", "/calendar/2027/"],
}


@pytest.fixture
def lanzhou(site):
    """The story, committed, so that the server sees it."""
    story = read_story("lanzhou", LANZHOU)
    with translation.override("zh-hans"), transaction.atomic():
        Replay(story, Days(story, today=clock.today()), PASSWORD).run()
    jobs.run_all()


def account(role: str) -> str:
    [row] = [row for row in rows("people") if row["shown_as"] == role]
    return row["account"]


def address_of(screen: str) -> str:
    """A task has its number from the database, which differs from run to run."""
    if screen != "own task":
        return screen
    head = Person.objects.get(account=account("head"))
    return Task.objects.filter(department=head.department_id).first().get_absolute_url()


def faults(visitor: Visitor, address: str, width: int) -> list:
    """What axe finds, how far the page scrolls sideways, what the console said."""
    visitor.page.set_viewport_size({"width": width, "height": 900})
    said: list[str] = []
    visitor.page.on("console", lambda line: said.append(line.text))
    answer = visitor.page.goto(visitor.site + address)
    found: list = [] if answer.status == 200 else [answer.status]
    scrolled = visitor.page.evaluate("document.documentElement.scrollWidth")
    if scrolled > width:
        found.append(f"{scrolled - width} px too wide")
    return [*found, *inaccessible(visitor.page), *said]


def test_the_main_screens_are_accessible_and_never_too_wide(lanzhou, visitor):
    wrong = {}
    for role, addresses in SCREENS.items():
        person = visitor()
        person.sign_in(account(role), PASSWORD)
        for address in map(address_of, addresses):
            for width in (1280, 360):
                if found := faults(person, address, width):
                    wrong[f"{role} {address} {width}"] = found
        person.close()
    assert wrong == {}
