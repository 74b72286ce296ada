"""The one-time link: check the own entry, set a password, be in; what it refuses, and how."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client

from organization import clock, directory, entering
from organization.models import Event, Invitation, NotAllowed, Notification, Person
from organization.models.role import grant
from tests.invited import invite, newcomer
from tests.signed_in import at_browser, text_of

NEW = "another-correct-horse"
PASSWORDS = {"new_password1": NEW, "new_password2": NEW}
ADDRESS = "203.0.113.9"


@pytest.fixture
def invitation(world) -> Invitation:
    """A letter to 销售部's new person, sent by the head."""
    return invite(world, newcomer(world))


def enter(path: str, client: Client | None = None):
    client = client or Client()
    client.post(path)
    return client.post(path, PASSWORDS)


def refused() -> list[str]:
    rows = Event.objects.filter(kind="invitation.refused", ok=False).order_by("pk")
    return [row.particulars["why"] for row in rows]


def test_looking_shows_the_own_entry_and_uses_nothing_up(invitation):
    said = text_of(Client().get(invitation.path))
    for words in (invitation.person.name, "营业员", "销售部", invitation.person.account):
        assert words in said
    assert Invitation.objects.get().status == "issued"


def test_confirm_set_a_password_and_be_in(invitation):
    client = Client(REMOTE_ADDR=ADDRESS)
    assert client.post(invitation.path)["Location"] == invitation.path
    assert Invitation.objects.get().status == "opened"
    answer = client.post(invitation.path, PASSWORDS)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/").status_code == 200
    person = Person.objects.get(pk=invitation.person_id)
    assert person.check_password(NEW)
    kinds = ["invitation.opened", "invitation.used", "person.signed_in"]
    events = Event.objects.filter(kind__in=kinds).order_by("pk")
    assert [(e.kind, e.actor_pk, e.address) for e in events] == [
        (kind, person.pk, ADDRESS) for kind in kinds
    ]


def test_the_password_signs_in_later(invitation):
    enter(invitation.path)
    answer = Client().post(
        "/accounts/login/", {"username": invitation.person.account, "password": NEW}
    )
    assert answer.status_code == 302


def test_letters_typed_from_paper_do_whatever_their_case(invitation):
    typed = invitation.path.replace("-", "").upper().replace("/I/", "/i/")
    assert Client().get(typed).status_code == 200


def test_a_weak_password_is_refused_and_the_link_stays(invitation):
    client = Client()
    client.post(invitation.path)
    answer = client.post(invitation.path, {"new_password1": "short", "new_password2": "short"})
    assert answer.status_code == 422
    assert Invitation.objects.get().status == "opened"
    assert client.post(invitation.path, PASSWORDS).status_code == 302


def test_no_password_before_the_entry_was_confirmed(invitation):
    assert Client().post(invitation.path, PASSWORDS).status_code == 409
    assert not Person.objects.get(pk=invitation.person_id).has_usable_password()


def test_it_works_once(invitation):
    enter(invitation.path)
    again = enter(invitation.path)
    assert (again.status_code, refused()) == (410, ["used", "used"])
    assert "已使用" in text_of(again)


def test_of_two_at_once_one_gets_in(invitation):
    Client().post(invitation.path)
    first, second = (entering.find(invitation.path.split("/")[2]) for _tab in "12")
    entering.enter(first, NEW)
    with pytest.raises(NotAllowed):
        entering.enter(second, "somebody-elses-horse")
    assert Person.objects.get(pk=invitation.person_id).check_password(NEW)


def test_a_password_that_came_meanwhile_is_kept(invitation):
    entering.confirm(invitation)
    person = Person.objects.get(pk=invitation.person_id)
    person.set_password("own-password-horse")
    person.save(update_fields=["password"])
    with pytest.raises(NotAllowed):
        entering.enter(invitation, NEW)
    assert Person.objects.get(pk=person.pk).check_password("own-password-horse")
    assert Invitation.objects.get().status == "opened"


def test_it_ends_after_its_days(invitation, settings):
    with clock.at(invitation.expires_at - timedelta(seconds=1)):
        assert Client().get(invitation.path).status_code == 200
    with clock.at(invitation.expires_at):
        answer = enter(invitation.path)
        assert (answer.status_code, refused()) == (410, ["expired", "expired"])
    assert "重新领取" in text_of(answer)


def test_the_setting_says_how_many_days(world, settings):
    settings.INVITATION_DAYS = 3
    row = invite(world, newcomer(world))
    assert row.expires_at == clock.end_of(clock.today() + timedelta(days=3))


def test_an_older_invitation_is_void(world, invitation):
    newer = invite(world, invitation.person)
    assert enter(invitation.path).status_code == 410
    assert refused() == ["void", "void"]
    assert enter(newer.path).status_code == 302


