"""The inbox: notices to read and notices read."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from organization import clock, keyset, muting
from organization.bins import bins
from organization.form_pages import FormPage, show
from organization.forms.mute import DAYS, MuteForm
from organization.models import Mute, Notification


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """待阅, or 已阅 with `?bin=read`; newest first, paged by key."""
    read = request.GET.get("bin") == "read"
    mine = Notification.objects.visible_to(request.user)
    rows = mine.exclude(read_at=None) if read else mine.unread()
    page = keyset.page_of(rows, request.GET.get("before"))
    context = {
        "page": page,
        "rows": _with_mutes(page.rows, request.user),
        "choices": DAYS,
        "bins": bins(request.user),
        "bin": "read" if read else "unread",
    }
    return render(request, "organization/notices.html", context)


def _with_mutes(notices: list[Notification], person) -> list[tuple[Notification, Mute | None]]:
    """Each notice with what the person said about mails on its matter."""
    if not any(notice.in_digest for notice in notices):
        return [(notice, None) for notice in notices]
    said = {(mute.thing, mute.thing_pk): mute for mute in Mute.objects.filter(person=person)}
    return [(notice, said.get((notice.thing, notice.thing_pk))) for notice in notices]


@require_POST
def mute_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """No mails about the matter of a reminder for some days, or for good."""
    notice = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    form = MuteForm(request.POST)
    if not form.is_valid():
        page = FormPage(
            act="mute_notice",
            title=_("No more mails about this"),
            submit=_("Stop the mails"),
            back=reverse("notices"),
            back_word=_("To read"),
            intro=notice.title,
        )
        return show(request, form, page)
    muting.mute(notice, by=request.user, **form.cleaned_data)
    messages.success(request, _("No mails about this. It stays in your inbox and your tasks."))
    return redirect("notices")


@require_POST
def unmute_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mails about the matter again."""
    notice = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    muting.unmute(notice, by=request.user)
    messages.success(request, _("You get mails about this again."))
    return redirect("notices")


@require_POST
def read_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one notice among those read."""
    notice = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    Notification.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now())
    return redirect("notices")


@require_POST
def read_all_notices(request: HttpRequest) -> HttpResponse:
    """Put every notice among those read."""
    n = Notification.objects.visible_to(request.user).unread().update(read_at=clock.now())
    messages.success(request, ngettext("%(n)d notice read.", "%(n)d notices read.", n) % {"n": n})
    return redirect("notices")
