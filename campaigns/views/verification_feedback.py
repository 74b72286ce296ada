"""反馈: a department confirms what was recorded or makes a statement; it is answered."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from campaigns import verification_feedback as acts
from campaigns.access import campaign_or_404
from campaigns.forms.verification import ReplyForm, StatementForm, VersionForm
from campaigns.models import ItemScope, Verification
from campaigns.permissions import can_give_feedback, can_reply
from campaigns.verification_page import verified
from campaigns.views.verification import demand_reader, place_or_404, show_record
from organization.access import demand


@require_POST
def agree(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """The department has nothing against the record."""
    scope, row = _record(request, code, department, no)
    demand(can_give_feedback(request.user, row), _of_the_head())
    form = VersionForm(request.POST)
    if not form.is_valid():
        return show_record(request, scope, row, status=422)
    acts.agree(row, form.cleaned_data["version"], by=request.user)
    messages.success(request, _("The record of item %(no)d is confirmed.") % {"no": no})
    return redirect("verifications", code)


@require_POST
def agree_each(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm the ticked records; each names the version that was read."""
    campaign = campaign_or_404(request, code)
    versions = dict(_keys(request.POST.getlist("record")))
    rows = list(verified(campaign, request.user).filter(pk__in=versions))
    for row in rows:
        demand(can_give_feedback(request.user, row), _of_the_head())
    if len(rows) != len(versions):
        raise Http404
    n = acts.agree_each([(row, versions[row.pk]) for row in rows], by=request.user)
    text = ngettext("%(n)d record is confirmed.", "%(n)d records are confirmed.", n)
    messages.success(request, text % {"n": n})
    return redirect("verifications", code)


@require_POST
def make_statement(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """陈述: the department sees it differently."""
    scope, row = _record(request, code, department, no)
    demand(can_give_feedback(request.user, row), _of_the_head())
    form = StatementForm(request.POST, auto_id="statement_%s")
    if not form.is_valid():
        return show_record(request, scope, row, statement=form, status=422)
    kept = form.cleaned_data
    acts.comment(row, kept["version"], kept["text"], by=request.user)
    messages.success(request, _("Your statement went to the inspectors and the office."))
    return redirect(row)


@require_POST
def answer_statement(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """The record stays as it is; the department reads why."""
    scope, row = _record(request, code, department, no)
    demand(
        can_reply(request.user, row),
        _("The office and inspectors answer, and never for their own department."),
    )
    form = ReplyForm(request.POST, auto_id="reply_%s")
    if not form.is_valid():
        return show_record(request, scope, row, answering=form, status=422)
    kept = form.cleaned_data
    acts.reply(row, kept["version"], kept["text"], by=request.user)
    messages.success(request, _("The statement is answered."))
    return redirect(row)


def _record(
    request: HttpRequest, code: str, department: str, no: int
) -> tuple[ItemScope, Verification]:
    campaign, scope, row = place_or_404(request, code, department, no)
    demand_reader(request, campaign, scope.department, has_row=row is not None)
    if row is None:
        raise Http404
    return scope, row


def _of_the_head() -> str:
    return _("The head of the department says what it thinks of the record.")


def _keys(sent: list[str]) -> list[tuple[int, int]]:
    """ "12:1" is version 1 of record 12."""
    pairs = [key.partition(":") for key in sent]
    return [
        (int(pk), int(version))
        for pk, _colon, version in pairs
        if pk.isdecimal() and version.isdecimal()
    ]
