"""补录本部门人员: a head enters people whom the directory does not know, a line each.

`read` tells of every line what would become of it and writes nothing; `bring_in` writes all and
invites them. Whoever is known already is shown and not entered a second time.
"""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from organization import directory, inviting
from organization.models import Department, Invitation, NotAllowed, Person
from organization.refusals import explain

LONGEST = 200  # lines at once; more come in a workbook
MOBILE = re.compile(r"\+?\d{5,19}")
MARKS = re.compile(r"[\t,，;；、|]")


@dataclass
class Line:
    """One line as it was understood; `known` are people it may mean."""

    no: int
    name: str = ""
    post: str = ""
    email: str = ""
    mobile: str = ""
    error: str = ""
    known: list[Person] = field(default_factory=list)
    is_same: bool = False  # the address is that of somebody known

    @property
    def kind(self) -> str:
        """wrong, same (never entered), namesake (entered when somebody says so), new."""
        if self.error:
            return "wrong"
        if self.is_same:
            return "same"
        return "namesake" if self.known else "new"


@dataclass
class Reading:
    """All lines for a department."""

    department: Department
    lines: list[Line] = field(default_factory=list)

    @property
    def length(self) -> str:
        """How much of a path is compared to see who works in the department or below it."""
        return f":{len(self.department.path)}"

    @property
    def wrong(self) -> list[Line]:
        """Lines that cannot be entered; one of them stops all."""
        return [line for line in self.lines if line.error]

    def entered(self, anyway: Collection[int]) -> list[Line]:
        """The lines that become people; `anyway` are the numbers of namesakes that are others."""
        return [
            line
            for line in self.lines
            if line.kind == "new" or (line.kind == "namesake" and line.no in anyway)
        ]

    def known(self, anyway: Collection[int]) -> set[int]:
        """The people who were meant by the other lines."""
        entered = {line.no for line in self.entered(anyway)}
        return {one.pk for line in self.lines if line.no not in entered for one in line.known}

    def digest(self) -> str:
        """What was shown: only that is written."""
        told = [
            (line.kind, line.name, line.post, line.email, line.mobile, [p.pk for p in line.known])
            for line in self.lines
        ]
        return hashlib.sha256(repr((self.department.pk, told)).encode()).hexdigest()


def read(text: str, department: Department) -> Reading:
    """What each line says: name, post, e-mail, mobile in any order after the name. Two queries."""
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    made = Reading(department, [_line(no, row) for no, row in enumerate(rows, start=1)])
    if len(rows) > LONGEST:
        made.lines = made.lines[:LONGEST]
        made.lines[-1].error = _("At most %(n)d lines at once.") % {"n": LONGEST}
    _find_known(made)
    return made


def bring_in(reading: Reading, anyway: Collection[int], *, by: Person) -> list[Invitation]:
    """Enter the lines as people of the department and invite them, and with them those who were
    known and are not in yet: all or nothing."""
    if reading.wrong:
        raise NotAllowed(_("Please correct the lines first: nobody was entered."))
    lines = reading.entered(anyway)
    try:
        with transaction.atomic():
            made = directory.add_people(_people(lines, reading.department), by=by)
            keys = {person.pk for person in made} | reading.known(anyway)
            chosen = Person.objects.invited_by(by).not_in_yet().filter(pk__in=keys)
            return inviting.invite(inviting.plan(chosen, by=by), by=by)
    except IntegrityError as error:
        raise NotAllowed(explain(error)) from error


def _people(lines: list[Line], department: Department) -> list[Person]:
    last = Person.objects.filter(department=department).aggregate(n=models.Max("order"))["n"] or 0
    return [
        Person(
            account=account,
            name=line.name,
            post=line.post,
            email=line.email,
            mobile=line.mobile,
            department=department,
            order=last + place,
        )
        for place, (line, account) in enumerate(
            zip(lines, _accounts(department, len(lines)), strict=True), start=1
        )
    ]


def _accounts(department: Department, number: int) -> list[str]:
    """Accounts nobody has: the code of the department and the next numbers."""
    prefix = f"{department.code.lower()}-"
    taken = Person.objects.filter(account__startswith=prefix).values_list("account", flat=True)
    rest = [account.removeprefix(prefix) for account in taken]
    last = max((int(one) for one in rest if one.isdecimal()), default=0)
    return [f"{prefix}{last + place:03d}" for place in range(1, number + 1)]


def _line(no: int, row: str) -> Line:
    line = Line(no)
    parts = MARKS.split(row) if MARKS.search(row) else row.split()
    words = []
    for part in filter(None, (part.strip() for part in parts)):
        if "@" in part:
            line.email = part
        elif MOBILE.fullmatch(number := re.sub(r"[\s-]+", "", part)):
            line.mobile = number
        else:
            words.append(part)
    line.name, line.post = [*words, "", ""][:2]
    line.error = _wrong(line, words)
    return line


def _wrong(line: Line, words: list[str]) -> str:
    if not line.name:
        return _("There is no name.")
    if len(words) > 2:
        return _("More than name, post, e-mail and mobile: “%(word)s”.") % {"word": words[2]}
    try:
        Person(
            account="x", name=line.name, post=line.post, email=line.email, mobile=line.mobile
        ).clean_fields(exclude=["department", "password", "account", "level"])
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _find_known(made: Reading) -> None:
    lines = [line for line in made.lines if not line.error]
    _find_twice(lines)
    company = f"/{made.department.path.split('/')[1]}/"
    people = Person.objects.filter(department__path__startswith=company).select_related(
        "department"
    )
    names = {line.name for line in lines}
    emails = {line.email.lower() for line in lines if line.email}
    mobiles = {line.mobile for line in lines if line.mobile}
    found = people.annotate(address=models.functions.Lower("email")).filter(
        models.Q(name__in=names) | models.Q(address__in=emails) | models.Q(mobile__in=mobiles)
    )
    for person in found:
        for line in lines:
            if _means(line, person):
                line.known.append(person)
                line.is_same = line.is_same or _has_address_of(line, person)


def _find_twice(lines: list[Line]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        for mark in filter(any, ((line.email.lower(),), (line.name, line.post))):
            first = seen.setdefault(mark, line.no)
            if first != line.no:
                line.error = _("The same as in line %(no)d: “%(mark)s”.") % {
                    "no": first,
                    "mark": " ".join(mark).strip(),
                }


def _means(line: Line, person: Person) -> bool:
    by_number = bool(line.mobile) and line.mobile == person.mobile  # offices share a telephone
    return line.name == person.name or by_number or _has_address_of(line, person)


def _has_address_of(line: Line, person: Person) -> bool:
    return bool(line.email) and line.email.lower() == person.email.lower()
