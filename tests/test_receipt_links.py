"""A notice signed on the phone by the link in the mail: two taps, and nobody else's hand."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns import circulating, launch
from campaigns.audience import To
from campaigns.models import Receipt
from organization import delivery, directory, personal_links
from organization.models import Event, Notification, Person
from tests.test_mail import mails
from tests.world import DAY

ADDRESS = "203.0.113.9"


@pytest.fixture
def receipt(world, settings, tmp_path) -> Receipt:
    """What 旁观部员工, who has no role in the campaign, is to sign."""
    settings.MAIL_DIR = tmp_path
    settings.EMAIL_BACKEND = "inspection.mail.FolderBackend"
    launch.launch(world.campaign, by=world.clerk)
    words = {"title": "示例通知", "organiser": "监督室", "on": DAY, "text": "第一段"}
    circulating.send_round(world.campaign, To(people=[world.employee]), by=world.clerk, **words)
    return Receipt.objects.get()


def path_of(receipt: Receipt) -> str:
    return personal_links.path_for(receipt.person_id, "campaigns.receipt", receipt.pk)


def again(receipt: Receipt) -> Receipt:
    return Receipt.objects.get(pk=receipt.pk)


def refused() -> list[str]:
    rows = Event.objects.filter(kind="link.refused", ok=False).order_by("pk")
    return [row.particulars["why"] for row in rows]


def test_the_mail_leads_to_the_signature(receipt, settings):
    Notification.objects.exclude(kind="receipt_asked").delete()
    delivery.deliver_waiting()
    [mail] = mails(settings.MAIL_DIR)
    path = re.search(r"/s/\S+", mail.get_content())[0]
    assert "第一段" in Client().get(path).content.decode()


def test_looking_changes_nothing_the_page_itself_notes_the_reading(receipt):
    client, path = Client(), path_of(receipt)
    client.get(path)
    assert again(receipt).status == "unread"
    answer = client.post(path, headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, again(receipt).status) == (204, "read")
    assert client.post(path)["Location"] == f"{path}?sign=1"  # without a script


def test_two_taps_sign(receipt, world):
    client = Client(REMOTE_ADDR=ADDRESS)
    answer = client.post(path_of(receipt), {"signed_name": "旁观部员工"})
    assert answer.status_code == 302
    found = again(receipt)
    kept = (found.status, found.signed_name, found.signed_address)
    assert kept == ("signed", "旁观部员工", ADDRESS)
    event = Event.objects.get(kind="receipt.signed")
    assert (event.actor_pk, event.address) == (world.employee.pk, ADDRESS)
    assert "签阅成功。" in client.get(path_of(receipt)).content.decode()
    assert "_auth_user_id" not in client.session


def test_another_name_is_no_signature(receipt):
    assert Client().post(path_of(receipt), {"signed_name": "李四"}).status_code == 422
    assert again(receipt).status == "unread"


def test_a_second_signature_is_refused(receipt):
    client, path = Client(), path_of(receipt)
    client.post(path, {"signed_name": "旁观部员工"})
    assert client.post(path, {"signed_name": "旁观部员工"}).status_code == 409
    assert refused() == ["used"]


def test_the_code_of_a_document_leads_nobody_else_in(receipt, world):
    """Who is asked comes to the own receipt; somebody else is told so, and the log keeps it."""
    path = reverse("own_receipt", args=["spring", receipt.circulation_id])
    client = Client()
    client.force_login(world.employee, "django.contrib.auth.backends.ModelBackend")
    assert client.get(path)["Location"] == receipt.get_absolute_url()
    client.force_login(world.head, "django.contrib.auth.backends.ModelBackend")
    answer = client.get(path)
    assert "您不在传达范围内" in answer.content.decode()
    assert (answer.status_code, refused()) == (404, ["not_asked"])


@pytest.mark.parametrize("change", [("s/", "s/x"), (":", ";")])
def test_a_forged_link_is_refused_and_logged(receipt, change):
    path = path_of(receipt).replace(*change, 1)
    assert Client(REMOTE_ADDR=ADDRESS).get(path).status_code == 404
    assert Client().post(path, {"signed_name": "旁观部员工"}).status_code == 404
    assert refused() == ["forged", "forged"]
    assert Event.objects.filter(kind="link.refused").last().address == ADDRESS


def test_an_expired_link_is_refused_and_logged(receipt, monkeypatch):
    path = path_of(receipt)
    later = timezone.now().timestamp() + timedelta(days=14, seconds=5).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert Client().get(path).status_code == 404
    assert refused() == ["expired"]


def test_a_link_to_somebody_elses_receipt_is_refused_and_logged(receipt, world):
    token = personal_links.token_for(world.head.pk, "campaigns.receipt", receipt.pk)
    assert Client().get(f"/s/{token}/").status_code == 404
    assert refused() == ["other"]
    assert Event.objects.get(kind="link.refused").actor_pk == world.head.pk


def test_who_is_signed_in_goes_on_with_the_account(receipt, world):
    client = Client()
    client.force_login(world.head, "django.contrib.auth.backends.ModelBackend")
    answer = client.get(path_of(receipt))
    assert answer["Location"] == receipt.get_absolute_url()
    assert client.get(answer["Location"]).status_code == 404


def test_a_link_mailed_to_a_wrong_address_ends_with_the_correction(receipt, world):
    path = path_of(receipt)
    directory.change_person(receipt.person, by=world.admin, email="right@example.org")
    assert Client().post(path, {"signed_name": "旁观部员工"}).status_code == 404
    assert (refused(), again(receipt).status) == (["void"], "unread")
    assert Client().get(path_of(receipt)).status_code == 200


def test_a_closed_account_has_no_link(receipt):
    path = path_of(receipt)
    Person.objects.filter(pk=receipt.person_id).update(is_active=False)
    assert Client().get(path).status_code == 404
    assert refused() == ["closed"]


def statements(client: Client, path: str) -> int:
    """What signing asks the database, apart from the marks of the transaction."""
    with CaptureQueriesContext(connection) as spent:
        client.post(path, {"signed_name": "旁观部员工"})
    return sum(not row["sql"].startswith(("SAVEPOINT", "RELEASE")) for row in spent)


def test_signing_by_link_costs_little(receipt):
    assert statements(Client(), path_of(receipt)) == 5
    assert again(receipt).status == "signed"


def test_signing_by_account_costs_little(receipt):
    client, path = Client(), f"{receipt.get_absolute_url()}sign/"
    client.force_login(receipt.person, "django.contrib.auth.backends.ModelBackend")
    client.get("/")  # the first request notes when the session began
    # One of them asks whether the account is that of somebody from outside.
    assert statements(client, path) == 7
    assert again(receipt).status == "signed"
