"""Reading a paper for its tone: requests, self-references, names of people (G14, G17)."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from organization.models import Person
from reports.check import BLOCK, PASS, WARN, Check
from reports.document import Document, Table, plain, runs_of
from reports.figures import Figures
from reports.phrases import other_selves, requests_in


def checks(document: Document, figures: Figures, *, upward: bool = True) -> Iterator[Check]:
    """What the words of the paper give reason to look at; `upward`: it is a 报告."""
    text = "\n".join(_texts(document))
    if upward:
        yield from _requests(text)
    yield from _selves(text, figures)
    yield from _names(document, figures)


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if not isinstance(block, Table):
            yield from map(plain, runs_of(block))


def _requests(text: str) -> Iterator[Check]:
    """A 报告 carries no request (请批准): that is a separate paper."""
    words = requests_in(text)
    for word in words:
        told = _("A report must not carry a request: %(word)s") % {"word": word}
        yield Check(BLOCK, told)
    if not words:
        yield Check(PASS, _("No words of a request"), _("whole paper"))


def _selves(text: str, figures: Figures) -> Iterator[Check]:
    own = figures.campaign.word("self", "我公司")
    others = other_selves(text, own)
    if others:
        told = _("Beside “%(own)s” the paper calls itself: %(others)s")
        names = {"own": own, "others": "、".join(others)}
        yield Check(WARN, told % names)
    else:
        told = _("One self-reference: %(own)s") % {"own": own}
        yield Check(PASS, told, _("whole paper"))


def _names(document: Document, figures: Figures) -> Iterator[Check]:
    """People are named by post; only those who are known by another name can be found."""
    campaign = figures.campaign
    people = Person.objects.filter(
        Q(receipts__circulation__campaign=campaign)
        | Q(memberships__group__campaign=campaign)
        | Q(pk__in=campaign.responsibilities.values("person"))
        | Q(pk__in=campaign.participations.values("head"))
    )
    known = {
        name
        for name, post in people.values_list("name", "post").distinct()
        if len(name) > 1 and name not in post
    }
    text = "\n".join(plain(runs) for runs in document.all_runs())
    found = sorted(name for name in known if name in text)
    if found:
        told = _("The paper names people: %(names)s") % {"names": "、".join(found)}
        yield Check(WARN, told)
    else:
        yield Check(PASS, _("No names of people"), _("whole paper"))
