"""Questions about items that wait for a person's answer."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaigns.models import Campaign, HandOver, Remark
from campaigns.waiting import some
from organization.models import Person
from organization.waiting import Entry, link, mark, register


@register
def questions(person: Person) -> Iterator[Entry]:
    """What the office asks the person's departments, or about items handed to the person; what
    departments ask the person's office. One query."""
    heads, offices = person.roles.departments("head"), person.roles.campaigns("office")
    members = person.roles.departments("member")
    if not (heads or offices or members):
        return
    held = HandOver.objects.filter(
        selfcheck=OuterRef("selfcheck"), item=OuterRef("item"), to=person, taken_back_at=None
    )
    of_departments = Q(side=Remark.Side.OFFICE) & (
        Q(selfcheck__department__in=heads) | Q(Exists(held))
    )
    of_offices = Q(side=Remark.Side.DEPARTMENT, selfcheck__campaign__in=offices)
    rows = (
        Remark.objects.unanswered()
        .filter(of_departments | of_offices, selfcheck__campaign__status=Campaign.Status.RUNNING)
        .exclude(by=person)
        .select_related("selfcheck__campaign", "selfcheck__department", "item", "by")
    )
    groups: dict[tuple[int, str], list[Remark]] = defaultdict(list)
    for row in rows:
        groups[row.selfcheck.campaign_id, row.side].append(row)
    for group in groups.values():
        yield _entry(group)


def _entry(group: list[Remark]) -> Entry:
    first, n = group[0], len(group)
    campaign = first.selfcheck.campaign
    tab = "?show=office" if first.side == Remark.Side.DEPARTMENT else ""
    asked_by = dict.fromkeys(row.by.title for row in group)
    return Entry(
        title=ngettext("Answer %(n)d question: %(items)s", "Answer %(n)d questions: %(items)s", n)
        % {"n": n, "items": some(list(dict.fromkeys(row.event_label for row in group)))},
        url=link(first) if n == 1 else reverse("questions", args=[campaign.code]) + tab,
        due_on=None,
        kind="answer_question",
        campaign=campaign.title,
        act=pgettext("verb", "Answer") if n == 1 else _("Look at them"),
        why=_("asked by %(who)s") % {"who": some(list(asked_by))},
        thing=mark(first)["thing"],
        status=first.status,
    )
