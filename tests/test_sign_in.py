"""Signing in and out; when a session ends."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from organization import clock
from organization.models import Event, Person
from tests.signed_in import at_browser
from tests.world import DAY, PASSWORD, at

HOME, LOGIN = "/", "/accounts/login/"


def sign_in(client: Client, account: str = "head", password: str = PASSWORD, **more):
    return client.post(LOGIN, {"username": account, "password": password, **more})


def kinds() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_the_right_password_leads_home_and_is_an_event(world, client):
    response = sign_in(client)
    assert (response.status_code, response.url) == (302, HOME)
    assert client.get(HOME).status_code == 200
    event = Event.objects.get(kind="person.signed_in")
    assert (event.actor_pk, event.label, event.ok) == (world.head.pk, "人员 head", True)


def test_a_link_survives_signing_in(world, client):
    asked = client.get("/directory/departments/SALES/")
    assert asked.url == f"{LOGIN}?next=/directory/departments/SALES/"
    response = sign_in(client, next="/directory/departments/SALES/")
    assert response.url == "/directory/departments/SALES/"


def test_next_never_leads_out_of_the_house(world, client):
    assert sign_in(client, next="https://evil.example/").url == HOME


def test_a_wrong_password_says_so_and_is_an_event(world, client):
    response = sign_in(client, password="wrong")
    assert response.status_code == 422
    assert "账号或密码不正确" in response.content.decode()
    event = Event.objects.get(kind="person.sign_in_failed")
    assert (event.actor_pk, event.label, event.ok) == (None, "人员 head", False)


def test_what_was_typed_instead_of_an_account_is_not_kept(world, client):
    sign_in(client, account="my-secret-password")
    event = Event.objects.get(kind="person.sign_in_failed")
    assert (event.label, event.thing_pk, event.particulars) == ("", None, {})


def test_five_failures_lock_the_account_for_a_quarter_of_an_hour(world, client):
    assert [sign_in(client, password="x").status_code for _ in range(5)] == [422] * 4 + [429]
    locked = sign_in(client)
    assert locked.status_code == 429
    assert "账号已暂时锁定" in locked.content.decode()
    assert sign_in(Client(), account="member").status_code == 302
    AccessAttempt.objects.update(attempt_time=clock.now() - timedelta(minutes=16))
    assert sign_in(client).status_code == 302


def test_signing_out_is_a_post_and_an_event(world, client):
    sign_in(client)
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).url == LOGIN
    assert client.get(HOME).status_code == 302
    assert kinds()[-1] == "person.signed_out"


def test_half_an_hour_of_silence_signs_out(world):
    client = at_browser("head")
    with clock.at(at(DAY, 9)):
        assert client.get(HOME).status_code == 200
    with clock.at(at(DAY, 9, 29)):
        assert client.get(HOME).status_code == 200
    with clock.at(at(DAY, 9, 58)):
        assert client.get(HOME).status_code == 200
    with clock.at(at(DAY, 10, 29)):
        assert client.get(HOME).status_code == 302
    with clock.at(at(DAY, 10, 30)):
        assert client.get(HOME).status_code == 302


def test_twelve_hours_sign_out_however_busy(world):
    client = at_browser("head")
    answers = []
    for minutes in [*range(0, 12 * 60, 29), 12 * 60, 12 * 60 + 1]:
        with clock.at(at(DAY, 8) + timedelta(minutes=minutes)):
            answers.append(client.get(HOME).status_code)
    assert answers == [200] * 26 + [302]


def test_a_closed_account_is_out_at_the_next_request(world):
    client = at_browser("head")
    assert client.get(HOME).status_code == 200
    Person.objects.filter(account="head").update(is_active=False)
    assert client.get(HOME).status_code == 302
    assert sign_in(Client()).status_code == 422


def test_a_script_without_a_session_gets_401_and_words_never_a_redirect(world, client):
    response = client.get(HOME, headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert "您填写的内容仍在本页" in response.content.decode()


def test_changing_the_password_ends_other_sessions(world, client):
    other = at_browser("head")
    sign_in(client)
    new = "another-correct-horse"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("password_change"), form).status_code == 302
    assert client.get(HOME).status_code == 200
    assert other.get(HOME).status_code == 302
    assert kinds()[-1] == "person.password_changed"
    assert sign_in(Client(), password=new).status_code == 302


@pytest.mark.parametrize("new", ["short", "password123"])
def test_a_weak_password_is_refused(world, client, new):
    sign_in(client)
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("password_change"), form).status_code == 422
    assert "person.password_changed" not in kinds()


def test_what_was_sent_while_signed_out_leads_back_to_its_page(world, client):
    """Never to the address of a button, at which nothing can be opened."""
    before = "http://testserver/campaigns/spring/sheets/SALES/?show=todo"
    button = "/campaigns/spring/sheets/SALES/submit/"
    sent = client.post(button, headers={"Referer": before})
    assert sent.url == f"{LOGIN}?{urlencode({'next': before}, safe='/')}"
    assert "刚才提交的操作没有执行" in client.get(sent.url).content.decode()
    away = Client().post(button, headers={"Referer": "https://evil.example/x"})
    assert away.url == f"{LOGIN}?next=/"


def test_the_address_of_a_button_says_what_to_do(world):
    client = at_browser("head")
    before = "http://testserver/campaigns/spring/sheets/SALES/"
    page = client.get("/campaigns/spring/sheets/SALES/submit/", headers={"Referer": before})
    assert (page.status_code, page.headers["Allow"]) == (405, "POST")
    assert "请返回原页面" in page.content.decode()
    assert f'href="{before}"' in page.content.decode()