def test_a_closed_account_has_none(world, invitation):
    directory.disable(invitation.person, by=world.admin)
    assert enter(invitation.path).status_code == 410
    directory.enable(invitation.person, by=world.admin)
    assert enter(invitation.path).status_code == 410


def test_a_closed_account_is_refused_however_it_was_closed(world, invitation):
    Person.objects.filter(pk=invitation.person_id).update(is_active=False)
    assert enter(invitation.path).status_code == 410
    assert refused() == ["closed", "closed"]


def test_an_account_with_a_password_is_never_taken_over(world, invitation):
    person = Person.objects.get(pk=invitation.person_id)
    person.set_password("own-password-horse")
    person.save(update_fields=["password"])
    assert enter(invitation.path).status_code == 410
    assert Person.objects.get(pk=person.pk).check_password("own-password-horse")


@pytest.mark.parametrize("key", ["forged", "abcd-efgh-jkmn-pqrs", "%00", "账号"])
def test_a_forged_link_is_refused_and_logged(invitation, key):
    answer = Client(REMOTE_ADDR=ADDRESS).get(f"/i/{key}/")
    # PostgreSQL stores no NUL: who tries it cannot be counted by the address that was asked for.
    is_bad = key == "%00" and connection.vendor == "postgresql"
    assert (answer.status_code, refused()) == (400 if is_bad else 404, ["forged"])
    event = Event.objects.get(kind="invitation.refused")
    assert (event.address, event.actor_pk) == (ADDRESS, None)


def test_a_refusal_does_not_say_whose_it_was(invitation):
    enter(invitation.path)
    answer = Client().get(invitation.path)
    event = Event.objects.get(kind="invitation.refused")
    assert (event.label, event.thing_pk, event.department_pk) == ("", None, None)
    assert invitation.person.name not in answer.content.decode()
    assert invitation.person.account not in answer.content.decode()


def test_who_is_signed_in_does_not_open_somebody_elses(world, invitation):
    answer = enter(invitation.path, at_browser("member"))
    assert (answer.status_code, refused()) == (403, ["other", "other"])
    assert Event.objects.filter(kind="invitation.refused").first().actor_pk == world.member.pk
    assert Invitation.objects.get().status == "issued"
    assert invitation.person.name not in answer.content.decode()


def test_a_letter_dies_when_its_person_comes_by_an_office(world, invitation):
    grant(invitation.person, "leader", world.campaign, by=world.clerk)
    assert enter(invitation.path).status_code == 410
    assert refused() == ["void", "void"]


def test_a_letter_dies_when_its_person_comes_by_a_duty(world, invitation):
    directory.change_person(invitation.person, by=world.admin, duty="administrator")
    assert enter(invitation.path).status_code == 410
    assert refused() == ["void", "void"]


def test_many_unknown_links_from_one_address_wait_a_quarter_of_an_hour(invitation, settings):
    settings.LINK_GUESSES = 3
    caller = Client(REMOTE_ADDR=ADDRESS)
    assert [caller.get(f"/i/guess{n}/").status_code for n in range(3)] == [404, 404, 429]
    locked = caller.get(invitation.path)
    assert (locked.status_code, "无效链接过多" in text_of(locked)) == (429, True)
    assert Client(REMOTE_ADDR="203.0.113.10").get(invitation.path).status_code == 200
    AccessAttempt.objects.update(attempt_time=clock.now() - timedelta(minutes=16))
    assert caller.get(invitation.path).status_code == 200


def test_guessing_links_locks_no_account(world, settings):
    settings.LINK_GUESSES = 3
    for n in range(3):
        Client().get(f"/i/guess{n}/")
    answer = Client().post("/accounts/login/", {"username": "head", "password": "x"})
    assert answer.status_code == 422


def test_a_wrong_entry_is_told_to_whoever_invited(world, invitation):
    answer = Client().post(invitation.path, {"objection": "岗位已变动"})
    assert answer.status_code == 302
    notice = Notification.objects.get(kind="invitation_objected")
    assert (notice.recipient, notice.text) == (world.head, "岗位已变动")
    page = at_browser("head").get("/invitations/?state=sent")
    assert "岗位已变动" in text_of(page)
    assert Invitation.objects.get().status == "issued"


def test_an_empty_objection_is_asked_for_again(invitation):
    assert Client().post(invitation.path, {"objection": " "}).status_code == 422
    assert not Notification.objects.filter(kind="invitation_objected").exists()


def test_the_notice_of_the_mail_counts_as_read_once_in(world):
    invitation = invite(world, newcomer(world, email="new@example.org"))
    enter(invitation.path)
    assert not Notification.objects.filter(recipient=invitation.person, read_at=None).exists()
