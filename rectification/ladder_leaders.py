"""The leaders a rung names: who is in charge of a department, and the chair of the campaign."""

from campaigns.layers import reviewers
from campaigns.models import Campaign
from campaigns.steps import Step
from organization.models import Person
from organization.models.role import holders
from rectification.models import LetterRules, Task


class Leaders:
    """Whom the rungs of one campaign name; nobody until the office has confirmed that leaders
    are told. Four queries."""

    def __init__(self, campaign: Campaign) -> None:
        self.chair: Person | None = None
        self.in_charge: dict[int, list[Person]] = {}
        self.for_few: set[int] = set()
        if LetterRules.of(campaign).copies_confirmed_at is None:
            return
        chair = reviewers(campaign)[0]
        self.chair = chair if chair and chair.is_active else None
        few = campaign.tasks.filter(measure__finding__named_only=True)
        self.for_few = set(few.values_list("pk", flat=True))
        # Who leads the campaign may open the task: nobody is sent to a page that is not there.
        leading = list(holders(campaign, "leader"))
        links = Person.in_charge_of.through.objects.filter(person__in=leading)
        people = {person.pk: person for person in leading}
        for person, department in links.values_list("person", "department"):
            self.in_charge.setdefault(department, []).append(people[person])

    def told(self, task: Task, step: Step) -> list[Person]:
        """Who is told of the task at the rung; what few may know of goes to the chair alone."""
        found = []
        if step.to_leader and task.pk not in self.for_few:
            found += self.in_charge.get(task.department_id, [])
        if step.to_chair and self.chair:
            found.append(self.chair)
        return found
