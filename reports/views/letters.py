"""Letters, the three lists and the form of a close-out: issued, printed, taken out as files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.views.decorators.http import require_POST, require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_oversee
from organization import clock
from organization.access import demand
from organization.models import Department
from rectification.access import letter_or_404
from rectification.permissions import can_write_letters
from reports import letters
from reports.figures import Figures
from reports.papers import three_lists
from reports.renderers.html import render_html
from reports.views.sheets import file_of


@require_POST
def issue_letter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """签发: the number is given and the words are frozen."""
    letter = letter_or_404(request, code, pk)
    demand(can_write_letters(request.user, letter.campaign))
    letters.issue(letter, by=request.user)
    messages.success(
        request,
        _("Issued as %(number)s to %(department)s.")
        % {"number": letter.number, "department": letter.department},
    )
    return redirect(letter)


@require_safe
def letter_file(request: HttpRequest, code: str, pk: int, format_: str) -> HttpResponse:
    """The letter as a Word or PDF file, made as it is asked for."""
    letter = letter_or_404(request, code, pk)
    document = letters.paper_of(letter)
    name = f"{letter.number}{document.title}"
    return file_of(request, letter, document, format_, name=name)


NAMES = {
    "problems": _later("List of problems"),
    "tasks": _later("List of tasks"),
    "responsibilities": _later("List of responsibilities"),
}


@require_safe
def list_paper(request: HttpRequest, code: str, kind: str, format_: str = "") -> HttpResponse:
    """One of the three lists, of the campaign or (`?department=`) of a department."""
    campaign = campaign_or_404(request, code)
    if kind not in three_lists.LISTS:
        raise Http404
    department = _department(request, campaign)
    figures = Figures(campaign, clock.now())
    document = three_lists.write(figures, kind, department)
    if format_:
        return file_of(request, campaign, document, format_)
    oversees = can_oversee(request.user, campaign)
    context = {
        "campaign": campaign,
        "title": document.title,
        "kind": kind,
        "lists": [(key, NAMES[key]) for key in three_lists.LISTS],
        "department": department,
        "departments": [row.department for row in figures.sources.participations]
        if oversees
        else [],
        "html": render_html(document),
    }
    return render(request, "reports/list_paper.html", context)


def _department(request: HttpRequest, campaign: Campaign) -> Department | None:
    """The department that is asked for; who does not oversee reads that of the own ones."""
    code = request.GET.get("department", "")
    taking_part = Department.objects.filter(participations__campaign=campaign)
    if can_oversee(request.user, campaign):
        return get_object_or_404(taking_part, code=code) if code else None
    own = [one for one in taking_part if request.user.roles.in_department(one, "head", "member")]
    demand(bool(own), _("The lists are read by the departments that take part."))
    return next((one for one in own if one.code == code), own[0])
