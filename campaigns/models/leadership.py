"""Leading group and special inspection group: roles follow membership."""

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from organization.models import Person, record
from organization.models.role import grant, revoke
from organization.scope import Scoped


class Group(models.Model):
    """A group with a chair and duties, set up for one campaign."""

    class Kind(models.TextChoices):
        LEADING = "leading", _("Leading group")
        INSPECTION = "inspection", _("Special inspection group")
        WORK = "work", _("Work group")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="groups")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=80)
    member_scope = models.CharField(_("made up of"), max_length=120, blank=True)
    duties = models.TextField(_("duties, one a line"), blank=True)
    set_up_on = models.DateField(_("set up on"), null=True, blank=True)

    objects = Scoped.as_manager()
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
        return [line.strip() for line in self.duties.splitlines() if line.strip()]

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
    def add(self, person: Person, office: str = "member", *, by: Person) -> "Membership":
        """Make `person` a member; the role of the group follows."""
        self.campaign.demand_changeable()
        membership, _new = Membership.objects.update_or_create(
            group=self, person=person, defaults={"office": office}
        )
        if self.role:
            grant(person, self.role, self.campaign, by=by)
        record("group.joined", self, by=by, person=person.title)
        return membership

    @transaction.atomic
    def remove(self, person: Person, *, by: Person) -> None:
        """End the membership and the role that came with it."""
        self.campaign.demand_changeable()
        self.memberships.filter(person=person).delete()
        others = Membership.objects.filter(
            person=person, group__campaign=self.campaign, group__kind=self.kind
        )
        if self.role and not others.exists():
            revoke(person, self.role, self.campaign, by=by)
        record("group.left", self, by=by, person=person.title)


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
            models.UniqueConstraint(fields=["group", "person"], name="one_membership_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.person.title}"
