"""邀请 to a survey: a list of units and people, each with a key that is shown once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from findings.models import Survey, SurveyInvitation, SurveyQuota
from organization.invitation_keys import hash_of, key_from, new_seed
from organization.models import NotAllowed, Person, record
from organization.sheets import Unreadable, find_header, read_workbook

AT_ONCE = 2000
SEPARATORS = str.maketrans({"，": ",", "\t": ",", "；": ",", ";": ","})


@dataclass(frozen=True)
class Invited:
    """Who is to be invited, as the list says it."""

    category: str
    name: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Issued:
    """An invitation with its key: the only time the key is known."""

    invitation: SurveyInvitation
    key: str


def lines_from(text: str) -> list[Invited]:
    """One a line: category, name or unit, contact; separated by commas or tabs."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = [part.strip() for part in line.translate(SEPARATORS).split(",")] + ["", ""]
        found.append(Invited(parts[0][:40], parts[1][:80], parts[2][:120]))
    return found


def rows_from(file) -> list[Invited]:
    """The same out of a worksheet with a heading row. Raises Unreadable."""
    columns: dict[str, Sequence[str]] = {
        "category": [_("category"), "类型", "身份"],
        "name": [_("name or unit"), "姓名", "单位", "名称"],
        "contact": [_("contact"), "电话", "手机", "邮箱"],
    }
    for sheet in read_workbook(file):
        if any(map(any, sheet.rows)):
            table = find_header(sheet, columns, required=("name",))
            return [
                Invited(row["category"][:40], row["name"][:80], row["contact"][:120])
                for row in table
                if row["name"]
            ]
    raise Unreadable(_("The workbook has no sheet with a table."))


@transaction.atomic
def invite(survey: Survey, people: Sequence[Invited], *, by: Person) -> list[Issued]:
    """Add to the list. The keys are given back once and kept nowhere."""
    _demand_inviting(survey)
    if len(people) > AT_ONCE:
        raise NotAllowed(_("A list of more than %(n)d lines is sent in parts.") % {"n": AT_ONCE})
    keys = [key_from(new_seed()) for _one in people]
    rows = [
        SurveyInvitation(
            survey=survey,
            category=one.category,
            name=one.name,
            contact=one.contact,
            token_hash=hash_of(key),
        )
        for one, key in zip(people, keys, strict=True)
    ]
    made = SurveyInvitation.objects.bulk_create(rows, batch_size=500)
    record("survey.invited", survey, by=by, people=len(rows))
    return [Issued(row, key) for row, key in zip(made, keys, strict=True)]


@transaction.atomic
def issue_anew(invitation: SurveyInvitation, *, by: Person) -> Issued:
    """A new key for one that was lost; the old one opens nothing. Never after it was used."""
    _demand_inviting(invitation.survey)
    key = key_from(new_seed())
    unused = SurveyInvitation.objects.filter(pk=invitation.pk, used_on=None)
    # In the hand now: a mail with the former one, which may still wait, is not sent any more.
    if not unused.update(token_hash=hash_of(key), mail_state="", mail_seed="", mail_error=""):
        raise NotAllowed(_("This invitation was used already."))
    record("survey.key_issued_anew", invitation.survey, by=by)
    return Issued(invitation, key)


@transaction.atomic
def set_quota(survey: Survey, category: str, places: int, *, by: Person) -> None:
    """How many answers a category may give; not fewer than it has given."""
    _demand_inviting(survey)
    try:
        with transaction.atomic():
            SurveyQuota.objects.update_or_create(
                survey=survey, category=category, defaults={"places": places}
            )
    except IntegrityError as error:
        said = _("More answers than that have come in already.")
        raise NotAllowed(said, field="places") from error
    record("survey.changed", survey, by=by, fields=["quota"])


@dataclass(frozen=True)
class CategoryLine:
    """A category of the list: how many are invited, how many have answered, the quota."""

    category: str
    invited: int
    used: int
    places: int | None


def by_category(survey: Survey) -> list[CategoryLine]:
    """The list in numbers; two queries."""
    rows = SurveyInvitation.objects.filter(survey=survey).values_list("category", "used_on")
    pairs = list(rows.order_by())
    invited = Counter(category for category, _on in pairs)
    used = Counter(category for category, on in pairs if on)
    quotas = dict(SurveyQuota.objects.filter(survey=survey).values_list("category", "places"))
    names = sorted({*invited, *quotas})
    return [CategoryLine(name, invited[name], used[name], quotas.get(name)) for name in names]


def _demand_inviting(survey: Survey) -> None:
    survey.campaign.demand_changeable()
    if not survey.is_invited:
        raise NotAllowed(_("This survey is answered by whoever has the link."))
    if survey.status not in (Survey.Status.DRAFT, Survey.Status.OPEN):
        raise NotAllowed(_("This survey takes no more answers."))
