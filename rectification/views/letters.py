"""文书 of a campaign: who has to sign for what and to answer it, drafts, and the rules."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_oversee
from findings.models import Finding, Opinion
from organization import clock
from organization.access import demand
from organization.models import Department, Person, record
from organization.registers import download, workbook
from rectification import letter_register, letter_rows, letters
from rectification.access import letter_or_404, letters_or_404
from rectification.due_slips import due_slips
from rectification.forms.letter import AddresseeForm, LetterForm, LetterRulesForm, sendable
from rectification.models import Letter, LetterRules, Task
from rectification.opinion_slips import handable
from rectification.permissions import can_write_letters

ON_A_PAGE = 50


@require_safe
def letters_register(request: HttpRequest, code: str) -> HttpResponse:
    """The letters that exist for the person, filtered by shelf, kind and department."""
    campaign = letters_or_404(request, code)
    today, may_write = clock.today(), can_write_letters(request.user, campaign)
    own = Letter.objects.visible_to(request.user).filter(campaign=campaign)
    filtered = _filtered(own, request)
    counts = letter_register.tally(filtered, today)
    shelf = request.GET.get("shelf", "")
    if shelf in letter_register.SHELVES:
        filtered = filtered.filter(letter_register.shelf(shelf, today))
    page = Paginator(filtered, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "page": page,
        "rows": with_lights(page.object_list, campaign),
        "counts": counts,
        "tiles": letter_register.tiles(counts, drafts=can_oversee(request.user, campaign)),
        "shelf": shelf if shelf in letter_register.SHELVES else "",
        "departments": Department.objects.filter(pk__in=own.order_by().values("department")),
        "kinds": Letter.Kind.choices,
        "chosen": {name: request.GET.get(name, "") for name in ("kind", "department")},
        "is_filtered": any(request.GET.get(name) for name in ("kind", "department", "shelf")),
        "may_write": may_write,
        "due": due_slips([campaign], request.user) if may_write else [],
    }
    return render(request, "rectification/letters.html", context)


@require_safe
def letters_export(request: HttpRequest, code: str) -> HttpResponse:
    """The same letters as a worksheet, with who signed for them and what was answered."""
    campaign = letters_or_404(request, code)
    today, shelf = clock.today(), request.GET.get("shelf", "")
    found = _filtered(Letter.objects.visible_to(request.user).filter(campaign=campaign), request)
    if shelf in letter_register.SHELVES:
        found = found.filter(letter_register.shelf(shelf, today))
    title = _("Register of letters")
    contents = workbook(title, letter_rows.columns(), letter_rows.rows(found, today))
    record("campaign.letters_exported", campaign, by=request.user)
    return download(contents, f"{campaign.title}{title}.xlsx")


def with_lights(found: QuerySet[Letter], campaign: Campaign) -> list[Letter]:
    """The rows of a list, each with its light and what stands below it."""
    today = clock.today()
    rows = list(found.select_related("department", "head", "task"))
    for row in rows:
        row.campaign = campaign
        shown = {"shown_light": row.light(today), "shown_note": letter_register.note(row, today)}
        vars(row).update(shown)
    return rows


def _filtered(found: QuerySet[Letter], request: HttpRequest) -> QuerySet[Letter]:
    """By kind and department; an unknown value filters nothing."""
    kind, department = request.GET.get("kind", ""), request.GET.get("department", "")
    if kind in Letter.Kind.values:
        found = found.filter(kind=kind)
    return found.filter(department__code=department) if department else found


@require_http_methods(["GET", "HEAD", "POST"])
def new_letter(request: HttpRequest, code: str) -> HttpResponse:
    """A draft about a finding, a task, or to a department that is chosen first."""
    campaign = campaign_or_404(request, code)
    demand(can_write_letters(request.user, campaign))
    blank = _blank(campaign, request.GET, request.user)
    if blank is None:
        told = request.GET if request.GET.get("department") else None
        form = AddresseeForm(told, campaign=campaign, initial=request.GET.dict())
        context = {"campaign": campaign, "form": form, "opinion": request.GET.get("opinion", "")}
        status = 422 if form.is_bound and not form.is_valid() else 200
        return render(request, "rectification/letter_addressee.html", context, status=status)
    form = LetterForm(request.POST or None, letter=blank, initial=_proposed(blank, request.GET))
    if not form.is_valid():
        return _draft_page(request, blank, form)
    letter = letters.draft(
        campaign,
        blank.kind,
        blank.department,
        by=request.user,
        task=blank.task,
        **form.changes(),
    )
    messages.success(request, _("Drafted. Look at the paper, then issue it."))
    return redirect(letter)


def _blank(campaign: Campaign, asked: QueryDict, person: Person) -> Letter | None:
    """A letter of the kind, to the department, that the address asks for; None: choose first."""
    kind = asked.get("kind", "")
    if kind in Letter.Kind.slips and asked.get("task", "").isdecimal():
        tasks = Task.objects.visible_to(person).select_related("department", "campaign")
        task = get_object_or_404(tasks, campaign=campaign, pk=int(asked["task"]))
        return Letter(campaign=campaign, kind=kind, department=task.department, task=task)
    if kind not in Letter.Kind.values or kind in Letter.Kind.slips:
        return None
    form = AddresseeForm(asked, campaign=campaign)
    if not form.is_valid():
        return None
    department = form.cleaned_data["department"]
    return Letter(campaign=campaign, kind=kind, department=department)


def _proposed(letter: Letter, asked: QueryDict) -> dict:
    """What the draft begins with: the finding it was asked for, and the leaders in charge."""
    found: list[Finding] = []
    if asked.get("finding", "").isdecimal():
        rows = sendable(letter.campaign, letter.department)
        found = list(rows.filter(number=int(asked["finding"])))
    tasks = Task.objects.filter(measure__finding__in=found)
    return {
        "findings": found,
        "suggestions": [row for one in found for row in one.suggestions.all()],
        "opinions": _asked_opinions(letter, asked),
        "topic": found[0].title[:60] if found else "",
        "due_on": tasks.aggregate(last=Max("due_on"))["last"],
        "copies": list(letter.department.in_charge.active()),
    }


def _asked_opinions(letter: Letter, asked: QueryDict) -> list[Opinion]:
    if not asked.get("opinion", "").isdecimal():
        return []
    return list(handable(letter.campaign).filter(number=int(asked["opinion"])))


@require_http_methods(["GET", "HEAD", "POST"])
def change_letter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Other words, while it is a draft."""
    letter = letter_or_404(request, code, pk)
    demand(can_write_letters(request.user, letter.campaign))
    if letter.status != Letter.Status.DRAFT:
        messages.info(request, _("The letter was issued: its words stand."))
        return redirect(letter)
    form = LetterForm(request.POST or None, letter=letter)
    if not form.is_valid():
        return _draft_page(request, letter, form)
    version = request.POST.get("version", "")
    letters.change(
        letter, int(version) if version.isdecimal() else 0, by=request.user, **form.changes()
    )
    messages.success(request, _("The draft was changed."))
    return redirect(letter)


