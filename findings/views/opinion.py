"""One opinion: what was said, what became of it, and the verbs that decide that."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.views.evidence import download as send_file
from findings import opinion_disposing as disposing
from findings import opinions
from findings.forms import ClassifyForm, MergeOpinionForm, ReplyForm
from findings.models import FindingSource, Opinion, OpinionEvidence
from findings.models.opinion_reply import evidence_of
from findings.opinion_access import opinion_or_404, own_opinion
from findings.opinion_lights import standing
from findings.permissions import can_consolidate, can_report
from organization import clock
from organization.forms.reason import ReasonForm
from organization.models import Event
from organization.timeline import timeline


@require_safe
def opinion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The page of an opinion."""
    return _page(request, opinion_or_404(request, code, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def classify_opinion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Topic, sort, department, check-point, who may read it."""
    row = own_opinion(request, code, pk)
    form = ClassifyForm(
        request.POST or None,
        instance=Opinion.objects.get(pk=row.pk),
        initial={"topic": row.topic},
        campaign=row.campaign,
    )
    if not form.is_valid():
        context = {"opinion": row, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "findings/classify_opinion.html", context, status=status)
    version = request.POST.get("version", "")
    known = int(version) if version.isdecimal() and len(version) < 9 else 0
    opinions.classify(row, known, by=request.user, **form.cleaned_data)
    messages.success(request, _("The opinion was classified."))
    return redirect(row)


@require_POST
def reply_to_opinion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Tell whoever said it how it stands, or with `ends` that this is the answer."""
    row = own_opinion(request, code, pk)
    form = ReplyForm(request.POST, auto_id="reply_%s")
    if not form.is_valid():
        return _page(request, row, 422, reply_form=form)
    if request.POST.get("ends"):
        disposing.answer(row, form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Answered; the opinion is finished with this reply."))
    else:
        disposing.reply(row, form.cleaned_data["text"], by=request.user)
        messages.success(request, _("The reply was kept. Whoever has the receipt reads it."))
    return redirect(row)


@require_POST
def merge_opinion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The same was said before."""
    row = own_opinion(request, code, pk)
    form = MergeOpinionForm(request.POST, auto_id="merge_%s")
    if not form.is_valid():
        return _page(request, row, 422, merge_form=form)
    rows = Opinion.objects.visible_to(request.user).filter(campaign=row.campaign)
    into = rows.filter(number=form.cleaned_data["into"]).first()
    if into is None:
        form.add_error("into", _("There is no opinion with this number."))
        return _page(request, row, 422, merge_form=form)
    disposing.merge(row, into, by=request.user)
    messages.success(request, _("Merged into opinion %(number)d.") % {"number": into.number})
    return redirect(row)


@require_POST
def set_aside_opinion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It is not adopted; the reason is kept."""
    row = own_opinion(request, code, pk)
    form = ReasonForm(request.POST, auto_id="aside_%s")
    if not form.is_valid():
        return _page(request, row, 422, reason_form=form)
    row.set_aside(by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("Opinion %(number)d was not adopted.") % {"number": row.number})
    return redirect(row)


@require_POST
def take_up_opinion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It is looked at again."""
    row = own_opinion(request, code, pk)
    row.take_up(by=request.user)
    messages.success(request, _("Opinion %(number)d is looked at again.") % {"number": row.number})
    return redirect(row)


@require_safe
def opinion_file(request: HttpRequest, code: str, pk: int, file: int) -> HttpResponse:
    """A photo that came with the opinion, for whoever reads the opinion."""
    row = opinion_or_404(request, code, pk)
    uses = OpinionEvidence.objects.filter(target=row).select_related("evidence__campaign")
    return send_file(request, get_object_or_404(uses, evidence=file).evidence, by=request.user)


def _page(request: HttpRequest, row: Opinion, status: int = 200, **forms: Form) -> HttpResponse:
    """The page, with a form that was filled in wrongly when there is one."""
    person = request.user
    source = FindingSource.objects.visible_to(person).filter(opinion=row).select_related("finding")
    followers = Opinion.objects.visible_to(person).filter(merged_into=row).order_by("number")
    decides = can_report(person, row.campaign) and row.campaign.is_running
    sees_contact = can_consolidate(person, row.campaign) or row.recorded_by_id == person.pk
    context = {
        "opinion": row,
        "stands": standing(row, clock.now()),
        "finding": getattr(source.first(), "finding", None),
        "followers": followers,
        "replies": row.replies.select_related("by"),
        "files": evidence_of(row),
        "entries": timeline(row, person, _describe),
        "may_decide": decides,
        "may_take_up": decides and row.status in ("answered", "merged", "set_aside"),
        "sees_contact": sees_contact,
        "sees_writer": sees_contact or row.channel != Opinion.Channel.EVALUATOR,
        "reply_form": ReplyForm(auto_id="reply_%s"),
        "merge_form": MergeOpinionForm(auto_id="merge_%s"),
        "reason_form": ReasonForm(auto_id="aside_%s"),
        **forms,
    }
    return render(request, "findings/opinion.html", context, status=status)


def _describe(event: Event) -> str:
    """The line below an act."""
    return str(event.particulars.get("department", ""))
