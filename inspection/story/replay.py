"""Replaying a story: every act by its person at its time, through the verbs of the screens."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.hashers import make_password

from campaigns.models import Campaign, CheckItem
from inspection.story.days import Days, in_order
from inspection.story.reading import Row, Story, StoryError
from organization import clock
from organization.models import Department, NotAllowed, Person
from organization.models.role import grant

Act = tuple[datetime, Callable[[], None], str]


class Replay:
    """The state of one replay: who and what the codes of the story stand for."""

    def __init__(self, story: Story, days: Days, password: str) -> None:
        self.story = story
        self.days = days
        self.password = make_password(password)
        self.departments: dict[str, Department] = {}
        self.people: dict[str, Person] = {}
        self.items: dict[str, CheckItem] = {}
        self.made: dict[tuple[str, str], object] = {}  # ("finding", "F1") → Finding
        self.acts: list[Act] = []

    def run(self) -> Campaign:
        """Replay everything. Raises StoryError naming the row whose act was refused."""
        with clock.at(self.days.instant(self.story.campaign["drafted_on"])):
            self._make_people()
        self.tell()
        for at, act, place in in_order(self.acts):
            try:
                with clock.at(at):
                    act()
            except NotAllowed as refused:
                why = "; ".join([refused.reason, *(r.text for r in refused.reasons[:5])])
                raise StoryError(f"{place} at {at:%Y-%m-%d %H:%M}: {why}") from refused
        return self.campaign

    def tell(self) -> None:
        """Note every act of the story, chapter by chapter."""
        from inspection.story import (
            acting,
            activities,
            asking,
            consolidating,
            continuing,
            corresponding,
            hearing,
            judging,
            layering,
            long_run,
            mobilizing,
            planning,
            profiling,
            promising,
            recording_faults,
            rectifying,
            site_visiting,
            verifying,
            walking,
        )

        chapters = (planning, profiling, mobilizing, activities, layering, acting, verifying)
        outside = (asking, hearing, site_visiting, recording_faults, walking, judging)
        afterwards = (rectifying, promising, continuing, consolidating, long_run, corresponding)
        for chapter in (*chapters, *outside, *afterwards):
            chapter.tell(self)

    def act(self, at: datetime, verb: Callable[[], None], row: Row) -> None:
        """Note an act for its time."""
        self.acts.append((at, verb, row.place))

    @property
    def campaign(self) -> Campaign:
        """The campaign, read afresh: verbs must see what earlier acts wrote."""
        return Campaign.objects.get(code=self.story.name)

    def person(self, account: str, row: Row) -> Person:
        """A fresh object, as every request has one: roles are read once per object."""
        if account not in self.people:
            raise StoryError(f"{row.place}: nobody has the account {account!r}")
        return Person.objects.get(pk=self.people[account].pk)

    def item(self, code: str) -> CheckItem:
        """An item of the campaign's checklist, read afresh with its campaign."""
        return CheckItem.objects.select_related("checklist__campaign").get(pk=self.items[code].pk)

    def known(self, kind: str, code: str):
        """A thing made earlier in the story, read afresh."""
        thing = self.made[kind, code]
        return type(thing)._default_manager.get(pk=thing.pk)

    def _make_people(self) -> None:
        for row in self.story["departments"]:
            parent = self.departments.get(row["parent"])
            self.departments[row["code"]], _new = Department.objects.get_or_create(
                code=row["code"],
                defaults={
                    "name": row["name"],
                    "short_name": row["short_name"],
                    "kind": row["kind"] or Department.Kind.DEPARTMENT,
                    "parent": parent,
                    "order": row.number("order") or len(self.departments),
                },
            )
        for place, row in enumerate(self.story["people"], start=1):
            person, new = Person.objects.get_or_create(
                account=row["account"],
                defaults={
                    "name": row["name"] or row["post"],
                    "post": row["post"],
                    "department": self.departments[row["department"]],
                    "level": row["level"] or Person.Level.EMPLOYEE,
                    "is_party_member": row.flag("party"),
                    "email": row["email"],
                    "mobile": row["mobile"],
                    "duty": row["duty"],
                    "order": row.number("order") or place,
                    "password": self.password,
                },
            )
            self.people[row["account"]] = person
            for role in row.list("roles") if new else ():
                thing = self._company() if role == "launcher" else person.department
                grant(person, role, thing, by=None)

        for row in self.story["departments"]:
            charge = self.departments[row["code"]]
            charge.in_charge.add(*(self.people[account] for account in row.list("in_charge")))

    def _company(self) -> Department:
        return self.departments[self.story.campaign["organisation"]]
