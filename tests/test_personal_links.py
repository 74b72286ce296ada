"""The link in the mail opens one's own personal sheet, for its time, and nothing else."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from campaigns import layers
from campaigns.models import PersonalSheet
from organization import delivery, personal_links
from organization.models import Event, Notification, Person
from tests.test_mail import mails
from tests.world import start


@pytest.fixture
def sheet(world, settings, tmp_path) -> PersonalSheet:
    """The sheet of 销售部填报人, an employee."""
    settings.MAIL_DIR = tmp_path
    settings.EMAIL_BACKEND = "inspection.mail.FolderBackend"
    start(world)
    level = layers.plan_level(
        world.campaign,
        [world.item(1)],
        by=world.clerk,
        name="员工广泛查",
        audience="employee",
        due_on=date(2099, 3, 6),
    )
    layers.open_level(level, by=world.clerk)
    return PersonalSheet.objects.get(person=world.member)


def path_of(sheet: PersonalSheet) -> str:
    return personal_links.path_for(sheet.person_id, "campaigns.personalsheet", sheet.pk)


def test_the_mail_carries_the_link_of_its_reader(world, sheet, settings):
    Notification.objects.exclude(kind="personal_sheet_assigned").delete()
    delivery.deliver_waiting()
    texts = mails(settings.MAIL_DIR)
    said = {mail["To"]: mail.get_content() for mail in texts}
    assert set(said) >= {"member@example.org", "service_head@example.org"}
    assert all("/p/" in text and "请勿转发" in text for text in said.values())
    path = re.search(r"/p/\S+", said["member@example.org"])[0]
    assert Client().get(path).context["sheet"] == sheet


def test_fill_and_hand_in_without_an_account(world, sheet):
    client, path = Client(), path_of(sheet)
    assert world.item(1).text in client.get(path).content.decode()
    answer = client.post(path, {"version": "0", f"{world.item(1).pk}-result": "none"})
    assert (answer.status_code, answer["Location"]) == (302, f"{path}#sign")
    assert client.post(f"{path}submit/", {"signature": "销售部填报人"}).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.status, sheet.signature) == ("submitted", "销售部填报人")
    assert Event.objects.get(kind="personalsheet.submitted").actor_pk == world.member.pk


def test_nobody_is_signed_in_by_it(world, sheet):
    client = Client()
    client.get(path_of(sheet))
    assert "_auth_user_id" not in client.session
    assert client.get("/").status_code == 302


def test_it_ends_after_its_days(world, sheet, settings, monkeypatch):
    path = path_of(sheet)
    later = timezone.now().timestamp() + timedelta(days=14, seconds=5).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("change", [("p/", "p/x"), (":", ";")])
def test_a_changed_link_opens_nothing(world, sheet, change):
    assert Client().get(path_of(sheet).replace(*change, 1)).status_code == 404


def test_a_link_of_another_person_opens_nothing(world, sheet):
    token = personal_links.token_for(world.head.pk, "campaigns.personalsheet", sheet.pk)
    assert Client().get(f"/p/{token}/").status_code == 404
    assert personal_links.path_for(world.head.pk, "campaigns.personalsheet", sheet.pk) == ""


def test_a_link_to_another_kind_of_thing_opens_nothing(world, sheet):
    token = personal_links.token_for(world.member.pk, "campaigns.receipt", sheet.pk)
    assert Client().get(f"/p/{token}/").status_code == 404


def test_leaders_sign_in(world, sheet):
    path = path_of(sheet)
    sheet.level.chair_reviews = True
    sheet.level.save(update_fields=["chair_reviews"])
    assert path_of(sheet) == ""
    assert Client().get(path).status_code == 404


def test_a_closed_account_has_no_link(world, sheet):
    path = path_of(sheet)
    Person.objects.filter(pk=sheet.person_id).update(is_active=False)
    assert Client().get(path).status_code == 404


def test_the_setting_turns_links_off(world, sheet, settings):
    settings.PERSONAL_LINK_DAYS = 0
    assert path_of(sheet) == ""


def test_who_is_signed_in_goes_on_with_the_account(world, sheet):
    client = Client()
    client.force_login(world.head, "django.contrib.auth.backends.ModelBackend")
    answer = client.get(path_of(sheet))
    assert re.fullmatch(r"/campaigns/spring/personal/\d+/", answer["Location"])
    assert client.get(answer["Location"]).status_code == 404