def _draft_page(request: HttpRequest, letter: Letter, form: LetterForm) -> HttpResponse:
    rules = LetterRules.of(letter.campaign)
    context = {
        "campaign": letter.campaign,
        "letter": letter,
        "form": form,
        "copies_confirmed": rules.copies_confirmed_at is not None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "rectification/letter_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_rules(request: HttpRequest, code: str) -> HttpResponse:
    """文书设置: code before the numbers, names, clocks."""
    campaign = campaign_or_404(request, code)
    demand(can_write_letters(request.user, campaign))
    rules = LetterRules.of(campaign)
    form = LetterRulesForm(request.POST or None, instance=rules)
    if not form.is_valid():
        context = {"campaign": campaign, "form": form, "rules": rules}
        status = 422 if form.is_bound else 200
        return render(request, "rectification/letter_rules.html", context, status=status)
    LetterRules.of(campaign).change(by=request.user, **form.changes())
    messages.success(request, _("Saved. It holds from the next letter on."))
    return redirect("letter_rules", code)


@require_POST
def confirm_copies(request: HttpRequest, code: str) -> HttpResponse:
    """Once a campaign: letters also go to the leaders in charge."""
    campaign = campaign_or_404(request, code)
    demand(can_write_letters(request.user, campaign))
    LetterRules.of(campaign).confirm_copies(by=request.user)
    messages.success(request, _("From now on letters also go to the leaders in charge."))
    return redirect("letter_rules", code)
