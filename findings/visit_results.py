"""明查暗访结果: how many sites were visited and in how many something was wrong, never a
percentage alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from campaigns.models import Campaign, Site
from findings.models import ListWord, SiteVisit, VisitPoint
from organization.models import Person


@dataclass
class Rate:
    """Sites with a fault out of sites visited; `key` is what the register filters by."""

    label: str
    key: str = ""
    sites: set[int] = field(default_factory=set)
    faulty: set[int] = field(default_factory=set)

    @property
    def visited(self) -> int:
        """The denominator: sites with an accepted visit, each once."""
        return len(self.sites)

    @property
    def with_fault(self) -> int:
        """The numerator: those of them in which at least one point was faulty."""
        return len(self.faulty)


@dataclass
class Results:
    """The rates of a campaign and the days from which they come; None without a visit."""

    total: Rate
    kinds: list[Rate]
    districts: list[Rate]
    classes: list[Rate]
    first: date | None
    last: date | None


def results(
    campaign: Campaign, person: Person, first: date | None = None, last: date | None = None
) -> Results:
    """Accepted visits of the campaign between two days (both included). Three queries."""
    rows = SiteVisit.objects.visible_to(person).counted().filter(plan__campaign=campaign)
    rows = rows.filter(visited_on__gte=first) if first else rows
    rows = rows.filter(visited_on__lte=last) if last else rows
    visits = list(rows.select_related("site").order_by("visited_on", "id"))
    faults = _faults(rows)
    every = set().union(*faults.values()) if faults else set()
    total = Rate(_("All sites"))
    kinds = {str(kind): Rate(str(kind.label), str(kind)) for kind in Site.Kind}
    districts: dict[str, Rate] = {}
    for visit in visits:
        place = visit.site.district
        home = districts.setdefault(place, Rate(place or _("no district named"), place))
        for rate in (total, kinds[visit.site.kind], home):
            _count(rate, visit.site_id, every)
    return Results(
        total,
        list(kinds.values()),
        sorted(districts.values(), key=lambda rate: (not rate.key, rate.key)),
        _by_class(campaign, total.sites, faults),
        visits[0].visited_on if visits else None,
        visits[-1].visited_on if visits else None,
    )


def _faults(visits) -> dict[int, set[int]]:
    """By class of fault the sites in which it was found."""
    marks = VisitPoint.objects.filter(faulty=True, visit__in=visits.order_by().values("pk"))
    found: dict[int, set[int]] = defaultdict(set)
    for fault_class, site in marks.order_by().values_list("point__fault_class", "visit__site"):
        found[fault_class].add(site)
    return found


def _by_class(campaign: Campaign, sites: set[int], faults: dict[int, set[int]]) -> list[Rate]:
    words = ListWord.objects.of(campaign, ListWord.Kind.FAULT_CLASS)
    return [
        Rate(word.name, str(word.pk), set(sites), faults.get(word.pk, set()) & sites)
        for word in words
    ]


def _count(rate: Rate, site: int, faulty: set[int]) -> None:
    rate.sites.add(site)
    if site in faulty:
        rate.faulty.add(site)


def columns() -> list[str]:
    """The headers of the worksheet."""
    return [
        _("Sorted by"),
        _("Word"),
        _("Sites with a fault"),
        _("Sites visited"),
        _("First day"),
        _("Last day"),
    ]


def rows(found: Results) -> Iterator[list]:
    """One row a rate: both counts and the days, so that nobody has to trust a percentage."""
    groups: Iterable[tuple[str, list[Rate]]] = (
        (_("All"), [found.total]),
        (_("kind"), found.kinds),
        (_("district"), found.districts),
        (_("class of fault"), found.classes),
    )
    for name, rates in groups:
        for rate in rates:
            yield [name, rate.label, rate.with_fault, rate.visited, found.first, found.last]
