"""整改项目: when and by whom it is accepted, the process before and after, what it brought."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from campaigns.models import Group
from findings.models import Finding, FindingKind, WalkProject
from organization import clock
from organization.models import NotAllowed, Person, record

PLANNED = ("is_key", "accept_on", "group", "flow_before", "flow_after", "evaluation")


def describe(finding: Finding, *, by: Person, version: int | None = None, **fields) -> WalkProject:
    """Set what is planned and told of a project; `fields`: some of `PLANNED`.

    Raises NotAllowed for a finding that is no improvement, a group of another campaign, a key
    project without the day and group of its acceptance, an evaluation before the finding was
    confirmed, and when somebody changed it after `version` was read.
    """
    finding.campaign.demand_running()
    if finding.kind != FindingKind.IMPROVEMENT:
        raise NotAllowed(_("Choose a project."))
    with transaction.atomic():
        project, _new = WalkProject.objects.select_for_update(of=("self",)).get_or_create(
            finding=finding, defaults={"changed_by": by, "changed_at": clock.now()}
        )
        if version is not None and project.version != version:
            raise NotAllowed(_("The record was changed meanwhile: look at it once more."))
        _demand_fields(finding, project, fields)
        for name, value in fields.items():
            setattr(project, name, value)
        WalkProject.objects.filter(pk=project.pk).update(
            **fields, version=F("version") + 1, changed_by=by, changed_at=clock.now()
        )
        record("walkproject.changed", project, by=by, fields=sorted(fields))
    project.refresh_from_db()
    return project


def _demand_fields(finding: Finding, project: WalkProject, fields: dict) -> None:
    group: Group | None = fields.get("group", project.group)
    if group is not None and group.campaign_id != finding.campaign_id:
        raise NotAllowed(_("This belongs to another campaign."))
    is_key = fields.get("is_key", project.is_key)
    if is_key and not (group and fields.get("accept_on", project.accept_on)):
        raise NotAllowed(_("A key project has the day and the group of its acceptance."))
    if fields.get("evaluation") and finding.status not in Finding.Status.shown_to_departments:
        raise NotAllowed(_("A project is evaluated once it is confirmed."))
