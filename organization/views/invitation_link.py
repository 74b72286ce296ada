"""邀请链接: the way in of somebody who was never here. The link is the proof; looking uses
nothing up."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from organization import entering, guessing
from organization.forms.invitations import FirstPasswordForm, ObjectionForm
from organization.models import Invitation
from organization.views.sign_in import locked_out

BACKEND = "django.contrib.auth.backends.ModelBackend"
GONE, NOT_FOUND, NOT_YOURS = 410, 404, 403


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Look at the own entry, say that it is right or what is wrong, set a password, be in."""
    if not guessing.may_try(request):
        return locked_out(request, credentials={"username": guessing.BY_ADDRESS})
    try:
        found = entering.find(key)
        if request.user.is_authenticated:
            raise entering.Refused("other")
    except entering.Refused as refused:
        return _refuse(request, refused.why)
    if request.method != "POST":
        return _page(request, found)
    return _act(request, found)


def _act(request: HttpRequest, found: Invitation) -> HttpResponse:
    if "objection" in request.POST:
        form = ObjectionForm(request.POST)
        if not form.is_valid():
            return _page(request, found, objection=form)
        entering.object_to(found, form.cleaned_data["objection"])
        messages.success(request, _("Thank you. Whoever invited you has been told."))
    elif "new_password1" in request.POST:
        form = FirstPasswordForm(found.person, request.POST)
        if not form.is_valid():
            return _page(request, found, password=form)
        person = entering.enter(found, form.cleaned_data["new_password1"])
        login(request, person, backend=BACKEND)
        messages.success(request, _("Welcome. From now on you sign in with your account."))
        return redirect("home")
    else:
        entering.confirm(found)
    return redirect(request.path)


def _page(request: HttpRequest, found: Invitation, **forms) -> HttpResponse:
    context = {
        "invitation": found,
        "shown": found.person,
        "password": forms.get("password") or FirstPasswordForm(found.person),
        "objection": forms.get("objection") or ObjectionForm(),
    }
    status = 422 if forms else 200
    return render(request, "organization/invitation.html", context, status=status)


def _refuse(request: HttpRequest, why: str) -> HttpResponse:
    entering.refuse(why, request.user if request.user.is_authenticated else None)
    if why == "forged":
        guessing.note_unknown(request)
    status = {"forged": NOT_FOUND, "other": NOT_YOURS}.get(why, GONE)
    context = {"why": why}
    return render(request, "organization/invitation_refused.html", context, status=status)
