"""What the frame of every page needs: navigation, unread notices, the demo banner."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.permissions import can_oversee, can_read_lists
from findings.evaluators import holds_term
from inspection.outside import is_outside, only_evaluates
from organization.models import Department, Notification
from organization.permissions import can_invite
from rectification.permissions import can_read_cards, can_read_commitments


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation."""

    label: str
    url: str
    icon: str
    active: bool = False
    badge: int = 0
    group: str = ""  # the heading above it, where one begins


def shell(request: HttpRequest) -> dict:
    """Context of `base.html`. `request.campaign` is set by views inside a campaign."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {"nav": [], "demo_database": is_demo()}
    campaign = getattr(request, "campaign", None)
    return {
        "nav": list(_entries(request, person, campaign)),
        "campaign": campaign,
        "frame": SimpleLazyObject(lambda: _frame(person, campaign)),
        "demo_database": is_demo(),
        "from_outside": is_outside(person),
    }


# Everything else lies below these pages: they are marked on their own page only.
ROOTS = ("home", "campaigns", "campaign")


@dataclass(frozen=True)
class Choice:
    """A campaign to switch to."""

    url: str
    title: str
    active: bool


@dataclass(frozen=True)
class Frame:
    """What the top bar says of the person: own department, unread notices, own campaigns."""

    department: str
    department_short: str
    unread: int
    choices: list[Choice]


MOST_CHOICES = 20


def _frame(person, campaign) -> Frame:
    """One query for every page: the department with the notices, then, on a page of a campaign,
    the running campaigns of the person, the newest first."""
    unread = (
        Notification.objects.unread()
        .filter(recipient=person.pk)
        .order_by()
        .values("recipient")
        .annotate(n=Count("pk"))
        .values("n")
    )
    own = Department.objects.filter(pk=person.department_id).order_by()
    lines: QuerySet = own.values_list(
        Value(0), "pk", "name", "short_name", Coalesce(Subquery(unread), Value(0))
    )
    if campaign is not None:
        running = Campaign.objects.visible_to(person).running().order_by()
        lines = lines.union(
            running.values_list(Value(1), "pk", "title", "code", Value(0)), all=True
        )
    found: list[tuple] = sorted(map(tuple, lines), key=lambda row: (row[0], -row[1]))
    (_own, _pk, name, short, count), *rows = found
    choices = [
        Choice(reverse("campaign", args=[code]), title, code == campaign.code)
        for _other, _pk, title, code, _n in rows[:MOST_CHOICES]
    ]
    return Frame(name, short or name, count, choices)


def is_demo() -> bool:
    """Was this database filled by a demo story?"""
    return (settings.DATA_DIR / "demo.json").exists()


def _entries(request: HttpRequest, person, campaign):
    def entry(label: str, name: str, icon: str, *args) -> Entry:
        url = reverse(name, args=args)
        here = request.path == url if name in ROOTS else request.path.startswith(url)
        return Entry(label, url, icon, active=here)

    yield from _of_person(person, entry)
    if campaign is not None and person.duty != "auditor":
        yield from _of_campaign(person, campaign, entry)


def _of_person(person, entry):
    """What is there without a campaign."""
    if not only_evaluates(person):
        yield entry(_("To do"), "home", "inbox")
    if person.duty == "administrator":
        yield entry(_("Departments and people"), "directory", "users")
        yield entry(_("Working calendar"), "calendar", "calendar-event")
        yield entry(_("Jobs"), "jobs", "activity")
        yield entry(_("Mail log"), "deliveries", "send")
    if can_invite(person):
        yield entry(_("Invitations"), "invitations", "mail")
    if person.duty == "auditor":
        yield entry(_("Event log"), "events", "history")
        return
    if holds_term(person) and is_outside(person):
        yield entry(_("Public appraisal"), "evaluator_portal", "award")
    if person.roles.campaigns("visitor"):
        yield entry(_("My visits"), "own_visits", "map-pin")
    if (not person.duty and not is_outside(person)) or person.roles.campaigns("office"):
        yield entry(_("Campaigns"), "campaigns", "flag")


def _of_campaign(person, campaign, entry):
    """What the campaign of the page has, by what it is for."""
    parts = (
        ("", _of_the_whole),
        (_("Checking"), _of_the_check),
        (_("From outside"), _of_the_outside),
        (_("Putting right"), _of_the_rectification),
        (_("Papers and records"), _of_the_papers),
    )
    for group, part in parts:
        for place, (label, name, icon) in enumerate(part(person, campaign)):
            yield replace(entry(label, name, icon, campaign.code), group="" if place else group)


def _of_the_whole(person, campaign):
    yield _("Overview"), "campaign", "layout-dashboard"
    yield _("Mobilization"), "mobilization", "speakerphone"
    yield _("Timeline"), "timeline", "calendar-event"


def _of_the_check(person, campaign):
    yield _("Self-check"), "sheets", "list-check"
    if can_oversee(person, campaign):
        yield _("Levels"), "levels", "stack-2"
        yield _("Review"), "review", "rubber-stamp"
    yield _("Inspections"), "inspections", "search"
    if can_read_lists(person, campaign):
        yield _("Special actions"), "special_actions", "target"


def _of_the_outside(person, campaign):
    if can_oversee(person, campaign):
        yield _("Opinions and complaints"), "opinions", "message-report"
        yield _("Surveys"), "surveys", "clipboard-list"
        yield _("Complaint statistics"), "complaints", "chart-bar"
        yield _("Visits to sites"), "site_visits", "map-pin"
        yield _("Walk-throughs"), "walks", "route"
        yield _("Evaluators"), "evaluators", "award"
    if can_read_commitments(person, campaign):
        yield _("Conduct of service"), "commitments", "certificate"


def _of_the_rectification(person, campaign):
    yield _("Findings"), "findings", "flag"
    yield _("Rectification ledger"), "ledger", "table"
    if can_read_lists(person, campaign):
        yield _("Next steps"), "next_steps", "arrow-forward-up"
    yield _("Letters"), "letters", "mail"
    if can_read_cards(person, campaign):
        yield _("Yellow and red cards"), "cards", "alert-triangle"


def _of_the_papers(person, campaign):
    yield _("Bulletins and briefs"), "editions", "notes"
    if can_oversee(person, campaign):
        yield _("Papers"), "papers", "file-text"
        yield _("History"), "campaign_events", "history"
