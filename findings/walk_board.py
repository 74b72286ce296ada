"""穿越看板: channel × stage with what is planned, walked and proposed."""

from dataclasses import dataclass

from django.db.models import Count, Q

from campaigns.models import Campaign
from findings.models import ListWord, Proposal, WalkTask
from findings.word_lists import words_of
from organization.models import Person


@dataclass(frozen=True)
class Square:
    """One channel at one stage: tasks that stand, those walked through, proposals."""

    channel: ListWord
    stage: ListWord
    planned: int = 0
    walked: int = 0
    proposed: int = 0

    @property
    def quarter(self) -> int:
        """How much is walked, 0 to 3, for the shape of a heat map."""
        return 3 * self.walked // self.planned if self.planned else 0


def board(campaign: Campaign, person: Person) -> list[tuple[ListWord, list[Square]]]:
    """Each channel with its squares in the order of the stages. Three queries."""
    words = words_of(campaign)
    tasks = WalkTask.objects.visible_to(person).filter(campaign=campaign).standing()
    counted = tasks.order_by().values_list("channel", "stage")
    walked = Count("pk", filter=Q(status=WalkTask.Status.WALKED))
    found = {
        (channel, stage): (planned, done)
        for channel, stage, planned, done in counted.annotate(planned=Count("pk"), done=walked)
    }
    made = Proposal.objects.visible_to(person).filter(campaign=campaign)
    proposed = {
        (channel, stage): number
        for channel, stage, number in made.order_by()
        .values_list("task__channel", "task__stage")
        .annotate(n=Count("pk"))
    }
    return [
        (channel, [_square(channel, stage, found, proposed) for stage in words["stage"]])
        for channel in words["channel"]
    ]


def _square(channel: ListWord, stage: ListWord, found: dict, proposed: dict) -> Square:
    key = (channel.pk, stage.pk)
    planned, walked = found.get(key, (0, 0))
    return Square(channel, stage, planned, walked, proposed.get(key, 0))
