"""传达签阅 to very many people: sending it round, the page with the percentages, one signature."""

from benchmarks import organisation
from benchmarks.measuring import Comparison, compare, undone
from benchmarks.requests import Visitor, empty_request
from campaigns import circulating
from campaigns.audience import To
from campaigns.models import Circulation, Receipt
from organization import clock
from organization.models import Notification, Person

PEOPLE = {"small": 1_000}  # a thousand; of every other size twenty thousand
MANY = 20_000
DEPARTMENTS = 60


def run(size: str, rounds: int) -> list[Comparison]:
    """Sent to everybody of 60 departments; the percentages after that; signing by link."""
    people = PEOPLE.get(size, MANY)
    made = organisation.make("circulate", DEPARTMENTS, items=1)
    make_people(made, people - DEPARTMENTS)
    return [_send(made, people, rounds), *_look_and_sign(made, people, rounds)]


def make_people(made: organisation.Organisation, number: int) -> None:
    """Employees, as many in every department."""
    organisation.bulk(
        Person(
            account=f"circulate-{n}",
            name=f"person {n}",
            department=made.departments[n % DEPARTMENTS],
            password="!",
        )
        for n in range(number)
    )


def send(made: organisation.Organisation):
    """A document to everybody of all departments."""
    words = {"title": "notice", "organiser": "office", "on": clock.today(), "text": "text"}
    to = To(departments=made.departments)
    return circulating.send_round(made.campaign, to, by=made.clerk, **words)


def _send(made, people: int, rounds: int) -> Comparison:
    result = compare(
        f"circulate to {people:,} people",
        undone(lambda: send(made)),
        undone(lambda: plain_send(made)),
        "one SELECT + two bulk INSERTs",
        rounds=rounds,
        goal="≤ 3× floor; SQL per 1,000 people",
    )
    result.note = f"{result.sql * 1000 / people:.1f} SQL per 1,000 people"
    return result


def plain_send(made) -> None:
    """The floor: as many rows of both tables, without a rule."""
    circulation = Circulation.objects.create(
        campaign=made.campaign, title="floor", organiser="floor", on=clock.today()
    )
    rows = Person.objects.filter(department__in=made.departments).values_list("pk", "department")
    receipts = Receipt.objects.bulk_create(
        [Receipt(circulation=circulation, person_id=p, department_id=d) for p, d in rows],
        batch_size=1000,
    )
    Notification.objects.bulk_create(
        [
            Notification(
                recipient_id=row.person_id,
                thing="campaigns.receipt",
                thing_pk=row.pk,
                kind="floor",
                title="floor",
                at=clock.now(),
            )
            for row in receipts
        ],
        batch_size=1000,
    )


def _look_and_sign(made, people: int, rounds: int) -> list[Comparison]:
    sent = send(made)
    office, url = Visitor(made.clerk), sent.get_absolute_url()
    assert f"{people}人" in office.get(url).decode()
    page = compare(
        f"percentages of {people:,} people",
        lambda: office.get(url),
        empty_request(),
        "empty view",
        rounds=rounds,
        goal="the same SQL for 1,000 and 20,000 people",
    )
    signers = [(Visitor(row.person), row) for row in sent.receipts.all()[: rounds + 2]]
    waiting = iter(signers)

    def sign() -> None:
        visitor, receipt = next(waiting)
        visitor.post(
            f"{receipt.get_absolute_url()}sign/", {"signed_name": receipt.person.name}, "302"
        )

    signing = compare(
        "sign",
        sign,
        lambda: Receipt.objects.filter(pk=signers[0][1].pk).update(signed_address=""),
        "one UPDATE",
        rounds=rounds,
        goal="≤ 6 SQL",
    )
    signing.note = f"{sent.receipts.signed().count()} signatures kept"
    return [page, signing]
