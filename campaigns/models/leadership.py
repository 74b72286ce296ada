"""Leading group, inspection group and work groups, a tree; roles follow membership."""

from collections.abc import Iterable
from typing import Self

from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from campaigns.signals import leaders_changed
from organization.models import Department, NotAllowed, Person, record
from organization.models.event import record_all
from organization.models.role import grant, grant_all, revoke
from organization.scope import Scoped


class GroupQuerySet(Scoped["Group"]):
    """Groups in the order in which they were set up."""

    def visible_to(self, person) -> Self:
        """Overseers see those of their campaigns, the staff once they were announced."""
        announced = Campaign.objects.announced_to(person)
        return self.filter(self.scope_of(person) | models.Q(campaign__in=announced))


class Group(models.Model):
    """A group with a chair and duties, set up for one campaign; `parent` when it is a sub-group."""

    class Kind(models.TextChoices):
        LEADING = "leading", _("Leading group")
        INSPECTION = "inspection", _("Special inspection group")
        WORK = "work", _("Work group")
        WALK = "walk", _("Walk-through team")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="groups")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="subgroups",
        verbose_name=_("belongs to"),
    )
    name = models.CharField(_("name"), max_length=80)
    member_scope = models.CharField(_("made up of"), max_length=120, blank=True)
    duties = models.TextField(_("duties, one a line"), blank=True)
    office = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("its office is at"),
    )
    office_duties = models.TextField(_("duties of its office, one a line"), blank=True)
    set_up_on = models.DateField(_("set up on"), null=True, blank=True)

    objects = GroupQuerySet.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["id"]
        verbose_name = _("group")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The members of the group."""
        return reverse("group", args=[self.campaign.code, self.pk])

    @property
    def duty_list(self) -> list[str]:
        """The duties, one a line in the record."""
        return lines(self.duties)

    @property
    def office_duty_list(self) -> list[str]:
        """The duties of its office, one a line in the record."""
        return lines(self.office_duties)

    @property
    def role(self) -> str:
        """The role on the campaign that members of this group hold, "" for none."""
        return {"leading": "leader", "inspection": "inspector"}.get(self.kind, "")

    @classmethod
    @transaction.atomic
    def set_up(cls, campaign: Campaign, *, by: Person, **fields) -> "Group":
        """A new group of the campaign, without members."""
        campaign.demand_changeable()
        group = cls.objects.create(campaign=campaign, **fields)
        record("group.set_up", group, by=by, kind=str(group.kind))
        return group

    @transaction.atomic
    def change(self, *, by: Person, **fields) -> None:
        """Change its words, its office or its place in the tree; its kind, and with it the
        role, stays. Raises NotAllowed when the group would come below itself."""
        self.campaign.demand_changeable()
        if fields.get("parent") and self in fields["parent"].lineage():
            raise NotAllowed(_now("A group cannot belong to itself or to one of its sub-groups."))
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
        record("group.changed", self, by=by, fields=sorted(fields))

    def lineage(self) -> list["Group"]:
        """The group and the groups it belongs to, from the nearest up."""
        line, above = [self], self.parent
        while above is not None and above not in line:
            line.append(above)
            above = above.parent
        return line

    @transaction.atomic
    def dissolve(self, *, by: Person) -> None:
        """End the group and its sub-groups; its members leave, and their roles with them."""
        self.campaign.demand_changeable()
        for group in self.subgroups.all():
            group.campaign = self.campaign
            group.dissolve(by=by)
        for membership in self.memberships.select_related("person"):
            self.remove(membership.person, by=by)
        record("group.dissolved", self, by=by, name=self.name)
        try:
            self.delete()
        except models.ProtectedError as error:
            raise NotAllowed(_now("This group has work of its own: it stays.")) from error

    def add(self, person: Person, office: str = "member", *, by: Person) -> "Membership":
        """Make `person` a member, or give a member another office; the role of the group
        follows. Raises NotAllowed when the group has a chair already."""
        self.campaign.demand_changeable()
        try:
            with transaction.atomic():
                membership, _new = Membership.objects.update_or_create(
                    group=self, person=person, defaults={"office": office}
                )
                if self.role:
                    grant(person, self.role, self.campaign, by=by, follows=True)
                record("group.joined", self, by=by, person=person.title)
                self._tell_of_leaders(by)
        except IntegrityError as error:
            raise NotAllowed(_now("The group has a chair already.")) from error
        return membership

    @transaction.atomic
    def add_all(self, members: Iterable[tuple[Person, str]], *, by: Person) -> None:
        """`add` for people and offices, in a constant number of statements."""
        self.campaign.demand_changeable()
        rows = list(members)
        Membership.objects.bulk_create(
            (Membership(group=self, person=person, office=office) for person, office in rows),
            ignore_conflicts=True,
        )
        if self.role:
            grant_all(
                (person for person, _office in rows), self.role, self.campaign, by=by, follows=True
            )
        told = [{"person": person.title} for person, _office in rows]
        record_all("group.joined", self, told, by=by)
        self._tell_of_leaders(by)

    @transaction.atomic
    def remove(self, person: Person, *, by: Person) -> None:
        """End the membership and the role that came with it; one that was given otherwise stays."""
        self.campaign.demand_changeable()
        self.memberships.filter(person=person).delete()
        others = Membership.objects.filter(
            person=person, group__campaign=self.campaign, group__kind=self.kind
        )
        if self.role and not others.exists():
            revoke(person, self.role, self.campaign, by=by, follows=True)
        record("group.left", self, by=by, person=person.title)
        self._tell_of_leaders(by)

    def _tell_of_leaders(self, by: Person) -> None:
        if self.kind == self.Kind.LEADING:
            leaders_changed.send(Campaign, campaign=self.campaign, by=by)


def lines(text: str) -> list[str]:
    """The lines of a text that have words."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class Membership(models.Model):
    """A person's place in a group."""

    class Office(models.TextChoices):
        CHAIR = "chair", _("Chair")
        DEPUTY = "deputy", _("Deputy")
        MEMBER = "member", _("Member")

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    office = models.CharField(max_length=10, choices=Office, default=Office.MEMBER)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="one_membership_per_person"),
            models.UniqueConstraint(
                fields=["group"],
                condition=models.Q(office="chair"),
                name="one_chair_per_group",
                violation_error_message=_("The group has a chair already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.person.title}"


def by_rank(memberships: Iterable[Membership]) -> list[Membership]:
    """Chair, deputies, members; among them the leaders first, then in the order of the
    organisation chart. The memberships come with person and department."""
    offices = Membership.Office.values

    def rank(membership: Membership) -> tuple:
        person = membership.person
        place = (person.department.order, person.order, person.pk)
        return (offices.index(membership.office), *place)

    return sorted(memberships, key=rank)


class Announcement(models.Model):
    """宣布: from now on everybody in the organisation reads who leads and who answers for what."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="announcement")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.campaign.code} {self.at:%Y-%m-%d}"
