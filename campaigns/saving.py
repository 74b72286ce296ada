"""What became of a save: saved, stale, refused or invalid, for a page or for the autosave."""

from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from campaigns import attaching, evidence, filling, library
from campaigns.forms.answer import AnswerForm, changes
from campaigns.models import Answer, Campaign, Evidence, PersonalAnswer
from campaigns.places import Place
from organization.models import NotAllowed, Person


@dataclass
class Outcome:
    """`state` is "saved", "stale", "refused" or "invalid"; only "saved" has changed anything."""

    state: str
    place: Place
    form: AnswerForm
    answer: Answer | None = None
    theirs: Answer | None = None
    reason: str = ""
    file_errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def status(self) -> int:
        """The HTTP status that says the same."""
        if self.state == "saved":
            return 422 if self.file_errors else 200
        return 422 if self.state == "invalid" else 409


def save(request: HttpRequest, place: Place, *, removing: int | None = None) -> Outcome:
    """Save what was typed and the files that came along.

    `removing`: the evidence that no longer supports the answer.
    """
    form = AnswerForm(request.POST, item=place.item)
    if not form.is_valid():
        return Outcome("invalid", place, form)
    files = request.FILES.getlist("evidence")
    if (files or removing is not None) and "version" not in request.POST:
        form.is_typed = False  # a file came alone: there are no words to be saved
    try:
        answer = _saved_answer(form, place, request.user)
        errors: list[str] = []
        notes: list[str] = []
        if files:
            answer = attaching.answer_for_files(replace(place, answer=answer), by=request.user)
            errors, notes = keep_files(answer, files, by=request.user)
        if removing is not None:
            _remove_file(request, place, answer, removing)
    except filling.Stale as stale:
        if _is_same(stale.theirs, form):
            return Outcome("saved", place, form, answer=stale.theirs)
        return Outcome("stale", place, form, theirs=stale.theirs, reason=str(stale))
    except NotAllowed as refusal:
        return Outcome("refused", place, form, reason=refusal.reason)
    return Outcome("saved", place, form, answer=answer, file_errors=errors, notes=notes)


def keep_files(
    answer: Answer | PersonalAnswer, files: list[UploadedFile], *, by: Person
) -> tuple[list[str], list[str]]:
    """Store and attach every file that is taken; the errors of the others, and what is to be
    said about those that were there already."""
    errors, notes = [], []
    for upload in files:
        try:
            kept = evidence.keep(upload, **answer.sheet.shelf, by=by)
        except ValidationError as error:
            errors += error.messages
        else:
            attaching.attach(answer, kept.evidence, by=by)
            notes += [] if kept.is_new else [library.said_of(kept.evidence)]
    return errors, notes


def owner_of_kept(person: Person, campaign: Campaign, way: str = "") -> str:
    """Under what name a browser keeps the person's texts of the campaign: "PK-DATABASE".

    The second part tells databases apart that were at the same address, and ways in: what was
    typed by a personal link is not sent from the pages of an account.
    """
    words = f"{person.pk}/{campaign.pk}/{campaign.running_at}{way}"
    return f"{person.pk}-{salted_hmac('kept texts', words).hexdigest()[:16]}"


def _saved_answer(form: AnswerForm, place: Place, by: Person) -> Answer | None:
    """The answer as it stands now. A returned one is done again when the person says so, be
    the words changed or not."""
    draft = form.draft()
    is_back = place.answer is not None and place.answer.status == Answer.Status.RETURNED
    redone = is_back and draft.redone
    if form.is_typed and (redone or changes(draft, place.item, place.answer)):
        return filling.save_at(place, draft, by=by)
    return place.answer


def _is_same(theirs: Answer, form: AnswerForm) -> bool:
    """Were the same words saved meanwhile? A browser that heard no answer sends them again."""
    draft = form.draft()
    still_back = theirs.status == Answer.Status.RETURNED and draft.redone
    return not still_back and theirs.contents() == draft.contents


def _remove_file(request: HttpRequest, place: Place, answer: Answer | None, pk: int) -> None:
    filling.demand_fillable(place.sheet)
    kept = Evidence.objects.visible_to(request.user).filter(pk=pk).first()
    if kept is None or answer is None:
        raise NotAllowed
    attaching.detach(answer, kept, by=request.user)
