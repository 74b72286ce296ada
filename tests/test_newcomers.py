"""A head enters people who are missing: a line each, looked at first, invited at once."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns import circulating, launch
from campaigns.audience import To
from campaigns.models import Receipt
from organization import delivery, newcomers
from organization.models import Event, Invitation, NotAllowed, Person
from tests.invited import newcomer, path_in
from tests.signed_in import at_browser, text_of, things
from tests.test_invitation_link import PASSWORDS
from tests.test_mail import mails
from tests.world import DAY

LINES = "新员工甲\t营业员\tjia@example.org\n新员工乙，收费员，13800138000\n新员工丙"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MAIL_DIR = tmp_path
    settings.EMAIL_BACKEND = "inspection.mail.FolderBackend"
    return tmp_path


def asked(world, lines: str, code: str = "SALES", **more) -> dict:
    return {"department": world.departments[code].pk, "lines": lines, **more}


def enter(world, lines: str, account: str = "head", **more):
    """Look, then confirm what was shown."""
    client = at_browser(account)
    seen = client.post("/invitations/newcomers/", asked(world, lines)).context["reading"].digest()
    return client.post("/invitations/newcomers/", asked(world, lines, seen=seen, **more))


def test_looking_writes_nothing(world):
    before = Person.objects.count()
    answer = at_browser("head").post("/invitations/newcomers/", asked(world, LINES))
    assert things(answer, "line") == [("1", "new"), ("2", "new"), ("3", "new")]
    assert Person.objects.count() == before


def test_lines_become_people_of_the_department_and_are_invited(world):
    assert enter(world, LINES).status_code == 302
    people = Person.objects.filter(name__startswith="新员工").order_by("order")
    assert list(people.values_list("account", "name", "post", "email", "mobile")) == [
        ("sales-001", "新员工甲", "营业员", "jia@example.org", ""),
        ("sales-002", "新员工乙", "收费员", "", "13800138000"),
        ("sales-003", "新员工丙", "", "", ""),
    ]
    assert {person.department.code for person in people} == {"SALES"}
    ways = Invitation.objects.order_by("person").values_list("way", flat=True)
    assert list(ways) == ["mail", "letter", "letter"]
    created = Event.objects.filter(kind="person.created")
    assert [event.actor_pk for event in created] == [world.head.pk] * 3


def test_accounts_go_on_where_they_ended(world):
    enter(world, "新员工甲")
    enter(world, "新员工乙")
    assert Person.objects.get(name="新员工乙").account == "sales-002"


def test_who_is_known_by_the_address_is_not_entered_again(world):
    answer = at_browser("head").post(
        "/invitations/newcomers/", asked(world, "填报 MEMBER@example.org")
    )
    assert things(answer, "line") == [("1", "same")]
    assert "销售部填报人" in text_of(answer)
    enter(world, "填报 MEMBER@example.org", anyway="1")
    assert Person.objects.filter(email__iexact="member@example.org").count() == 1


def test_a_namesake_is_entered_when_the_head_says_so(world):
    known = newcomer(world, "SERVICE")
    enter(world, known.name)
    assert Person.objects.filter(name=known.name).count() == 1
    enter(world, known.name, anyway="1")
    codes = Person.objects.filter(name=known.name).order_by("pk")
    assert [person.department.code for person in codes] == ["SERVICE", "SALES"]


def test_who_is_known_and_not_in_yet_is_invited_instead(world):
    known = newcomer(world)
    enter(world, known.name)
    assert Invitation.objects.get().person == known


def test_somebody_of_another_department_is_not_invited_by_their_name(world):
    known = newcomer(world, "SERVICE")
    enter(world, known.name)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ("新员工甲\n新员工甲", "与第1行重复"),
        ("新员工甲 营业员 多余", "还有多余内容"),
        ("jia@example.org", "缺少姓名"),
        ("新员工甲 jia@", "邮箱"),
        ("甲" * 41, "40"),
    ],
)
def test_one_wrong_line_stops_all_and_keeps_what_was_typed(world, lines, word):
    before = Person.objects.count()
    answer = at_browser("head").post("/invitations/newcomers/", asked(world, lines))
    assert answer.status_code == 422
    assert word in text_of(answer)
    assert lines.splitlines()[0] in answer.content.decode()
    with pytest.raises(NotAllowed):
        newcomers.bring_in(answer.context["reading"], set(), by=world.head)
    assert Person.objects.count() == before


def test_only_what_was_shown_is_written(world):
    client, before = at_browser("head"), Person.objects.count()
    seen = client.post("/invitations/newcomers/", asked(world, "新员工甲")).context["reading"]
    answer = client.post("/invitations/newcomers/", asked(world, "新员工乙", seen=seen.digest()))
    assert (answer.status_code, Person.objects.count()) == (422, before)


def test_a_head_enters_nobody_elsewhere(world):
    before = Person.objects.count()
    answer = at_browser("head").post("/invitations/newcomers/", asked(world, "新员工甲", "SERVICE"))
    assert (answer.status_code, Person.objects.count()) == (422, before)


def test_more_lines_than_at_once_are_refused(world):
    reading = newcomers.read(
        "\n".join(f"新员工{n}" for n in range(201)), world.departments["SALES"]
    )
    assert [line.no for line in reading.wrong] == [200]


def test_many_cost_what_few_cost(world):
    def spent(start: int, number: int) -> int:
        lines = "\n".join(f"新员工{start + n}" for n in range(number))
        head = world.head
        with CaptureQueriesContext(connection) as queries:
            reading = newcomers.read(lines, world.departments["SALES"])
            newcomers.bring_in(reading, set(), by=head)
        return sum("INSERT" not in row["sql"] for row in queries)

    assert spent(0, 3) == spent(100, 100)


def test_a_newcomer_gets_in_by_the_mail_and_signs_what_is_circulated(world, folder):
    launch.launch(world.campaign, by=world.clerk)
    words = {"title": "示例通知", "organiser": "监督室", "on": DAY, "text": "第一段"}
    to = To(departments=[world.departments["SALES"]])
    circulation = circulating.send_round(world.campaign, to, by=world.clerk, **words)
    enter(world, "新员工甲 jia@example.org")
    person = Person.objects.get(name="新员工甲")
    receipt = Receipt.objects.get(person=person)
    assert receipt.status == "unread"
    delivery.deliver_waiting()
    [mail] = [m for m in mails(folder) if m["To"] == person.email and "开通" in m["Subject"]]
    client, path = Client(), path_in(mail)
    client.post(path)
    client.post(path, PASSWORDS)
    assert circulation.title in text_of(client.get("/"))
    client.post(f"{receipt.get_absolute_url()}sign/", {"signed_name": person.name})
    assert Receipt.objects.get(person=person).status == "signed"
