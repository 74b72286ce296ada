"""The thread of an item, and the questions of a campaign that wait for an answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import talk as acts
from campaigns.access import campaign_or_404
from campaigns.forms.talk import RemarkForm
from campaigns.models import CheckItem, Remark, SelfCheck
from campaigns.permissions import can_join_talk, can_read_sheet, fills_sheet
from campaigns.talk_page import Talk, talk_of
from campaigns.views.filling import sheet_or_404
from organization.access import demand
from organization.models import NotAllowed

PAGE = 100
SHOWS = {
    "": gettext_lazy("Waiting for the department"),
    "office": gettext_lazy("Waiting for the office"),
    "all": gettext_lazy("All questions"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, code: str, department: str, no: int) -> HttpResponse:
    """Everything said about an item; a POST adds to it and goes back to where it was written."""
    sheet, item = _place(request, code, department, no)
    found = talk_of(sheet, item, request.user)
    if request.method != "POST":
        form = RemarkForm(sheet=sheet, by=request.user)
        return _show(request, found, form)
    demand(
        can_join_talk(request.user, sheet), _("Office, inspectors and the department talk here.")
    )
    form = RemarkForm(request.POST, sheet=sheet, by=request.user)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    try:
        cleaned = form.cleaned_data
        acts.write(
            sheet,
            item,
            cleaned["text"],
            by=request.user,
            asks=cleaned["asks"],
            mentions=cleaned["people"],
        )
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return _show(request, found, form, status=409)
    messages.success(request, _("Sent."))
    return redirect(_back(request, sheet, item))


@require_POST
def withdraw_remark(
    request: HttpRequest, code: str, department: str, no: int, pk: int
) -> HttpResponse:
    """Take one's own words back."""
    sheet, item = _place(request, code, department, no)
    remark = get_object_or_404(sheet.remarks.select_related("item"), pk=pk, item=item)
    remark.selfcheck = sheet
    demand(remark.by_id == request.user.pk, _("Only who wrote it takes it back."))
    acts.withdraw(remark, by=request.user)
    messages.success(request, _("Withdrawn. A mark stays in its place."))
    return redirect(_back(request, sheet, item))


@require_safe
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """Which questions wait, for whom, since when; a department sees its own."""
    campaign = campaign_or_404(request, code)
    own = Remark.objects.visible_to(request.user).filter(selfcheck__campaign=campaign)
    lists: dict[str, QuerySet[Remark]] = {
        "": own.unanswered().filter(side=Remark.Side.OFFICE),
        "office": own.unanswered().filter(side=Remark.Side.DEPARTMENT),
        "all": own.questions(),
    }
    show = request.GET.get("show", "")
    show = show if show in lists else ""
    rows = lists[show].knowing_replies().select_related("selfcheck__department", "item", "by")
    context = {
        "page": Paginator(rows.order_by("id"), PAGE).get_page(request.GET.get("page")),
        "tabs": [(key, label, lists[key].count()) for key, label in SHOWS.items()],
        "show": show,
    }
    return render(request, "campaigns/questions.html", context)


def _place(
    request: HttpRequest, code: str, department: str, no: int
) -> tuple[SelfCheck, CheckItem]:
    sheet = sheet_or_404(request, code, department)
    return sheet, get_object_or_404(sheet.items(), no=no)


def _show(request: HttpRequest, found: Talk, form: RemarkForm, *, status: int = 200):
    context = {
        "talk": found,
        "sheet": found.sheet,
        "item": found.item,
        "form": form,
        "reads": can_read_sheet(request.user, found.sheet),
        "fills": fills_sheet(request.user, found.sheet),
    }
    if request.htmx and request.GET.get("part") == "people":
        return render(request, "campaigns/_talk_people.html", context)
    return render(request, "campaigns/talk.html", context, status=status)


def _back(request: HttpRequest, sheet: SelfCheck, item: CheckItem) -> str:
    """The page the words were written on, among those that show the thread."""
    name = {"fill": "fill_item", "review": "review_item"}.get(request.POST.get("at", ""), "talk")
    url = reverse(name, args=[sheet.campaign.code, sheet.department.code, item.no])
    return f"{url}#talk"
