"""应发文书: what the ladder asks for today, looked at and issued together."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from campaigns.access import campaign_or_404
from organization import clock
from organization.access import demand
from organization.lists import in_a_row
from organization.models import Person
from rectification import due_slips as due
from rectification import lights
from rectification.ledger_bulk import read_marks
from rectification.models import Letter, LetterRules
from rectification.permissions import can_write_letters
from reports import letters


@require_http_methods(["GET", "HEAD", "POST"])
def due_slips(request: HttpRequest, code: str) -> HttpResponse:
    """Each slip as it would go out; a POST issues those that are ticked, all or none."""
    campaign = campaign_or_404(request, code)
    demand(can_write_letters(request.user, campaign))
    if request.method == "POST":
        seen = read_marks(request.POST.getlist("seen"))
        if not seen:
            messages.info(request, _("Tick the slips that are to be issued."))
            return redirect("due_slips", code)
        issued = due.issue_all(campaign, seen, _issue, by=request.user)
        said = ngettext(
            "%(n)d slip was issued: %(no)s.", "%(n)d slips were issued: %(no)s.", len(issued)
        )
        numbers = [letter.number for letter in issued]
        shown = in_a_row(numbers if len(numbers) < 4 else [numbers[0], "…", numbers[-1]])
        messages.success(request, said % {"n": len(issued), "no": shown})
        return redirect("letters", code)
    today = clock.today()
    rows = due.due_slips([campaign], request.user)
    for row in rows[: due.MOST]:
        task = row.task
        vars(task).update(shown_light=task.light(today), shown_note=lights.note(task, today))
    context = {
        "campaign": campaign,
        "ready": [row for row in rows if not row.why][: due.MOST],
        "refused": [row for row in rows if row.why],
        "number": sum(not row.why for row in rows),
        "copies_confirmed": LetterRules.of(campaign).copies_confirmed_at is not None,
    }
    return render(request, "reports/due_slips.html", context)


def _issue(letter: Letter, by: Person) -> Letter:
    return letters.issue(letter, by=by)
