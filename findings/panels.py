"""What findings know about things of lower floors."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from campaigns.models import (
    Answer,
    Campaign,
    Meeting,
    PersonalAnswer,
    Result,
    Verification,
)
from campaigns.permissions import can_oversee, can_review_personal
from findings import action_panels  # noqa: F401  special actions have panels of their own
from findings.candidates import WITH_OFFICE
from findings.models import Finding, FindingSource, Guest, Opinion
from organization import panels
from organization.models import Person


def of_answers(answers: Sequence[Answer], person: Person) -> dict[int, dict]:
    """The finding an answer became, or the button that makes one; two queries a page."""
    sources = _sources(person).filter(answer__in=[answer.pk for answer in answers])
    shown = {row.answer_id: {"finding": row.finding} for row in sources}
    offered = [
        answer
        for answer in answers
        if answer.pk not in shown
        and _is_with_the_office(answer)
        and _reports(person, answer.selfcheck.campaign_id)
    ]
    beside = _beside_answers(offered, person) if offered else {}
    for answer in offered:
        pair = (answer.item_id, answer.selfcheck.department_id)
        campaign = answer.selfcheck.campaign
        shown[answer.pk] = _offered(f"answer:{answer.pk}", campaign, beside.get(pair))
    return shown


def _is_with_the_office(answer: Answer) -> bool:
    """Not compliant, and nothing that its department is still typing?"""
    return answer.result == Result.NO and (
        answer.status == Answer.Status.ACCEPTED or answer.selfcheck.status in WITH_OFFICE
    )


def of_last_answers(answers: Sequence[Answer], person: Person) -> dict[int, dict]:
    """The finding an answer of an earlier campaign became, with its outcome; one query a page."""
    sources = FindingSource.objects.visible_to(person).filter(
        answer__in=[answer.pk for answer in answers]
    )
    return {
        row.answer_id: {"finding": row.finding}
        for row in sources.select_related("finding__campaign")
    }


def of_verifications(rows: Sequence[Verification], person: Person) -> dict[int, dict]:
    """The finding a verification became, or the button that makes one; two queries a page."""
    sources = _sources(person).filter(verification__in=[row.pk for row in rows])
    shown = {row.verification_id: {"finding": row.finding} for row in sources}
    offered = [
        row
        for row in rows
        if row.pk not in shown and row.result == Result.NO and _reports(person, row.campaign_id)
    ]
    beside = _beside_verifications(offered, person) if offered else {}
    for row in offered:
        found = beside.get((row.item_id, row.department_id))
        shown[row.pk] = _offered(f"verification:{row.pk}", row.campaign, found)
    return shown


def of_personal_answers(answers: Sequence[PersonalAnswer], person: Person) -> dict[int, dict]:
    """The finding a problem of a personal sheet feeds, or the way to one for whoever reviewed the
    sheet; one query a page, and one for the findings to choose from."""
    sources = FindingSource.objects.visible_to(person).filter(
        personal__in=[answer.pk for answer in answers]
    )
    became = {row.personal_id: row.finding for row in sources.select_related("finding__campaign")}
    loose = [a for a in answers if a.is_found and can_review_personal(person, a.sheet)]
    campaigns = {a.sheet.level.campaign_id for a in loose}
    open_ones = Finding.objects.visible_to(person).filter(status__in=Finding.Status.open)
    targets = list(open_ones.filter(campaign__in=campaigns)) if campaigns else []
    return {
        **{
            a.pk: {"source": a, "of_campaign": a.sheet.level.campaign, "targets": targets}
            for a in loose
        },
        **{pk: {"finding": finding} for pk, finding in became.items()},
    }


def of_boards(campaigns: Sequence[Campaign], person: Person) -> dict[int, dict]:
    """What the notice board says of the findings: numbers for all staff, without restricted ones;
    the findings themselves for whom they exist. Two queries."""
    shown = Finding.Status.shown_to_departments
    rows = Finding.objects.filter(campaign__in=campaigns, parent=None, status__in=shown)
    public = rows.filter(restricted=False)
    counts: dict[int, Counter] = defaultdict(Counter)
    for campaign, status in public.order_by().values_list("campaign", "status"):
        counts[campaign][status] += 1
    visible = Finding.objects.visible_to(person).filter(pk__in=public.order_by().values("pk"))
    named: dict[int, list[Finding]] = defaultdict(list)
    for finding in visible.select_related("campaign"):
        named[finding.campaign_id].append(finding)
    return {
        one.pk: {
            "found": counts[one.pk].total(),
            "closed": counts[one.pk][Finding.Status.CLOSED],
            "shown": named[one.pk],
        }
        for one in campaigns
    }


def of_meetings(meetings: Sequence[Meeting], person: Person) -> dict[int, dict]:
    """How many guests a meeting has, who came, what they said; for overseers. Two queries."""
    seen = [one for one in meetings if can_oversee(person, one.phase.campaign)]
    guests = Guest.objects.filter(meeting__in=seen).order_by().values_list("meeting", "came")
    said = Opinion.objects.visible_to(person).filter(guest__meeting__in=seen).order_by()
    counts, came = Counter[int](), Counter[int]()
    for meeting, is_here in guests if seen else ():
        counts[meeting] += 1
        came[meeting] += is_here
    opinions = Counter(said.values_list("guest__meeting", flat=True)) if seen else Counter[int]()
    return {
        one.pk: {"guests": counts[one.pk], "came": came[one.pk], "said": opinions[one.pk]}
        for one in seen
    }


def _sources(person: Person):
    return FindingSource.objects.visible_to(person).select_related("finding__campaign")


def _beside_answers(answers: Sequence[Answer], person: Person) -> dict[tuple[int, int], Finding]:
    """Findings that the verification of the same item in the same department feeds."""
    found = (
        _sources(person)
        .filter(
            verification__item__in={answer.item_id for answer in answers},
            verification__department__in={answer.selfcheck.department_id for answer in answers},
        )
        .exclude(finding__status__in=Finding.Status.void)
    )
    found = found.select_related("verification", "finding__campaign")
    return {
        (row.verification.item_id, row.verification.department_id): row.finding for row in found
    }


def _beside_verifications(
    rows: Sequence[Verification], person: Person
) -> dict[tuple[int, int], Finding]:
    """Findings that the department's own answer to the same item feeds."""
    found = (
        _sources(person)
        .filter(
            answer__item__in={row.item_id for row in rows},
            answer__selfcheck__department__in={row.department_id for row in rows},
        )
        .exclude(finding__status__in=Finding.Status.void)
    )
    found = found.select_related("answer__selfcheck", "finding__campaign")
    return {(row.answer.item_id, row.answer.selfcheck.department_id): row.finding for row in found}


def _offered(key: str, campaign: Campaign, beside: Finding | None) -> dict:
    """A button for one source: a new finding, or the one its other side feeds already."""
    may_join = beside is not None and beside.status in Finding.Status.open
    return {
        "finding": None,
        "source": key,
        "of_campaign": campaign,
        "beside": beside,
        "may_join": may_join,
    }


def _reports(person: Person, campaign_pk: int) -> bool:
    return person.roles.on_campaign(campaign_pk, "office", "inspector")


panels.register("campaigns.campaign", "findings/_board.html", of_boards, place="board")
panels.register("campaigns.answer", "findings/_source_panel.html", of_answers)
panels.register("campaigns.answer", "findings/_last_finding.html", of_last_answers, "last")
panels.register("campaigns.personalanswer", "findings/_personal_panel.html", of_personal_answers)
panels.register("campaigns.verification", "findings/_source_panel.html", of_verifications)
panels.register("campaigns.verification", "findings/_source_row.html", of_verifications, "row")
panels.register("campaigns.meeting", "findings/_guests_panel.html", of_meetings)
