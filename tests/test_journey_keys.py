"""A head fills a whole sheet with the keyboard alone and waits for every visible "saved"."""

import time
from datetime import date

import pytest
from django.db.models import Count
from playwright.sync_api import expect

from campaigns.models import Answer, Campaign, CheckItem, ItemScope, SelfCheck
from inspection.story.days import Days, in_order
from inspection.story.reading import read_story
from inspection.story.replay import Replay
from organization import clock
from organization.models.role import holders
from tests.stories import LANZHOU
from tests.world import PASSWORD

pytestmark = pytest.mark.browser

NUMBERS = ("12", "11")
MOST_KEYS = 8  # an item, besides the numbers


class UntilFilling(Replay):
    """The story up to the day on which the departments begin to fill."""

    def run(self) -> Campaign:
        with clock.at(self.days.instant(self.story.campaign["drafted_on"])):
            self._make_people()
        from inspection.story import mobilizing, planning

        for chapter in (planning, mobilizing):
            chapter.tell(self)
        for at, act, _place in in_order(self.acts):
            if SelfCheck.objects.exists() and self.campaign.has_open("self_check"):
                break
            with clock.at(at):
                act()
        return self.campaign


@pytest.fixture
def campaign(site):
    """The sheets of the story, empty."""
    story = read_story("lanzhou", LANZHOU)
    return UntilFilling(story, Days(story, today=date(2026, 11, 22), year=2009), PASSWORD).run()


def largest(campaign: Campaign) -> SelfCheck:
    """The sheet of the department with most items."""
    return campaign.selfchecks.order_by("-total").first()


def of_everything(campaign: Campaign) -> SelfCheck:
    """One sheet with every item of the checklist."""
    sheet = largest(campaign)
    items = CheckItem.objects.filter(checklist__campaign=campaign)
    items.update(from_records=False)
    there = ItemScope.objects.filter(department=sheet.department).values_list("item_id", flat=True)
    rows = [ItemScope(item=i, department=sheet.department) for i in items.exclude(pk__in=there)]
    ItemScope.objects.bulk_create(rows)
    campaign.selfchecks.filter(pk=sheet.pk).update(total=items.count())
    return campaign.selfchecks.get(pk=sheet.pk)


class Typist:
    """Hits keys and counts those that are no digits of a number."""

    def __init__(self, page) -> None:
        self.page, self.keys, self.slowest = page, 0, 0.0

    def hit(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def number(self, digits: str) -> None:
        self.page.keyboard.type(digits)

    def wait_for_saved(self) -> None:
        """Until the page says so, with the time of the day."""
        began = time.monotonic()
        state = self.page.locator("#save-state")
        expect(state).to_have_attribute("data-save-state", "saved", timeout=15_000)
        expect(state.locator(".saved")).to_be_visible()
        self.slowest = max(self.slowest, time.monotonic() - began)

    def fill_item(self) -> int:
        """符合, with a method and a sample. How many keys it took, numbers left out."""
        before = self.keys
        self.hit("1")
        if not self.page.locator("[name=methods]:checked").count():
            self.hit("m", "Space")
        self.hit("s")
        self.number(NUMBERS[0])
        self.hit("Tab")
        self.number(NUMBERS[1])
        self.hit("Enter")
        self.wait_for_saved()
        return self.keys - before


@pytest.mark.parametrize("sheet_of", [largest, of_everything])
def test_a_whole_sheet_is_filled_with_the_keys_alone(campaign, visitor, capsys, sheet_of):
    sheet = sheet_of(campaign)
    items = list(sheet.items())
    account = holders(sheet.department, "head").first().account
    head = visitor(account)
    head.open(f"/campaigns/{campaign.code}/sheets/{sheet.department.code}/{items[0].no}/")
    typist, began, most = Typist(head.page), time.monotonic(), 0
    for following in [*items[1:], None]:
        keys = typist.fill_item()
        if following is not None:
            typist.hit("n")
            head.page.wait_for_url(f"**/{following.no}/")
        most = max(most, keys + 1)
    answers = Answer.objects.filter(selfcheck=sheet)
    said = answers.values("result", "sample_n", "sample_ok").annotate(n=Count("pk")).order_by()
    assert list(said) == [{"result": "ok", "sample_n": 12, "sample_ok": 11, "n": len(items)}]
    assert not answers.filter(methods="").exists()
    with capsys.disabled():
        print(
            f"\n{len(items)} items in {time.monotonic() - began:.0f} s: {typist.keys} keys, ",
            end="",
        )
        print(f"at most {most} an item; slowest save {typist.slowest:.2f} s")
    assert most <= MOST_KEYS
