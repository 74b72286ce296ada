"""One letter: the paper, the signature, the answers, and what may be done with it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import evidence
from campaigns.models import Evidence
from campaigns.permissions import can_oversee
from organization import clock
from organization.access import demand
from organization.models import Event, Person
from organization.models.event import possible_moves
from organization.timeline import timeline
from rectification import letter_register, letters
from rectification.access import letter_or_404
from rectification.forms.letter import (
    AnswerLetterForm,
    OpinionForm,
    SendAnswerBackForm,
    SignForForm,
    WithdrawForm,
)
from rectification.models import Letter, LetterEvidence, LetterRules
from rectification.permissions import can_judge_answer, can_sign_for, can_write_letters


@require_safe
def letter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The page of a letter."""
    return letter_page(request, letter_or_404(request, code, pk))


def letter_page(request: HttpRequest, row: Letter, status: int = 200, **forms) -> HttpResponse:
    """The page, with a form that was filled in wrongly when there is one."""
    person, today = request.user, clock.today()
    context = {
        "campaign": row.campaign,
        "letter": row,
        "light": row.light(today),
        "light_note": letter_register.note(row, today),
        "answers": list(  # a list: the page asks for the last one too
            row.answers.select_related("by", "judged_by").prefetch_related(
                "evidence_uses__evidence__campaign"
            )
        ),
        "readable": _readable(row, person),
        "copies": row.copies.all(),
        "copies_confirmed": LetterRules.of(row.campaign).copies_confirmed_at is not None,
        "oversees": can_oversee(person, row.campaign),
        "entries": timeline(row, person, _describe),
        **_may(row, person),
        # Without a script the second tap comes after a page of its own.
        "confirming": "sign_form" in forms or request.GET.get("sign") == "1",
        "sign_form": SignForForm(person=person, auto_id="sign_%s"),
        "answer_form": AnswerLetterForm(auto_id="answer_%s"),
        "settle_form": OpinionForm(auto_id="settle_%s"),
        "send_back_form": SendAnswerBackForm(auto_id="back_%s"),
        "withdraw_form": WithdrawForm(auto_id="withdraw_%s"),
        **forms,
    }
    return render(request, "rectification/letter.html", context, status=status)


def _may(row: Letter, person: Person) -> dict[str, bool]:
    """What this person may do with the letter as it stands."""
    moves = possible_moves(row) if row.campaign.is_running else ()
    heads, writes = can_sign_for(person, row), can_write_letters(person, row.campaign)
    judges = can_judge_answer(person, row) and person.pk != row.answered_by_id
    return {
        "may_sign": heads and "signed_for" in moves,
        "may_answer": heads and "answered" in moves,
        "may_judge": judges and "settled" in moves,
        "may_write": writes and row.campaign.is_running,
        "may_change": writes and "sent" in moves,
        "may_step_up": writes and "superseded" in moves and bool(row.of_kind.next),
        "may_withdraw": writes and "withdrawn" in moves,
    }


def _readable(row: Letter, person: Person) -> frozenset[int]:
    """The files behind the answers that exist for the person."""
    used = LetterEvidence.objects.filter(target__letter=row).values("evidence")
    files = Evidence.objects.visible_to(person).filter(pk__in=used)
    return frozenset(files.values_list("pk", flat=True))


def _describe(event: Event) -> str:
    """The line below an act."""
    return str(event.particulars.get("why", "")) if event.kind == "letter.withdrawn" else ""


@require_POST
def read_letter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Note that a head has it before them; without a script the signature comes next."""
    row = letter_or_404(request, code, pk)
    demand(can_sign_for(request.user, row))
    letters.note_reading(row, by=request.user)
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    return redirect(f"{row.get_absolute_url()}?sign=1")


@require_POST
def sign_letter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """签收 with the typed name."""
    row = letter_or_404(request, code, pk)
    demand(can_sign_for(request.user, row), _("The head of the addressee signs for it."))
    form = SignForForm(request.POST, person=request.user, auto_id="sign_%s")
    if not form.is_valid():
        return letter_page(request, row, 422, sign_form=form)
    letters.sign_for(row, form.cleaned_data["signed_name"], by=request.user)
    messages.success(request, _("Signed. Please answer within the time named in the letter."))
    return redirect(row)


@require_POST
def answer_letter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The answer of the department with its files."""
    row = letter_or_404(request, code, pk)
    demand(can_sign_for(request.user, row), _("The head of the addressee answers it."))
    form = AnswerLetterForm(request.POST, request.FILES, auto_id="answer_%s")
    if not form.is_valid():
        return letter_page(request, row, 422, answer_form=form)
    stored = []
    for file in form.cleaned_data["files"]:
        try:
            stored.append(evidence.store(file, row.campaign, row.department, by=request.user))
        except ValidationError as error:
            form.add_error("files", error)
    if form.errors:
        return letter_page(request, row, 422, answer_form=form)
    letters.answer(row, form.cleaned_data["text"], by=request.user, evidence=stored)
    messages.success(request, _("Answered. The office looks at it now."))
    return redirect(row)


@require_POST
def settle_letter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The answer does."""
    row = letter_or_404(request, code, pk)
    demand(can_judge_answer(request.user, row))
    form = OpinionForm(request.POST, auto_id="settle_%s")
    if not form.is_valid():
        return letter_page(request, row, 422, settle_form=form)
    letters.settle(row, by=request.user, **form.cleaned_data)
    messages.success(request, _("The answer was accepted; the letter is settled."))
    return redirect(row)


@require_POST
def send_answer_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The answer does not do, with the reason."""
    row = letter_or_404(request, code, pk)
    demand(can_judge_answer(request.user, row))
    form = SendAnswerBackForm(request.POST, auto_id="back_%s")
    if not form.is_valid():
        return letter_page(request, row, 422, send_back_form=form)
    letters.send_back(row, by=request.user, **form.cleaned_data)
    messages.success(request, _("The answer was sent back."))
    return redirect(row)


@require_POST
def withdraw_letter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take the letter back, with the reason; the number is gone."""
    row = letter_or_404(request, code, pk)
    demand(can_write_letters(request.user, row.campaign))
    form = WithdrawForm(request.POST, auto_id="withdraw_%s")
    if not form.is_valid():
        return letter_page(request, row, 422, withdraw_form=form)
    letters.withdraw(row, by=request.user, **form.cleaned_data)
    messages.success(request, _("Withdrawn. Its number is not used again."))
    return redirect(row)


@require_POST
def step_up_letter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A draft of the next kind of slip takes its place."""
    row = letter_or_404(request, code, pk)
    demand(can_write_letters(request.user, row.campaign))
    higher = letters.step_up(row, by=request.user)
    messages.success(request, _("Stepped up: look at the new draft, then issue it."))
    return redirect(higher)
