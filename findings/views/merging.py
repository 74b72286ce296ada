"""合并、拆回、拆分、移动来源: several findings are one, or one is several."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.access import campaign_or_404
from findings import merging, similar, splitting
from findings.access import own_finding
from findings.forms import MergeEachForm, MergeForm, MoveSourceForm, SplitForm
from findings.permissions import can_consolidate
from findings.views.finding import sources_of
from findings.views.findings import tabs
from organization.access import demand


@require_http_methods(["GET", "HEAD", "POST"])
def merge_finding(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The same problem as another finding; every source moves there."""
    row = own_finding(request, code, number)
    form = MergeForm(request.POST or None, finding=row, person=request.user, auto_id="merge_%s")
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"finding": row, "merge_form": form}
        return render(request, "findings/merge.html", context, status=status)
    into = form.cleaned_data["into"]
    merging.merge(row, into, by=request.user)
    messages.success(
        request,
        _("Finding %(number)d was merged into finding %(into)d.")
        % {"number": row.number, "into": into.number},
    )
    return redirect(into)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_findings(request: HttpRequest, code: str) -> HttpResponse:
    """Several findings into one at once; which ones may be the same is proposed."""
    campaign = campaign_or_404(request, code)
    demand(can_consolidate(request.user, campaign))
    form = MergeEachForm(request.POST or None, campaign=campaign, person=request.user)
    if form.is_valid():
        into = form.cleaned_data["into"]
        n = merging.merge_each(form.cleaned_data["findings"], into, by=request.user)
        text = ngettext(
            "%(n)d finding was merged into finding %(into)d.",
            "%(n)d findings were merged into finding %(into)d.",
            n,
        )
        messages.success(request, text % {"n": n, "into": into.number})
        return redirect(into)
    context = {
        "tab": "merge",
        "form": form,
        "groups": similar.proposed(campaign, request.user),
        "ticked": request.POST.getlist("findings"),
        **tabs(campaign, request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "findings/merge_findings.html", context, status=status)


@require_POST
def unmerge_finding(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Undo a merge: its sources come back."""
    row = merging.unmerge(own_finding(request, code, number), by=request.user)
    text = _("The merge was undone: finding %(number)d stands again with its sources.")
    messages.success(request, text % {"number": row.number})
    return redirect(row)


@require_http_methods(["GET", "HEAD", "POST"])
def split_finding(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One finding is several problems: they become its parts."""
    row = own_finding(request, code, number)
    sources = list(sources_of(row, request.user))
    form = SplitForm(request.POST or None, finding=row, sources=sources)
    if not form.is_valid():
        context = {"finding": row, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "findings/split.html", context, status=status)
    parts = splitting.split(row, form.parts(), by=request.user)
    text = _("Finding %(number)d has %(n)d parts now; it is still counted as one.")
    messages.success(request, text % {"number": row.number, "n": len(parts)})
    return redirect(row)


@require_POST
def join_parts(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The parts are one finding again; their words are kept."""
    row = own_finding(request, code, number)
    n = splitting.join(row, by=request.user)
    text = _("The %(n)d parts of finding %(number)d were joined again.")
    messages.success(request, text % {"n": n, "number": row.number})
    return redirect(row)


@require_http_methods(["GET", "HEAD", "POST"])
def move_source(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """The source tells of another finding."""
    row = own_finding(request, code, number)
    source = get_object_or_404(sources_of(row, request.user), pk=pk)
    form = MoveSourceForm(request.POST or None, finding=row, person=request.user)
    if not form.is_valid():
        context = {"finding": row, "source": source, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "findings/move_source.html", context, status=status)
    to = form.cleaned_data["to"]
    merging.move_source(source, to, by=request.user)
    messages.success(request, _("The source moved to finding %(number)d.") % {"number": to.number})
    return redirect(to)
