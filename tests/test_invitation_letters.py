"""Letters on paper: half a page each, the code and the link the same, printed by whoever may."""

import io

import pytest
from pypdf import PdfReader

from organization import clock, inviting
from organization.models import Event, Invitation, Person
from organization.models.role import grant
from reports.document import Slip
from reports.papers import invitation_letter
from tests.invited import invite, newcomer
from tests.signed_in import at_browser
from tests.visiting import get

LETTERS = "/invitations/letters/"


@pytest.fixture
def letters(world) -> list[Invitation]:
    return [invite(world, newcomer(world)) for _n in range(3)]


def pages(answer) -> list[str]:
    assert answer["Content-Type"] == "application/pdf"
    return [
        "".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages
    ]


def test_two_on_a_page_with_everybodys_own_link(world, letters, settings):
    settings.SITE_URL = "http://intranet.example"
    answer = at_browser("head").post(LETTERS, {"person": [row.person_id for row in letters]})
    found = pages(answer)
    assert [page.count("邀请函") >= 1 for page in found] == [True, True]
    assert [sum(row.path in page for row in letters) for page in found] == [2, 1]
    for row in letters:
        page = next(page for page in found if row.path in page)
        assert f"http://intranet.example{row.path}" in page
        assert row.person.name in page and row.person.account in page


def test_the_code_is_the_link(world, letters):
    row = letters[0]
    [slip] = invitation_letter.write([row], {"CO": "示例公司"}, "http://intranet.example").blocks
    assert isinstance(slip, Slip)
    assert (slip.code, slip.code in slip.beside) == (f"http://intranet.example{row.path}", True)
    assert slip.signature[0] == "示例公司"


def test_who_printed_whose_is_kept(world, letters):
    at_browser("head").post(LETTERS, {"person": letters[0].person_id})
    event = Event.objects.get(kind="invitation.printed")
    assert (event.actor_pk, event.thing_pk) == (world.head.pk, letters[0].pk)


def test_only_letters_that_are_open_are_printed(world, letters):
    used, void, open_ = letters
    Invitation.objects.filter(pk=used.pk).update(status="used")
    inviting.withdraw([void.person_id], by=world.head)
    answer = at_browser("head").post(LETTERS, {"person": [row.person_id for row in letters]})
    assert [row.path in "".join(pages(answer)) for row in (used, void, open_)] == [
        False,
        False,
        True,
    ]


def test_no_head_prints_the_letter_of_another_department(world):
    row = invite(world, newcomer(world, "SERVICE"), by="service_head")
    answer = at_browser("head").post(LETTERS, {"person": row.person_id})
    assert (answer.status_code, Event.objects.filter(kind="invitation.printed").count()) == (409, 0)


def test_the_letter_of_a_leader_is_not_printed_by_the_head(world):
    person = newcomer(world)
    grant(person, "leader", world.campaign, by=world.clerk)
    row = invite(world, person, by="admin")
    assert at_browser("head").post(LETTERS, {"person": person.pk}).status_code == 409
    assert row.path in "".join(pages(at_browser("admin").post(LETTERS, {"person": person.pk})))


def test_a_mail_is_no_letter(world):
    row = invite(world, newcomer(world, email="new@example.org"))
    assert at_browser("head").post(LETTERS, {"person": row.person_id}).status_code == 409
    assert not Event.objects.filter(kind="invitation.printed").exists()


def test_long_names_stay_on_their_half(world):
    person = newcomer(world)
    Person.objects.filter(pk=person.pk).update(name="长" * 40, post="岗" * 60, account="a" * 60)
    rows = [invite(world, Person.objects.get(pk=person.pk)), invite(world, newcomer(world))]
    answer = at_browser("head").post(LETTERS, {"person": [row.person_id for row in rows]})
    assert len(pages(answer)) == 1


def offered(account: str, state: str) -> tuple[int, list[str]]:
    """How many buttons print letters, and whose ticks wake them."""
    page = get(account, "invitations", query=f"?state={state}")
    buttons = page.xpath(f"//button[@formaction='{LETTERS}']")
    ticks = page.xpath("//input[@name='person'][@data-letter]/@value")
    return len(buttons), sorted(ticks)


def test_the_button_is_there_only_for_letters_that_can_be_printed(world):
    person = newcomer(world)
    assert offered("head", "none") == (0, [])
    invite(world, person)
    mailed = newcomer(world, email="new@example.org")
    invite(world, mailed)
    assert offered("head", "sent") == (1, [str(person.pk)])
    assert pages(at_browser("head").post(LETTERS, {"person": person.pk}))
    Invitation.objects.filter(person=person).update(expires_at=clock.now())
    assert offered("head", "sent") == offered("head", "lapsed") == (0, [])


def test_no_button_for_the_letter_of_a_leader_but_for_the_administrator(world):
    person = newcomer(world)
    grant(person, "leader", world.campaign, by=world.clerk)
    invite(world, person, by="admin")
    assert offered("head", "sent") == (0, [])
    assert offered("admin", "sent") == (1, [str(person.pk)])
