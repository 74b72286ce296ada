"""How hints are told to the reviewer: what was measured, the threshold, the two texts."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns import hints
from campaigns.models import Answer, AnswerVersion, Hint, SelfCheck
from campaigns.rounds import GONE, NEW, Piece, differences
from campaigns.superficiality import Kind
from organization.models import Person

SAME = 100


@dataclass(frozen=True)
class Other:
    """The text a hint holds beside the answer, with the differences marked in both."""

    answer: Answer
    old: list[Piece]  # the other text
    new: list[Piece]  # the answer


@dataclass(frozen=True)
class ShownHint:
    """A hint in words."""

    hint: Hint
    title: str
    text: str
    short: str  # for a list
    other: Other | None = None


def beside(sheet: SelfCheck, answer: Answer | None, person: Person) -> dict:
    """What the review of a sheet shows with one answer in focus: the context of the templates
    `_hints.html` and `_sheet_hints.html`; at most five statements."""
    with_office = not sheet.is_with_department and sheet.campaign.is_running
    return {
        "hints": of_answer(answer, person) if answer is not None else [],
        "sheet_hints": of_sheet(sheet),
        "hints_progress": hints.progress(sheet.campaign, [sheet]) if with_office else None,
    }


def of_answer(answer: Answer, person: Person) -> list[ShownHint]:
    """What there is to say about the answer as it was submitted; at most three statements."""
    rows = (
        Hint.objects.standing()
        .filter(answer=answer.pk)
        .select_related(
            "other_answer__selfcheck__department",
            "other_answer__selfcheck__campaign",
            "dismissed_by",
        )
    )
    order = list(Kind)
    return [
        shown(hint, _other(hint, answer, person))
        for hint in sorted(rows, key=lambda hint: order.index(Kind(hint.kind)))
    ]


def of_sheet(sheet: SelfCheck) -> list[ShownHint]:
    """What there is to say about the sheet as a whole; one statement."""
    rows = Hint.objects.standing().filter(selfcheck=sheet, answer=None)
    return [shown(hint) for hint in rows.select_related("dismissed_by")]


def shown(hint: Hint, other: Other | None = None) -> ShownHint:
    """The hint in words."""
    title = _title(hint)
    return ShownHint(hint, title, _sentence(hint), _short(hint), other)


def _title(hint: Hint) -> str:
    if hint.kind == Kind.COPIED:
        values = {"department": hint.other_answer.selfcheck.department.name}
        return _("Possibly copied from %(department)s") % values
    return str(Kind(hint.kind).label)


def _sentence(hint: Hint) -> str:
    values = {"n": hint.measure, "limit": hint.limit, "words": hint.words}
    if hint.kind in (Kind.COPIED, Kind.LAST_TIME):
        return _alike(hint, values)
    return {
        Kind.NO_EVIDENCE: _("the item asks for evidence, and no intact file is there."),
        Kind.SHORT: _("%(n)d characters, the threshold is %(limit)d."),
        Kind.FAST: _("%(n)d seconds were spent on it, the threshold is %(limit)d."),
        Kind.OBJECTIVE: _("the cause names “%(words)s” and nothing on one's own side."),
        Kind.ALL_OK: _(
            "no item reports a problem, and %(n)d%% of the answers have few words and no "
            "evidence; the threshold is %(limit)d%%."
        ),
    }[Kind(hint.kind)] % values


def _alike(hint: Hint, values: dict) -> str:
    if hint.kind == Kind.LAST_TIME:
        campaign = hint.other_answer.selfcheck.campaign.title
        values = {**values, "campaign": campaign}
        if hint.measure == SAME:
            return _("the same words as in “%(campaign)s”.") % values
        return _("%(n)d%% like the text in “%(campaign)s”, the threshold is %(limit)d%%.") % values
    values["department"] = hint.other_answer.selfcheck.department.name
    if hint.measure == SAME:
        return _("the same words as %(department)s on this item.") % values
    return (
        _("%(n)d%% like the text of %(department)s on this item, the threshold is %(limit)d%%.")
        % values
    )


def _short(hint: Hint) -> str:
    values = {"n": hint.measure}
    if hint.kind in (Kind.COPIED, Kind.LAST_TIME):
        return _("%(n)d%% alike") % values
    if hint.kind == Kind.SHORT:
        return ngettext("%(n)d character", "%(n)d characters", hint.measure) % values
    if hint.kind == Kind.FAST:
        return ngettext("%(n)d second", "%(n)d seconds", hint.measure) % values
    return ""


def _other(hint: Hint, answer: Answer, person: Person) -> Other | None:
    """The two texts, if the other one exists for the person: an earlier campaign may not."""
    other = hint.other_answer
    if other is None:
        return None
    if hint.kind == Kind.LAST_TIME and not _exists_for(other, person):
        return None
    kept = AnswerVersion.objects.filter(answer=other.pk, version=hint.other_version).first()
    then = kept.contents["text"] if kept else other.text
    pieces = differences(then, answer.text)
    return Other(
        other,
        [piece for piece in pieces if piece.kind != NEW],
        [piece for piece in pieces if piece.kind != GONE],
    )


def _exists_for(answer: Answer, person: Person) -> bool:
    return Answer.objects.visible_to(person).filter(pk=answer.pk).exists()
