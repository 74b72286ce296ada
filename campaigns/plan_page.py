"""The parts of the set-up page: what stands open, and what a folded one says of itself."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaigns.basis_lines import Basis
from campaigns.forms.plan import SPOKEN, WORK, PlanForm

FIELDS = {
    "campaign": (
        *("title", "subject", "trigger_title", "trigger_number", "trigger_issuer"),
        "trigger_received_on",
    ),
    "phases": (),
    "basis": ("basis", "authorities", "addressee", "slogan"),
    "organisation": ("code", "organisation", "office", "organisation_name", "organisation_short"),
    "departments": ("departments",),
    "checklist": ("checklist", "upload"),
    "work": ("carries",),
    "ladder": (),
    "limits": ("reach_threshold", "scan_days", "report_template", "clock", "language", *SPOKEN),
}
ALWAYS_OPEN = ("campaign", "phases")


@dataclass(frozen=True)
class Part:
    """Folded, a part says in one line what is filled in; open, it shows its fields."""

    is_open: bool
    says: str = ""


def parts_of(form: PlanForm) -> dict[str, Part]:
    """By key. What has to be typed, is missing or is wrong stands open; the rest is folded."""
    wrong = set(form.errors) if form.is_bound else set()
    missing = {
        "basis": not form["basis"].value() or form.is_basis_proposed,
        "departments": not form.ticked,
        "checklist": "checklist" in form.fields and not form.beginning.items,
        "ladder": bool(form.ladder.error),
    }
    says = {
        "basis": _said_of_basis(form),
        "organisation": str(form["organisation_name"].value() or ""),
        "departments": ngettext("%(n)d department", "%(n)d departments", len(form.ticked))
        % {"n": len(form.ticked)},
        "checklist": _said_of_checklist(form),
        "work": _said_of_work(form),
        "ladder": _said_of_ladder(form),
        "limits": _said_of_limits(form),
    }
    return {
        key: Part(
            key in ALWAYS_OPEN or missing.get(key, False) or bool(wrong & {*fields}),
            says.get(key, ""),
        )
        for key, fields in FIELDS.items()
    }


def _said_of_basis(form: PlanForm) -> str:
    documents = [row for row in form["basis"].initial or () if isinstance(row, Basis)]
    if not documents:
        return ""
    return _("%(documents)d documents, %(clauses)d clauses") % {
        "documents": len(documents),
        "clauses": sum(len(row.clauses) for row in documents),
    }


def _said_of_checklist(form: PlanForm) -> str:
    beginning = form.beginning
    if not beginning.items:
        return ""
    return _("%(items)d items in %(projects)d projects, %(places)d answers in all") % {
        "items": beginning.items,
        "projects": len(beginning.projects),
        "places": beginning.places,
    }


def _said_of_work(form: PlanForm) -> str:
    work = form.beginning.work
    comma = pgettext("between names", ", ")
    return comma.join(str(WORK[key] % {"n": len(rows)}) for key, rows in work.items())


def _said_of_ladder(form: PlanForm) -> str:
    """The days, as numbers: 到期前5、3、1个工作日，逾期1、3、7个工作日."""
    offsets = [step.offset for step in form.ladder.before]
    comma = pgettext("between numbers", ", ")
    return _("%(before)s working days before and %(after)s after") % {
        "before": comma.join(str(-n) for n in offsets if n <= 0) or "—",
        "after": comma.join(str(n) for n in offsets if n > 0) or "—",
    }


def _said_of_limits(form: PlanForm) -> str:
    return _("%(percent)s%% signed") % {"percent": form["reach_threshold"].value()}
