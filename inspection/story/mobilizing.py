"""Chapter two: groups, circulation and signing, and the meetings beside them."""

from datetime import time

from campaigns import circulating
from campaigns.audience import To
from campaigns.models import BasisDocument, Group, Project, Receipt, Responsibility
from campaigns.preflight import taking_part
from inspection.story import meeting
from inspection.story.reading import Row
from inspection.story.replay import Replay
from organization.models import Person

ALL = ["all"]


def tell(replay: Replay) -> None:
    """Note the acts of the mobilization."""
    for row in replay.story["groups"]:
        replay.act(
            replay.days.instant(row["on"] or row["set_up_on"], time(9)),
            lambda row=row: _set_up(replay, row),
            row,
        )
    for row in replay.story["responsibilities"]:
        replay.act(
            replay.days.instant(row["on"], time(9, 30)), lambda row=row: _answer(replay, row), row
        )
    for row in replay.story["circulations"]:
        replay.act(
            replay.days.instant(row["on"], time(9)), lambda row=row: _circulate(replay, row), row
        )
    for row in replay.story["receipts"]:
        on = row["signed_on"] or _circulated_on(replay, row)
        replay.act(replay.days.instant(on), lambda row=row: _sign(replay, row), row)
    meeting.tell(replay)


def _set_up(replay: Replay, row: Row) -> None:
    by = replay.person(row["set_up_by"] or replay.story.campaign["drafted_by"], row)
    code = row["code"] or row["kind"]
    group = replay.made["group", code] = Group.set_up(
        replay.campaign,
        by=by,
        kind=row["kind"],
        parent=replay.known("group", row["parent"]) if row["parent"] else None,
        name=row["name"],
        member_scope=row["member_scope"],
        duties=row.text("duties"),
        office=replay.departments.get(row["office"]),
        office_duties=row.text("office_duties"),
        set_up_on=replay.days.day(row["set_up_on"]) if row["set_up_on"] else None,
    )
    for member in replay.story["members"]:
        if member["group"] == code:
            group.add(replay.person(member["person"], member), member["office"], by=by)


def _answer(replay: Replay, row: Row) -> None:
    departments, projects = row.list("departments"), row.list("projects")
    named = Project.objects.filter(checklist__campaign=replay.campaign, name__in=projects)
    Responsibility.assign(
        replay.campaign,
        by=replay.person(row["by"], row),
        person=replay.person(row["person"], row),
        rank=row.number("rank"),
        duty=row["duty"],
        all_departments=departments == ALL,
        departments=[replay.departments[code] for code in departments if code != "all"],
        all_projects=projects == ALL,
        projects=named,
    )


def _circulated_on(replay: Replay, row: Row) -> str:
    return next(c["on"] for c in replay.story["circulations"] if c["code"] == row["circulation"])


def _circulate(replay: Replay, row: Row) -> None:
    words = {
        "by": replay.person(row["by"], row),
        "title": row["title"],
        "organiser": row["organiser"],
        "on": replay.days.day(row["on"]),
        "text": row.text("text"),
        "studies": BasisDocument.objects.filter(
            campaign=replay.campaign, title__in=row.list("studies")
        ),
    }
    if row["again"]:
        first = replay.known("circulation", row["again"])
        sent = circulating.second_round(first, **words)
    else:
        sent = circulating.send_round(replay.campaign, _to(replay, row["code"]), **words)
    replay.made["circulation", row["code"]] = sent


def _to(replay: Replay, code: str) -> To:
    """All departments, the leaders of the company, and by name whoever has a receipt besides."""
    accounts = [r["person"] for r in replay.story["receipts"] if r["circulation"] == code]
    return To(
        departments=taking_part(replay.campaign),
        alone=[replay.campaign.organisation],
        people=Person.objects.filter(account__in=accounts),
    )


def _sign(replay: Replay, row: Row) -> None:
    receipt = Receipt.objects.select_related("circulation__campaign", "person").get(
        circulation=replay.made["circulation", row["circulation"]],
        person__account=row["person"],
    )
    if row["exempt_reason"]:
        by = replay.person(replay.story.campaign["drafted_by"], row)
        receipt.exempt(row["exempt_reason"], by=by)
    elif row["signed_on"]:
        receipt.note_reading()
        receipt.sign(receipt.person.title, by=receipt.person)
