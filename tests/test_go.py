"""`/go/<thing>/<pk>/`: links that survive, and leak nothing."""

from django.urls import reverse

from organization.models import Notification
from tests.signed_in import at_browser
from tests.world import PASSWORD, full_world


def go(client, thing: str, pk: int):
    return client.get(reverse("go", args=[thing, pk]))


def test_a_thing_that_exists_for_the_person_is_found(world):
    full_world(world)
    response = go(at_browser("head"), "rectification.task", world.task.pk)
    assert (response.status_code, response.url) == (
        302,
        reverse("task", args=["spring", world.task.pk]),
    )


def test_what_does_not_exist_for_the_person_is_not_found(world):
    full_world(world)
    asked = [
        ("rectification.task", world.task.pk),
        ("campaigns.campaign", world.campaign.pk),
        ("findings.finding", world.task.finding.pk),
    ]
    stranger = at_browser("stranger")
    assert [go(stranger, *thing).status_code for thing in asked] == [404] * 3


def test_labels_that_lead_nowhere_are_not_found(world):
    client = at_browser("clerk")
    asked = ["nothing", "no.model", "organization.event", "sessions.session", "auth.permission"]
    assert [go(client, thing, 1).status_code for thing in asked] == [404] * 5
    pk = world.departments["SALES"].pk
    assert go(client, "organization.Department", pk).status_code == 404


def test_the_link_of_a_mail_works_after_signing_in(world, client):
    full_world(world)
    link = reverse("go", args=["rectification.task", world.task.pk])
    asked = client.get(link)
    form = {"username": "head", "password": PASSWORD, "next": link}
    signed_in = client.post(asked.url, form, follow=True)
    assert signed_in.redirect_chain[-1][0] == reverse("task", args=["spring", world.task.pk])
    assert signed_in.status_code == 200


def test_opening_the_thing_reads_the_notices_about_it_and_no_others(world):
    full_world(world)
    mine = Notification.objects.filter(recipient=world.head)
    unread = set(mine.values_list("thing", flat=True))
    go(at_browser("head"), "rectification.task", world.task.pk)
    assert set(mine.unread().values_list("thing", flat=True)) == unread - {"rectification.task"}
    others = Notification.objects.filter(thing="rectification.task").exclude(recipient=world.head)
    assert others.exists() and not others.exclude(read_at=None).exists()


def test_every_thing_that_a_notice_or_an_event_names_leads_somewhere(world):
    full_world(world)
    clerk = at_browser("clerk")
    told = Notification.objects.filter(recipient=world.clerk).values_list("thing", "thing_pk")
    assert told.count() > 0
    assert {go(clerk, *thing).status_code for thing in told} == {302}
