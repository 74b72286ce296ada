"""Sending invitations: to whom, by what way, once; what takes them back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organization import clock, delivery, directory, inviting
from organization.invitation_keys import hash_of, key_from
from organization.models import Delivery, Event, Invitation, NotAllowed, Notification, Person
from organization.models.role import grant
from tests.invited import invite, newcomer, path_in, standing_of
from tests.signed_in import at_browser, text_of, things
from tests.test_mail import Refusing, mails
from tests.visiting import post


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MAIL_DIR = tmp_path
    settings.EMAIL_BACKEND = "inspection.mail.FolderBackend"
    return tmp_path


def send(account: str, *people: Person, **more):
    """Through the preview, as the screen does it."""
    client = at_browser(account)
    asked = {"person": [person.pk for person in people], **more}
    seen = client.post("/invitations/preview/", asked).context["plan"].digest()
    return client.post("/invitations/send/", {**asked, "seen": seen})


def test_a_head_sends_a_mail_with_a_link_that_is_stored_nowhere(world, folder):
    person = newcomer(world, email="new@example.org")
    send("head", person)
    assert delivery.deliver_waiting() == 1
    [mail] = mails(folder)
    assert (mail["To"], mail["Subject"]) == ("new@example.org", "邀请您开通本人账号")
    assert "请勿转发" in mail.get_content() and person.account in mail.get_content()
    [invitation] = Invitation.objects.all()
    key = path_in(mail).strip("/").removeprefix("i/")
    assert (key_from(invitation.seed), hash_of(key)) == (key, invitation.key_hash)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM organization_invitation")
        stored = str(cursor.fetchall())
    assert [key in stored, key.replace("-", "") in stored] == [False, False]
    assert key not in str(list(Notification.objects.values())) + str(list(Event.objects.values()))


def test_the_mail_leaves_once(world, folder):
    invite(world, newcomer(world, email="new@example.org"))
    assert [delivery.deliver_waiting(), delivery.deliver_waiting()] == [1, 0]
    assert len(mails(folder)) == 1


def test_who_has_no_address_gets_a_letter(world):
    by_mail, by_letter = newcomer(world, email="new@example.org"), newcomer(world)
    send("head", by_mail, by_letter)
    ways = Invitation.objects.order_by("person").values_list("person", "way")
    assert list(ways) == [(by_mail.pk, "mail"), (by_letter.pk, "letter")]
    assert Notification.objects.filter(kind="invited").count() == 1


def test_the_preview_sends_nothing_and_says_who_is_left_out(world):
    client, person = at_browser("admin"), newcomer(world)
    answer = client.post("/invitations/preview/", {"person": [person.pk, world.head.pk]})
    assert things(answer, "person") == [
        (str(person.pk), "letter"),
        (str(world.head.pk), "left_out"),
    ]
    assert "已设置密码" in text_of(answer)
    assert not Invitation.objects.exists()


def test_only_what_was_shown_is_sent(world):
    person = newcomer(world)
    client = at_browser("head")
    seen = client.post("/invitations/preview/", {"person": person.pk}).context["plan"].digest()
    directory.change_person(person, by=world.admin, email="new@example.org")
    answer = client.post("/invitations/send/", {"person": person.pk, "seen": seen})
    assert (answer.status_code, Invitation.objects.count()) == (409, 0)


def test_the_whole_list_is_the_list_of_the_filter(world):
    mine = newcomer(world)
    newcomer(world, "SERVICE")
    send("clerk", whole="1", department=world.departments["SALES"].pk)
    assert [row.person for row in Invitation.objects.all()] == [mine]


def test_a_head_invites_the_own_people_alone(world):
    stranger = newcomer(world, "SERVICE")
    send("head", stranger)
    assert not Invitation.objects.exists()
    page = at_browser("head").get("/invitations/?state=none")
    assert things(page, "person") == []


def test_the_office_invites_the_departments_that_take_part(world):
    Person.objects.filter(account="clerk").first().departmentrole_set.all().delete()
    mine, other = newcomer(world, "SALES"), newcomer(world, "OTHER")
    send("clerk", mine, other)
    assert [row.person for row in Invitation.objects.all()] == [mine]


def test_system_duties_are_invited_by_the_administrator_alone(world):
    person = newcomer(world, duty="security", email="new@example.org")
    send("head", person)
    assert not Invitation.objects.exists()
    send("admin", person)
    assert Invitation.objects.get().person == person


def test_the_letter_of_a_leader_is_printed_by_the_administrator_alone(world):
    person = newcomer(world)
    grant(person, "leader", world.campaign, by=world.clerk)
    made = inviting.plan(Person.objects.filter(pk=person.pk), by=world.head)
    assert [one for one, _why in made.left_out] == [person]
    assert inviting.plan(Person.objects.filter(pk=person.pk), by=world.admin).size == 1
    Person.objects.filter(pk=person.pk).update(email="new@example.org")
    assert inviting.plan(Person.objects.filter(pk=person.pk), by=world.head).size == 1


def test_a_new_invitation_voids_the_old_one_and_its_unsent_mail(world, folder):
    person = newcomer(world, email="new@example.org")
    old, new = invite(world, person), invite(world, person)
    assert list(Invitation.objects.order_by("pk").values_list("status", flat=True)) == [
        "void",
        "issued",
    ]
    assert old.key_hash != new.key_hash
    assert delivery.deliver_waiting() == 1
    assert path_in(mails(folder)[0]) == Invitation.objects.get(status="issued").path


@pytest.mark.parametrize("act", ["disable", "reset_password"])
def test_what_closes_an_account_takes_the_invitation_back(world, act):
    person = newcomer(world, email="new@example.org")
    invite(world, person)
    getattr(directory, act)(person, by=world.admin)
    assert Invitation.objects.get().status == "void"
    assert delivery.deliver_waiting() == 0


def test_a_corrected_address_takes_back_what_went_to_the_old_one(world):
    person = newcomer(world, email="wrong@example.org")
    invite(world, person)
    directory.change_person(person, by=world.admin, email="right@example.org")
    assert Invitation.objects.get().status == "void"


def test_two_open_invitations_of_a_person_are_impossible(world):
    person = newcomer(world)
    made = inviting.plan(Person.objects.filter(pk=person.pk), by=world.head)
    until = clock.end_of(clock.today())
    rows = [Invitation.written(person, by=world.head, way="letter", until=until) for _n in "12"]
    made.by_letter.append(person)
    with pytest.raises(NotAllowed, match="他人"):
        inviting.invite(made, by=world.head)
    assert len({row.key_hash for row in rows}) == 2
    assert not Invitation.objects.exists()


def test_each_invitation_is_an_event_without_the_key(world):
    person = newcomer(world)
    row = invite(world, person)
    event = Event.objects.get(kind="invitation.issued")
    assert (event.actor_pk, event.thing_pk) == (world.head.pk, row.pk)
    assert event.department_pk == world.departments["SALES"].pk


def spent(world, number: int) -> tuple[list[str], int]:
    people = [
        Person(account=f"n{number}-{n}", name=f"员工{n}", department=world.departments["SALES"])
        for n in range(number)
    ]
    for n, person in enumerate(people):
        person.email = f"n{n}@example.org" if n % 2 else ""
        person.set_unusable_password()
    keys = [person.pk for person in Person.objects.bulk_create(people)]
    chosen = Person.objects.filter(pk__in=keys)
    head = world.head
    inviting.invite(inviting.plan(chosen, by=head), by=head)
    with CaptureQueriesContext(connection) as queries:
        inviting.invite(inviting.plan(chosen, by=head), by=head)
    assert Invitation.objects.filter(person__in=keys, status="void").count() == number
    assert Invitation.objects.filter(person__in=keys, status="issued").count() == number
    # SQLite takes 999 values a statement: how many INSERTs there are is the database's affair.
    tables = {row["sql"].split('"')[1] for row in queries if row["sql"].startswith("INSERT")}
    return tables, sum(not row["sql"].startswith("INSERT") for row in queries)


def test_two_hundred_cost_what_twenty_cost(world):
    assert spent(world, 20) == spent(world, 200)


def test_the_list_says_how_everybody_stands(world, settings):
    settings.EMAIL_BACKEND = "tests.test_mail.Refusing"
    failed, lapsed, fresh = (newcomer(world, email=e) for e in ("head@example.org", "", ""))
    invite(world, failed)
    invite(world, lapsed)
    Invitation.objects.filter(person=lapsed).update(expires_at=clock.now())
    assert Refusing.opened >= 0
    delivery.deliver_waiting()
    assert Delivery.objects.get().state == "failed"
    assert [standing_of(p) for p in (failed, lapsed, fresh, world.head)] == [
        "failed",
        "lapsed",
        "none",
        "in",
    ]
    page = at_browser("head").get("/invitations/?state=failed")
    assert things(page, "person") == [(str(failed.pk), "failed")]
    assert "邮件服务器未接收" in text_of(page)


def test_the_list_costs_the_same_for_one_and_three(world):
    def cost() -> int:
        invite(world, newcomer(world, email="x@example.org"))
        delivery.deliver_waiting()
        with CaptureQueriesContext(connection) as queries:
            assert at_browser("head").get("/invitations/").status_code == 200
        return len(queries)

    first = cost()
    cost()
    assert cost() == first


def test_letters_by_choice_for_whom_mail_does_not_reach(world):
    person = newcomer(world, email="new@example.org")
    send("head", person, letters="1")
    assert Invitation.objects.get().way == "letter"


def test_who_may_not_invite_is_refused(world):
    post("member", "invitation_preview", status=403)
