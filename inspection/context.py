"""What the frame of every page needs: navigation, unread notices, the demo banner."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.permissions import can_oversee
from organization.permissions import can_invite


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation."""

    label: str
    url: str
    icon: str
    active: bool = False
    badge: int = 0


def shell(request: HttpRequest) -> dict:
    """Context of `base.html`. `request.campaign` is set by views inside a campaign."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {"nav": [], "demo_database": is_demo()}
    campaign = getattr(request, "campaign", None)
    return {
        "nav": list(_entries(request, person, campaign)),
        "campaign": campaign,
        "campaign_choices": SimpleLazyObject(lambda: _choices(person, campaign)),
        "unread_count": person.notifications.unread().count(),
        "demo_database": is_demo(),
    }


# Everything else lies below these pages: they are marked on their own page only.
ROOTS = ("home", "campaigns", "campaign")


@dataclass(frozen=True)
class Choice:
    """A campaign to switch to."""

    url: str
    title: str
    active: bool


def _choices(person, campaign) -> list[Choice]:
    """The running campaigns of the person, the newest first."""
    rows = Campaign.objects.visible_to(person).running().only("code", "title")[:20]
    return [
        Choice(reverse("campaign", args=[row.code]), row.title, row == campaign) for row in rows
    ]


def is_demo() -> bool:
    """Was this database filled by a demo story?"""
    return (settings.DATA_DIR / "demo.json").exists()


def _entries(request: HttpRequest, person, campaign):
    def entry(label: str, name: str, icon: str, *args) -> Entry:
        url = reverse(name, args=args)
        here = request.path == url if name in ROOTS else request.path.startswith(url)
        return Entry(label, url, icon, active=here)

    yield entry(_("To do"), "home", "inbox")
    if person.duty == "administrator":
        yield entry(_("Departments and people"), "directory", "users")
        yield entry(_("Jobs"), "jobs", "activity")
    if can_invite(person):
        yield entry(_("Invitations"), "invitations", "mail")
    if person.duty == "auditor":
        yield entry(_("Event log"), "events", "history")
        return
    if not person.duty or person.roles.campaigns("office"):
        yield entry(_("Campaigns"), "campaigns", "flag")
    if campaign is None:
        return
    code = campaign.code
    yield entry(_("Overview"), "campaign", "layout-dashboard", code)
    yield entry(_("Mobilization"), "mobilization", "speakerphone", code)
    yield entry(_("Timeline"), "timeline", "calendar-event", code)
    yield entry(_("Self-check"), "sheets", "list-check", code)
    if can_oversee(person, campaign):
        yield entry(_("Levels"), "levels", "stack-2", code)
        yield entry(_("Review"), "review", "rubber-stamp", code)
    yield entry(_("Inspections"), "inspections", "search", code)
    yield entry(_("Findings"), "findings", "flag", code)
    yield entry(_("Rectification ledger"), "ledger", "table", code)
    if can_oversee(person, campaign):
        yield entry(_("Papers"), "papers", "file-text", code)
        yield entry(_("History"), "campaign_events", "history", code)
