"""The two ways to a personal sheet: with an account, and by the personal link in the mail.

The same acts lie behind both. A link opens its one sheet to its one person; nobody is signed in
by it, and whoever is signed in goes on with the account.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from campaigns.models import PersonalSheet
from organization import personal_links
from organization.access import demand
from organization.models import Person


@dataclass(frozen=True)
class Visit:
    """Who came to which personal sheet, and how: `token` is that of the link, "" without one."""

    person: Person
    sheet: PersonalSheet
    token: str = ""

    @property
    def is_own(self) -> bool:
        """Is it the person's own sheet?"""
        return self.sheet.person_id == self.person.pk

    def demand_own(self) -> None:
        """403 on the sheet of somebody else."""
        demand(self.is_own, _("Only the person whose sheet it is fills it."))

    def to(self, name: str, *args: object) -> str:
        """The address of a page of the sheet, by the way the person came."""
        if self.token:
            return reverse(f"{name}_link", args=[self.token, *args])
        return reverse(name, args=[self.sheet.level.campaign.code, self.sheet.pk, *args])


Act = Callable[..., HttpResponse]


def by_account(act: Act) -> Act:
    """The view of an act for whoever is signed in; `act(request, visit, …)`."""

    @wraps(act)
    def view(request: HttpRequest, code: str, pk: int, **rest) -> HttpResponse:
        return act(request, Visit(request.user, sheet_or_404(request, code, pk)), **rest)

    return view


def by_link(act: Act) -> Act:
    """The view of an act behind a personal link."""

    @login_not_required
    @never_cache
    @wraps(act)
    def view(request: HttpRequest, token: str, **rest) -> HttpResponse:
        visit = _linked(token)
        # What the page of the link still sends is taken, also after its person signed in.
        goes_on = request.method == "POST" and request.user == visit.person
        if request.user.is_authenticated and not goes_on:
            return redirect(visit.sheet)
        return act(request, visit, **rest)

    return view


def sheet_or_404(request: HttpRequest, code: str, pk: int) -> PersonalSheet:
    """The sheet if the person reads it; the frame of the page then names its campaign."""
    readable = PersonalSheet.objects.readable_by(request.user).filter(level__campaign__code=code)
    sheet = get_object_or_404(_with_all(readable), pk=pk)
    request.campaign = sheet.level.campaign
    return sheet


def _linked(token: str) -> Visit:
    person, pk = personal_links.open_link(token, PersonalSheet)
    own = PersonalSheet.objects.filter(pk=pk, person=person, level__chair_reviews=False)
    sheet = _with_all(own).first()
    if sheet is None:
        raise personal_links.refuse(PersonalSheet, "other", person)
    return Visit(person, sheet, token)


def _with_all(sheets):
    return sheets.select_related("level__campaign__office", "person", "department", "reviewer")
