"""文书: drafted, issued with a number, signed for, answered, settled, stepped up, withdrawn."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from campaigns.clock_rules import due_after
from campaigns.models import Campaign, Evidence
from findings.models import Finding, Opinion, Suggestion
from organization import clock
from organization.models import (
    Department,
    NotAllowed,
    NumberSeries,
    Person,
    current_request,
    move,
    record,
)
from organization.models.role import holders
from organization.signals import Reason
from rectification import opinion_slips
from rectification.ladder import RANK
from rectification.letter_notices import tell_of_letter
from rectification.models import Letter, LetterAnswer, LetterEvidence, LetterRules, Task

Compose = Callable[[Letter], dict[str, Any]]


def draft(
    campaign: Campaign,
    kind: str,
    department: Department,
    *,
    by: Person,
    findings: Iterable[Finding] = (),
    suggestions: Iterable[Suggestion] = (),
    opinions: Iterable[Opinion] = (),
    task: Task | None = None,
    copies: Iterable[Person] | None = None,
    **fields,
) -> Letter:
    """A new letter to a department. A slip goes to the lead department of its task.

    `copies`: the leaders who get a copy, those in charge of the department where none are named.
    `fields`: topic, background, demands, plan_due_on, due_on. Raises NotAllowed for things that
    the department does not see, and where a slip about the task is open.
    """
    campaign.demand_running()
    found = list(findings)
    _demand_sendable(campaign, department, found)
    if task is not None:
        _demand_open(task, department)
    what = {"campaign": campaign, "kind": kind, "department": department, "task": task, **fields}
    try:
        with transaction.atomic():
            letter = Letter.objects.create(made_by=by, made_at=clock.now(), **what)
            _set_matters(letter, found, suggestions, opinions)
            letter.copies.set(department.in_charge.all() if copies is None else copies)
            record("letter.drafted", letter, by=by, kind=kind)
    except IntegrityError as error:
        if task is None or not task.letters.open().exists():
            raise
        raise NotAllowed(
            _("One matter, one slip: there is an open slip about this task already."),
            reasons=tuple(_in_the_way(task)),
        ) from error
    return letter


def change(
    letter: Letter,
    version: int,
    *,
    by: Person,
    findings: Iterable[Finding] = (),
    suggestions: Iterable[Suggestion] = (),
    opinions: Iterable[Opinion] = (),
    copies: Iterable[Person] = (),
    **fields,
) -> None:
    """Other words while it is a draft. `version` is the one the change was made on: who comes
    second is refused."""
    letter.campaign.demand_running()
    found = list(findings)
    _demand_sendable(letter.campaign, letter.department, found)
    with transaction.atomic():
        rows = Letter.objects.filter(pk=letter.pk, version=version, status=Letter.Status.DRAFT)
        if not rows.update(version=F("version") + 1, **fields):
            raise NotAllowed()
        _set_matters(letter, found, suggestions, opinions)
        letter.copies.set(copies)
        record("letter.changed", letter, by=by, fields=sorted(fields))


def issue(letter: Letter, compose: Compose, *, by: Person) -> Letter:
    """签发: the next number of the series, the last day for the answer, and the words frozen.

    `compose` writes the words of the numbered letter as JSON and raises NotAllowed while
    something is missing; then no number is used. Copies go to the leaders only once the office
    has confirmed that they may.
    """
    letter.campaign.demand_running()
    rules = LetterRules.of(letter.campaign)
    heads = list(holders(letter.department, "head"))
    if not heads:
        raise NotAllowed(_("Nobody heads the department: nobody could sign for the letter."))
    _demand_sendable(letter.campaign, letter.department, list(letter.findings.all()))
    if letter.task is not None:
        _demand_open(letter.task, letter.department)
    with transaction.atomic():
        if rules.copies_confirmed_at is None:
            letter.copies.clear()
        numbered = _numbered(letter, rules, heads[0], by)
        for name, value in numbered.items():
            setattr(letter, name, value)
        sets = {**numbered, "content": compose(letter)}
        move(letter, Letter.Status.SENT, by=by, sets=sets, act="issued")
        opinion_slips.hand_over(letter, by=by)
        tell_of_letter(letter, heads, "letter_issued")
        tell_of_letter(letter, letter.copies.all(), "letter_copied")
    return letter


def _numbered(letter: Letter, rules: LetterRules, head: Person, by: Person) -> dict[str, Any]:
    """Number, addressee and last day of the answer; the series runs through a year and house."""
    year, kind = clock.today().year, letter.of_kind
    series = f"{letter.campaign.organisation.code}/letters/{kind.series}/{year}"
    no = NumberSeries.take(series)
    return {
        "series": series,
        "no": no,
        "number": kind.number.format(prefix=rules.prefix, year=year, no=no),
        "head": head,
        "issued_at": clock.now(),
        "issued_by": by,
        "reply_by": due_after(letter.campaign, rules.reply_days(letter.kind)),
        "task_due_on": letter.task and letter.task.due_on,
    }


def note_reading(letter: Letter, *, by: Person) -> None:
    """A head has it before them; opening it again changes nothing."""
    rows = Letter.objects.filter(pk=letter.pk, read_at=None, status=Letter.Status.SENT)
    with transaction.atomic():
        if letter.campaign.is_running and rows.update(read_at=clock.now()):
            record("letter.read", letter, by=by)


def sign_for(letter: Letter, name: str, *, by: Person) -> None:
    """签收 by the head or a deputy of the addressee, with a typed name."""
    letter.campaign.demand_running()
    _demand_head(letter, by)
    signature = {"signed_name": name, "signed_address": current_request.get().address}
    move(letter, Letter.Status.SIGNED_FOR, by=by, sets=signature)


def answer(letter: Letter, text: str, *, by: Person, evidence: Iterable[Evidence] = ()) -> None:
    """回复: how it stands, with files; the office looks at it."""
    letter.campaign.demand_running()
    _demand_head(letter, by)
    with transaction.atomic():
        move(letter, Letter.Status.ANSWERED, by=by)
        row = LetterAnswer.objects.create(
            letter=letter, round=letter.answers.count() + 1, text=text, by=by, at=clock.now()
        )
        for file in evidence:
            LetterEvidence.objects.create(evidence=file, target=row)
        office = holders(letter.campaign, "office")
        tell_of_letter(letter, office, "letter_answered", slot=str(row.round))


def settle(letter: Letter, *, by: Person, opinion: str = "") -> None:
    """The office accepts the answer; never whoever gave it."""
    row = _judge(letter, by)
    with transaction.atomic():
        move(letter, Letter.Status.SETTLED, by=by)
        _write_opinion(row, LetterAnswer.Outcome.ACCEPTED, opinion, by)
        heads = holders(letter.department, "head")
        tell_of_letter(letter, heads, "letter_settled")


def send_back(letter: Letter, *, by: Person, opinion: str) -> None:
    """The answer does not do: the department answers once more, within the same clock."""
    row = _judge(letter, by)
    with transaction.atomic():
        move(letter, Letter.Status.RETURNED, by=by, round=row.round)
        _write_opinion(row, LetterAnswer.Outcome.RETURNED, opinion, by)
        heads = holders(letter.department, "head")
        tell_of_letter(letter, heads, "letter_returned", opinion, slot=str(row.round))


def withdraw(letter: Letter, reason: str, *, by: Person) -> None:
    """撤回 with a reason. The number is not used again; who signed for it stays on record."""
    letter.campaign.demand_running()
    with transaction.atomic():
        move(letter, Letter.Status.WITHDRAWN, by=by, sets={"withdraw_reason": reason}, why=reason)
        if letter.issued_at:
            opinion_slips.take_back(letter, by=by)
            told = {*holders(letter.department, "head"), *letter.copies.all()}
            tell_of_letter(letter, told, "letter_withdrawn", reason)


def step_up(
    slip: Letter, *, by: Person, kind: str = "", copies: Iterable[Person] | None = None
) -> Letter:
    """升级督办: the slip gives way to a draft of the next kind, or of the higher `kind`, about
    the same task. `copies` as in `draft`."""
    slip.campaign.demand_running()
    kind = kind or slip.of_kind.next
    if slip.task is None or RANK.get(kind, 0) <= RANK[slip.kind]:
        raise NotAllowed(_("There is no higher kind of slip."))
    with transaction.atomic():
        move(slip, Letter.Status.SUPERSEDED, by=by)
        return draft(
            slip.campaign,
            kind,
            slip.department,
            by=by,
            task=slip.task,
            demands=slip.demands,
            copies=copies,
        )


def earlier_slips(slip: Letter) -> list[Letter]:
    """What was issued about the same task before and not withdrawn, the first one first."""
    rows = Letter.objects.filter(task=slip.task, issued_at__isnull=False).exclude(pk=slip.pk)
    return list(rows.exclude(status=Letter.Status.WITHDRAWN).order_by("issued_at", "pk"))


def _set_matters(
    letter: Letter,
    findings: Iterable[Finding],
    suggestions: Iterable[Suggestion],
    opinions: Iterable[Opinion],
) -> None:
    """What the letter is about."""
    letter.findings.set(findings)
    letter.suggestions.set(suggestions)
    chosen = list(opinions)
    opinion_slips.demand_handable(letter, chosen)
    letter.opinions.set(chosen)


def _judge(letter: Letter, by: Person) -> LetterAnswer:
    letter.campaign.demand_running()
    row = letter.answers.last()
    if row is None or letter.status != Letter.Status.ANSWERED:
        raise NotAllowed()
    if by.pk in (row.by_id, letter.signed_for_by_id):
        raise NotAllowed(_("Nobody accepts the own answer."))
    return row


def _write_opinion(row: LetterAnswer, outcome: str, opinion: str, by: Person) -> None:
    row.outcome, row.opinion, row.judged_by, row.judged_at = outcome, opinion, by, clock.now()
    row.save(update_fields=["outcome", "opinion", "judged_by", "judged_at"])


def _demand_head(letter: Letter, by: Person) -> None:
    if not by.roles.in_department(letter.department, "head"):
        raise NotAllowed(_("The head of the addressee signs for the letter and answers it."))


def _demand_sendable(campaign: Campaign, department: Department, findings: list[Finding]) -> None:
    """A letter names no finding that the addressee does not see."""
    for finding in findings:
        own = finding.department is not None and finding.department.path.startswith(department.path)
        shown = finding.status in Finding.Status.shown_to_departments and not finding.restricted
        if finding.campaign_id != campaign.pk or not (own and shown):
            raise NotAllowed(
                _("Finding %(number)d is not shown to %(department)s: it cannot stand in a letter.")
                % {"number": finding.number, "department": department.name}
            )


def _demand_open(task: Task, department: Department) -> None:
    if task.status == Task.Status.CLOSED:
        raise NotAllowed(_("The task is closed out: there is nothing to urge."))
    if task.department_id != department.pk:
        raise NotAllowed(_("A slip goes to the lead department of its task."))


def _in_the_way(task: Task) -> Iterable[Reason]:
    for letter in task.letters.open():
        yield Reason(str(letter), "rectification.letter", letter.pk)
