"""What the page of a personal sheet shows, and what became of saving it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, cast

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import personal_filling, quota, rounds, saving
from campaigns.forms.personal import PersonalSheetForm, SignatureForm
from campaigns.item_page import File
from campaigns.models import PersonalAnswer, PersonalEvidence, PersonalSheet
from organization import clock
from organization.models import NotAllowed, Person


class Visit(Protocol):
    """Who came to which sheet, and the addresses of its pages by the way they came."""

    person: Person
    sheet: PersonalSheet
    token: str

    @property
    def is_own(self) -> bool: ...

    def to(self, name: str, *args: object) -> str: ...


@dataclass
class Outcome:
    """`state` is "saved", "stale", "refused" or "invalid"; `versions` those of the words that
    stand now as they were sent, by the name of their field."""

    state: str
    form: PersonalSheetForm
    reason: str = ""
    theirs: list[PersonalAnswer] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)
    file_errors: list[str] = field(default_factory=list)

    @property
    def status(self) -> int:
        """The HTTP status that says the same."""
        if self.state == "saved":
            return 422 if self.file_errors else 200
        return 422 if self.state == "invalid" else 409

    @property
    def at(self) -> str:
        """When it was saved, as the page shows it."""
        return f"{timezone.localtime(clock.now()):%H:%M}"

    def both_texts(self) -> dict[str, Any]:
        """What stands beside what was typed, item by item, and what putting it over means."""
        drafts = self.form.drafts()
        return {
            "items": [
                (answer.item, compare(answer.contents(), drafts[answer.item_id].contents))
                for answer in self.theirs
            ],
            "over": ",".join(f"{answer.item_id}:{answer.version}" for answer in self.theirs),
        }


def save(request: HttpRequest, visit: Visit) -> Outcome:
    """Save what was typed and the files that came along; nothing typed is ever lost by a file."""
    sheet, by = visit.sheet, visit.person
    form = PersonalSheetForm(request.POST, sheet=sheet)
    if not form.is_valid():
        return Outcome("invalid", form)
    outcome = Outcome("saved", form)
    try:
        personal_filling.save_sheet(sheet, form.drafts(), by=by)
        for row in form.asked:
            files = request.FILES.getlist(f"{row.item_id}-evidence")
            if files:
                answer = personal_filling.answer_for_files(sheet, row.item, by=by)
                outcome.file_errors += saving.keep_files(answer, files, by=by)[0]
    except personal_filling.StaleSheet as stale:
        outcome.state, outcome.reason, outcome.theirs = "stale", str(stale), stale.theirs
    except NotAllowed as refusal:
        outcome.state, outcome.reason = "refused", refusal.reason
    drafts = form.drafts()
    outcome.versions = {
        f"{answer.item_id}-version": answer.version
        for answer in sheet.answers.all()
        if answer.item_id in drafts and drafts[answer.item_id].contents == answer.contents()
    }
    return outcome


def context_of(
    visit: Visit, outcome: Outcome | None, signing: SignatureForm | None
) -> dict[str, Any]:
    """What the page needs: the form for whoever fills the sheet, else the answers."""
    sheet = visit.sheet
    writes = visit.is_own and sheet.is_with_person and sheet.level.campaign.is_running
    context = {"visit": visit, "sheet": sheet, "level": sheet.level, "writes": writes}
    context["address"] = visit.to("personal_sheet")
    answers = list(sheet.answers.select_related("item"))
    files = files_of(visit, answers, removable=writes)
    if not writes:
        said = {answer.item_id: answer for answer in answers}
        shown = [(row, said.get(row.item_id)) for row in sheet.level.asked.select_related("item")]
        shown = [(row, answer, files[answer.pk] if answer else []) for row, answer in shown]
        return {**context, **_redone(sheet, answers), "answers": shown, "said": answers}
    context["back_for"] = sheet.open_return
    parts = _form_of(sheet, outcome).parts()
    for part in parts:
        part.begin_url = visit.to("begin_personal_upload", part.item.no)
        part.files = files[part.answer.pk] if part.answer else []
    stale = outcome.both_texts() if outcome and outcome.theirs else None
    return {
        **context,
        **sign_context(visit, signing),
        **quota.limits(visit.person),
        "form": outcome.form if outcome else None,
        "parts": parts,
        "stale": stale,
    }


def sign_context(visit: Visit, signing: SignatureForm | None = None) -> dict[str, Any]:
    """What the end of the sheet needs: what is missing, or where to sign."""
    return {
        "missing": personal_filling.missing(visit.sheet),
        "signing": signing or SignatureForm(person=visit.person),
        "submit_url": visit.to("submit_personal"),
    }


def files_of(
    visit: Visit,
    answers: Iterable[PersonalAnswer],
    *,
    removable: bool = False,
    until: datetime | None = None,
) -> dict[int, list[File]]:
    """The files of the answers, by the key of the answer; one statement."""
    found: dict[int, list[File]] = defaultdict(list)
    uses: Any = PersonalEvidence.objects.standing(until).filter(target__in=answers)
    for use in uses.select_related("evidence", "target__item"):
        found[use.target_id].append(_file(visit, use, removable))
    return found


def compare(theirs: dict, mine: dict) -> list[rounds.ComparedField]:
    """Every field of a personal answer that has words in one of two contents."""
    return rounds.compare_words(_labels(), _words(theirs), _words(mine))


def _redone(sheet: PersonalSheet, answers: list[PersonalAnswer]) -> dict[str, Any]:
    """What the sheet was sent back for, and what was changed since the last time."""
    returns = list(sheet.returns.select_related("by")) if sheet.round > 1 else []
    if not returns:
        return {}
    before: dict[int, dict] = {}
    for version in sheet.versions.filter(round__lte=returns[-1].round):
        before |= {int(item): contents for item, contents in version.contents.items()}
    changes = [
        (answer.item, compare(then, answer.contents()))
        for answer in answers
        if (then := before.get(answer.item_id, personal_filling.NOTHING_SAID)) != answer.contents()
    ]
    return {"returns": returns, "changes": changes}


def _form_of(sheet: PersonalSheet, outcome: Outcome | None) -> PersonalSheetForm:
    """The form as it stands on the server; what could not be saved, as it was typed."""
    if outcome is None or outcome.state == "saved":
        return PersonalSheetForm(sheet=sheet)
    typed = cast("QueryDict", outcome.form.data).copy()
    for name, version in outcome.versions.items():
        typed[name] = str(version)
    outcome.form.data = typed
    return outcome.form


def _file(visit: Visit, use: PersonalEvidence, removable: bool) -> File:
    one, code = use.evidence, visit.sheet.level.campaign.code
    account = reverse("evidence", args=[code, one.pk])
    pages = "" if visit.token else reverse("evidence_pages", args=[code, one.pk])
    remove = visit.to("remove_personal_evidence", use.target.item.no, one.pk)
    return File(
        name=one.name,
        url=visit.to("personal_evidence", one.pk) if visit.token else account,
        size=one.size,
        at=one.uploaded_at,
        sha256=one.sha256,
        remove_url=remove if removable else "",
        preview_url=pages if one.has_preview else "",
    )


def _labels() -> list[tuple[str, str]]:
    named = {"result": _("Result"), "topics": _("Behaviours")}
    fields = PersonalAnswer._meta
    return [
        (name, named.get(name) or str(fields.get_field(name).verbose_name))
        for name in PersonalAnswer.CONTENTS
    ]


def _words(contents: dict) -> dict[str, str]:
    said = {name: str(contents.get(name) or "") for name in PersonalAnswer.CONTENTS}
    shown = dict(PersonalAnswer.Result.choices)
    return {**said, "result": str(shown.get(said["result"], ""))}
