"""Signing in and out, and changing one's password."""

from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from organization import guessing
from organization.models import record


class SignIn(LoginView):
    """The form with account and password; `next` brings back to the page that was asked for."""

    redirect_authenticated_user = True

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignOut(LogoutView):
    """By POST only."""


class ChangePassword(PasswordChangeView):
    """One's own password; other sessions of the person end with the old one."""

    success_url = reverse_lazy("home")

    @transaction.atomic
    def form_valid(self, form) -> HttpResponse:
        answer = super().form_valid(form)
        record("person.password_changed", self.request.user, by=self.request.user)
        messages.success(self.request, _("Your password was changed."))
        return answer

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


@sensitive_post_parameters()
def locked_out(request: HttpRequest, response=None, credentials=None, *args) -> HttpResponse:
    """Five wrong passwords, or many unknown invitations: a quarter of an hour's rest."""
    about_links = guessing.is_about_links(credentials)
    context = {"about_links": about_links}
    return render(request, "registration/locked.html", context, status=429)
