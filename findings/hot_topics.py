"""热点问题: which topics people speak of most, every voice counted, merged ones too."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from findings.models import Opinion


@dataclass(frozen=True)
class HotTopic:
    """A topic with its voices: how many, of which complaints, not disposed of, become findings."""

    topic: str  # "": not classified
    total: int
    complaints: int
    waiting: int
    findings: int
    place: int


@dataclass(frozen=True)
class ByChannel:
    """How many voices came through a channel."""

    channel: str
    label: str
    total: int


def ranking(opinions: QuerySet[Opinion]) -> list[HotTopic]:
    """The topics by number of voices; equal numbers share a place, those without a topic come
    last and have none. One query."""
    rows = (
        opinions.order_by()
        .values("topic")
        .annotate(
            total=Count("pk"),
            complaints=Count("pk", filter=Q(category=Opinion.Category.COMPLAINT)),
            waiting=Count("pk", filter=Q(status=Opinion.Status.RECORDED)),
            findings=Count("pk", filter=Q(status=Opinion.Status.FINDING)),
        )
    )
    ordered = sorted(rows, key=lambda row: (not row["topic"], -row["total"], row["topic"]))
    totals = [row["total"] for row in ordered if row["topic"]]
    return [
        HotTopic(**row, place=totals.index(row["total"]) + 1 if row["topic"] else 0)
        for row in ordered
    ]


def by_channel(opinions: QuerySet[Opinion]) -> list[ByChannel]:
    """The channels through which anything came, in their usual order. One query."""
    counted = dict(opinions.order_by().values_list("channel").annotate(n=Count("pk")))
    return [
        ByChannel(value, str(label), counted[value])
        for value, label in Opinion.Channel.choices
        if counted.get(value)
    ]
