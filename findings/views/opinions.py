"""意见和投诉: the register, writing one down, hot topics, the table."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.models import Campaign
from campaigns.permissions import can_oversee
from findings import hot_topics, opinion_export, opinion_query
from findings.forms import OpinionForm
from findings.models import BoxNote, FindingSource, Opinion
from findings.opinion_access import reading, writing
from findings.opinion_lights import standing
from findings.opinion_query import Wish
from findings.opinions import write_down
from findings.permissions import can_consolidate
from findings.views.findings import tabs
from organization import clock
from organization.access import demand
from organization.keyset import stretch_of
from organization.models import Department, Person, record
from organization.registers import download, workbook


@require_safe
def opinions(request: HttpRequest, code: str) -> HttpResponse:
    """Every opinion that exists for the person, filtered, the latest first."""
    campaign, now = reading(request, code), clock.now()
    wish = Wish.of(request.GET)
    own = _own(campaign, request.user)
    narrowed = wish.narrow(own)
    page = stretch_of(opinion_query.legs(wish.shelved(narrowed, now)), request.GET.get("after"))
    runs = can_consolidate(request.user, campaign)
    context = {
        "tab": "opinions",
        "page": page,
        "rows": _shown(page.rows, campaign, request.user),
        "tiles": opinion_query.tiles(narrowed, now),
        "wish": wish,
        "channels": Opinion.Channel.choices,
        "categories": Opinion.Category.choices,
        "topics": sorted(
            {topic for topic in own.order_by().values_list("topic", flat=True).distinct() if topic}
        ),
        "departments": _departments(own),
        "oversees": can_oversee(request.user, campaign),
        "runs": runs,
        "notes": BoxNote.objects.filter(box__campaign=campaign).count() if runs else 0,
        **tabs(campaign, request.user),
    }
    return render(request, "findings/opinions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_opinion(request: HttpRequest, code: str) -> HttpResponse:
    """Write one down."""
    campaign = writing(request, code)
    form = OpinionForm(request.POST or None, campaign=campaign)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "findings/new_opinion.html", {"form": form}, status=status)
    row = write_down(campaign, by=request.user, **form.cleaned_data)
    messages.success(request, _("Opinion %(number)d was written down.") % {"number": row.number})
    return redirect(row)


@require_safe
def hot_topic_list(request: HttpRequest, code: str) -> HttpResponse:
    """热点排行: topics and channels by number of voices, each leading to its rows."""
    campaign = reading(request, code)
    demand(can_oversee(request.user, campaign))
    own = _own(campaign, request.user)
    topics = hot_topics.ranking(own)
    context = {
        "tab": "opinions",
        "topics": topics,
        "channels": hot_topics.by_channel(own),
        "total": sum(row.total for row in topics),
        **tabs(campaign, request.user),
    }
    return render(request, "findings/hot_topics.html", context)


@require_safe
def opinions_export(request: HttpRequest, code: str) -> HttpResponse:
    """The filtered register as a worksheet."""
    campaign = reading(request, code)
    wish = Wish.of(request.GET)
    rows = wish.shelved(wish.narrow(_own(campaign, request.user)), clock.now())
    title = _("Register of opinions")
    contents = workbook(title, opinion_export.columns(), opinion_export.rows(rows))
    record("campaign.opinions_exported", campaign, by=request.user)
    return download(contents, f"{campaign.title}{title}.xlsx")


def _own(campaign: Campaign, person: Person) -> QuerySet[Opinion]:
    return Opinion.objects.visible_to(person).filter(campaign=campaign)


def _departments(own: QuerySet[Opinion]) -> QuerySet[Department]:
    about = own.order_by().values("department")
    handling = own.order_by().exclude(handled_by=None).values("handled_by")
    return Department.objects.filter(pk__in=about) | Department.objects.filter(pk__in=handling)


def _shown(rows: list[Opinion], campaign: Campaign, person: Person) -> list[tuple]:
    """The rows with how each stands and the finding it feeds, as far as that exists."""
    now = clock.now()
    found = FindingSource.objects.visible_to(person).filter(opinion__in=rows)
    fed = {source.opinion_id: source.finding for source in found.select_related("finding")}
    whole = Opinion.objects.select_related("department", "handled_by", "site", "merged_into")
    by_key = whole.in_bulk([row.pk for row in rows])
    for row in by_key.values():
        row.campaign = campaign
    return [(by_key[row.pk], standing(by_key[row.pk], now), fed.get(row.pk)) for row in rows]
