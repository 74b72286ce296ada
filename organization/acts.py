"""The names of acts in the event log, in the reader's language.

A move's name is the label of the status it led to; every other act is registered by the app
that records it, in its `acts.py`, together with the words for its particulars.
"""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Word = str | Promise

_names: dict[str, Word] = {
    "role.granted": _("Role given"),
    "role.revoked": _("Role taken away"),
    "person.signed_in": _("Signed in"),
    "person.sign_in_failed": _("Sign-in failed"),
    "person.signed_out": _("Signed out"),
    "person.created": _("Account opened"),
    "person.changed": _("Personal record changed"),
    "person.disabled": _("Account closed"),
    "person.enabled": _("Account opened again"),
    "person.password_reset": _("Password reset"),
    "person.password_changed": _("Password changed"),
    "person.language_chosen": _("Language chosen"),
    "unitfact.kept": _("Fact of the unit kept"),
    "honour.kept": _("Honour kept"),
    "unitfact.taken_off": _("Fact of the unit taken off the record"),
    "honour.taken_off": _("Honour taken off the record"),
    "earlierappraisal.taken_off": _("Earlier appraisal taken off the record"),
    "earlierappraisal.kept": _("Earlier appraisal kept"),
    "department.created": _("Department added"),
    "department.changed": _("Department changed"),
    "directory.imported": _("Directory imported"),
    "directory.exported": _("Directory exported"),
    "calendaryear.changed": _("Working calendar changed"),
    "job.retried": _("Job started again"),
    "notice.muted": _("Mails stopped"),
    "notice.unmuted": _("Mails wanted again"),
    "delivery.again": _("Mailed again"),
    "access.refused": _("Access refused"),
    "invitation.issued": _("Invitation sent out"),
    "invitation.refused": _("Invitation refused"),
    "invitation.objected": _("Entry called wrong"),
    "invitation.printed": _("Invitation letters printed"),
}

ROLES: dict[str, Word] = {
    "head": _("Head of department"),
    "member": _("Filler"),
    "launcher": _("Launcher of campaigns"),
    "office": _("Office of the campaign"),
    "inspector": _("Inspector"),
    "leader": _("Leading group"),
    "evaluator": _("Evaluator"),
    "visitor": _("Visitor of sites"),
}


def register(names: dict[str, Word]) -> None:
    """Add names of acts: {"answer.saved": _("Answer saved"), …}."""
    _names.update(names)


def load() -> None:
    """Import every app's `acts.py`; called once when the apps are ready."""
    for config in apps.get_app_configs():
        name = f"{config.name}.acts"
        if config.name != "organization" and find_spec(name):
            import_module(name)


def name_of(kind: str) -> str:
    """The act in words; for a move the label of the status."""
    if kind in _names:
        return str(_names[kind])
    from organization.models.event import status_models

    model_name, _dot, status = kind.partition(".")
    for model in status_models():
        if model._meta.model_name == model_name and status in model.Status.values:
            return str(model.Status(status).label)
    return kind


def known_kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every kind of act there is, by what it is about: [("人员", [(kind, word), …]), …]."""
    from organization.models.event import status_models

    kinds = set(_names) | {
        f"{model._meta.model_name}.{status}"
        for model in status_models()
        for status in {to for moves in model.Status.moves.values() for to in moves}
    }
    titles = {m._meta.model_name: str(m._meta.verbose_name) for m in apps.get_models()}
    titles |= {
        "role": str(_("Roles")),
        "directory": str(_("Directory")),
        "access": str(_("Access")),
        "link": str(_("Personal links")),
        "notice": str(_("Notices")),
    }
    return [
        (titles.get(about, about), [(kind, name_of(kind)) for kind in found])
        for about, found in _by_thing(sorted(kinds))
    ]


def role_names(roles: Iterable[str]) -> list[str]:
    """The names of roles in words, in the order of `ROLES`."""
    held = set(roles)
    return [str(word) for role, word in ROLES.items() if role in held]


def _by_thing(kinds: list[str]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for kind in kinds:
        found.setdefault(kind.partition(".")[0], []).append(kind)
    return list(found.items())
