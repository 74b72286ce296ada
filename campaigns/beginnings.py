"""What a new campaign begins with: a kind alone, a template, or an earlier campaign."""

from dataclasses import dataclass

from campaigns.contents import Contents, contents_of
from campaigns.contents.putting import active_by_account
from campaigns.contents.work import KEYS
from campaigns.kinds import Kind, kinds
from campaigns.models import Campaign, CampaignTemplate
from organization.models import Department, Person


@dataclass(frozen=True)
class Beginning:
    """Where the draft begins. `contents` is None for a kind alone."""

    kind: Kind
    title: str = ""
    contents: Contents | None = None

    @property
    def items(self) -> int:
        """How many check-points come along."""
        return len(self._rows)

    @property
    def projects(self) -> list[str]:
        """The names of the projects that come along."""
        return self._checklist["projects"] if self._checklist else []

    @property
    def places(self) -> int:
        """项次 that come along, with the departments the contents name."""
        everybody = len(self.contents["departments"]) if self.contents else 0
        return sum(
            everybody if row["all_departments"] else len(row["scopes"])
            for row in self._rows
            if not row["from_records"]
        )

    @property
    def work(self) -> dict[str, list]:
        """The planned work that comes along, by kind, without kinds of which there is none."""
        rows = {key: (self.contents or {}).get(key, []) for key in KEYS}
        return {key: found for key, found in rows.items() if found}

    @property
    def _rows(self) -> list[Contents]:
        return self._checklist["items"] if self._checklist else []

    @property
    def _checklist(self) -> Contents | None:
        return self.contents["checklist"] if self.contents else None

    def gone(self) -> list[str]:
        """Departments and people the contents name that the directory no longer has."""
        if self.contents is None:
            return []
        codes = set(self.contents["departments"])
        known = set(
            Department.objects.standing().filter(code__in=codes).values_list("code", flat=True)
        )
        accounts = {name for row in self.contents["groups"] for name, _ in row["members"]}
        accounts |= set(self.contents["reviewers"])
        return sorted(codes - known) + sorted(accounts - set(active_by_account(accounts)))


def of_kind(key: str) -> Beginning:
    """A kind alone; the first one where there is none of this key."""
    return Beginning(kinds().get(key) or next(iter(kinds().values())))


def of_template(template: CampaignTemplate) -> Beginning:
    """A template as it was kept."""
    return Beginning(kinds()[template.kind], template.name, template.contents)


def of_campaign(campaign: Campaign) -> Beginning:
    """An earlier campaign as it stands now, without any of its answers."""
    return Beginning(kinds()[campaign.kind], campaign.title, contents_of(campaign))


def templates_for(person: Person):
    """The templates the person may begin with."""
    found = CampaignTemplate.objects.visible_to(person).standing()
    return found.filter(kind__in=kinds()).defer("contents")


def campaigns_for(person: Person):
    """The campaigns the person may copy: those they run, without drafts and what is archived."""
    mine = Campaign.objects.filter(pk__in=person.roles.campaigns("office")).on_the_desk()
    return mine.exclude(status=Campaign.Status.DRAFT)
