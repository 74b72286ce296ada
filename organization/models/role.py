"""Role tables: guardian's direct-foreign-key tables; deleting the object deletes the role."""

from collections.abc import Iterable
from functools import cache

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F, Value
from django.utils.translation import gettext as _now
from guardian.models import UserObjectPermissionBase

from organization import clock
from organization.models.department import Department
from organization.models.event import NotAllowed, record, record_all
from organization.roles import Grant, Roles


class RoleGrant(UserObjectPermissionBase):
    """Abstract: a role (one permission) of a person on one object."""

    granted_at = models.DateTimeField(default=clock.now)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # It came with something else, such as the membership of a group, and goes with it.
    follows = models.BooleanField(default=False)

    class Meta:
        abstract = True
        unique_together = ["user", "permission", "content_object"]

    kind = ""  # "campaign" or "department": what pure code calls the object

    @property
    def role(self) -> str:
        """The name of the role."""
        return self.permission.codename


class DepartmentRole(RoleGrant):
    """head, member or launcher of a department."""

    content_object = models.ForeignKey(Department, models.CASCADE, related_name="role_grants")
    kind = "department"

    class Meta(RoleGrant.Meta):
        default_permissions = ()


def role_tables() -> list[type[RoleGrant]]:
    """Every concrete role table of the house, upper floors included."""
    return [model for model in apps.get_models() if issubclass(model, RoleGrant)]


def roles_of(person) -> Roles:
    """All roles of `person`: one UNION query over the role tables."""
    sql, parameters = _statement_of_roles(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [person.pk if one == ANYBODY else one for one in parameters])
        return Roles(Grant(*row) for row in cursor.fetchall())


ANYBODY = -1  # stands for the person in the statement that is kept


@cache
def _statement_of_roles(vendor: str) -> tuple[str, tuple]:
    """The statement with ANYBODY among its parameters: every request asks it, and writing it
    takes longer than the answer."""
    queries = [
        table.objects.filter(user=ANYBODY)
        .order_by()
        .values_list(
            Value(table.kind, output_field=models.CharField()),
            "content_object_id",
            "permission__codename",
            F("content_object__path")
            if table.kind == "department"
            else Value("", output_field=models.CharField()),
        )
        for table in role_tables()
    ]
    first, *rest = queries
    return first.union(*rest, all=True).query.sql_with_params()


def grant(person, role: str, thing: models.Model, *, by, follows: bool = False) -> RoleGrant:
    """Give `person` the role `role` on a campaign or department; giving twice changes nothing.

    `follows`: it comes with something else and goes with it, unless it is (or was) given for
    itself too.
    """
    _demand_no_duty([person])
    table = _table_for(thing)
    try:
        with transaction.atomic():
            row = table.objects.create(
                user=person,
                permission=_permission(thing, role),
                content_object=thing,
                granted_by=by,
                granted_at=clock.now(),
                follows=follows,
            )
            record("role.granted", thing, by=by, role=role, person=person.title)
    except IntegrityError:
        row = table.objects.get(
            user=person, permission=_permission(thing, role), content_object=thing
        )
        if row.follows and not follows:
            row.follows = False
            row.save(update_fields=["follows"])
    return row


def grant_all(
    people: Iterable, role: str, thing: models.Model, *, by, follows: bool = False
) -> None:
    """`grant` for many people on one thing, in a constant number of statements."""
    table, permission = _table_for(thing), _permission(thing, role)
    people = {person.pk: person for person in people}
    _demand_no_duty(people.values())
    rows = table.objects.filter(permission=permission, content_object=thing, user__in=people)
    with transaction.atomic():
        held = set(rows.values_list("user", flat=True))
        if not follows:
            rows.filter(follows=True).update(follows=False)
        new = {pk: person for pk, person in people.items() if pk not in held}
        table.objects.bulk_create(
            (
                table(
                    user=person,
                    permission=permission,
                    content_object=thing,
                    granted_by=by,
                    granted_at=clock.now(),
                    follows=follows,
                )
                for person in new.values()
            ),
            ignore_conflicts=True,
        )
        told = [{"role": role, "person": person.title} for person in new.values()]
        record_all("role.granted", thing, told, by=by)


def revoke(person, role: str, thing: models.Model, *, by, follows: bool = False) -> bool:
    """Take the role away; the next request of `person` no longer has it. False: had none.

    `follows`: only where it came with something else.
    """
    with transaction.atomic():
        rows = _table_for(thing).objects.filter(
            user=person, permission__codename=role, content_object=thing
        )
        deleted, _ = (rows.filter(follows=True) if follows else rows).delete()
        if deleted:
            record("role.revoked", thing, by=by, role=role, person=person.title)
    return bool(deleted)


def holders(thing: models.Model, *roles: str):
    """The active people who hold one of `roles` directly on `thing`, in order of rank."""
    from organization.models.person import Person

    users = _table_for(thing).objects.filter(content_object=thing, permission__codename__in=roles)
    return Person.objects.active().filter(pk__in=users.values("user"))


def holders_of_each(things: models.QuerySet, *roles: str) -> dict[int, list]:
    """The people `holders` gives, by the key of the thing: one query for all of `things`."""
    table = next(
        t
        for t in role_tables()
        if t._meta.get_field("content_object").related_model is things.model
    )
    grants = (
        table.objects.filter(
            content_object__in=things, permission__codename__in=roles, user__is_active=True
        )
        .select_related("user")
        .order_by("user__order", "user__account")
    )
    people: dict[int, list] = {}
    for row in grants:
        people.setdefault(row.content_object_id, []).append(row.user)
    return people


def _demand_no_duty(people: Iterable) -> None:
    """Who runs the system has no vote in a campaign, whichever way the role would come."""
    if any(person.duty for person in people):
        raise NotAllowed(_now("Somebody with a system duty takes no role in campaigns."))


def _table_for(thing: models.Model) -> type[RoleGrant]:
    return next(
        t for t in role_tables() if t._meta.get_field("content_object").related_model is type(thing)
    )


def _permission(thing: models.Model, role: str) -> Permission:
    return Permission.objects.get(
        content_type__app_label=thing._meta.app_label,
        content_type__model=thing._meta.model_name,
        codename=role,
    )
