"""The public pages of an opinion box: no account, no trace; put a note in, look it up again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from campaigns import quota
from findings import opinion_intake, public
from findings.forms import NoteForm, ReceiptForm
from findings.models import OpinionBox

STATUS = {"forged": 404, "used": 409, "full": 410, "closed": 410}
REFUSED = "opinion.note_refused"


@public.anonymous_page
@require_http_methods(["GET", "HEAD", "POST"])
def put_in_opinion(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a note; its receipt is the answer, shown this once."""
    box = None
    try:
        public.demand_few_guesses(request)
        if request.method == "POST":
            public.demand_pace(request)
        box = _box(slug, request)
        if box.status != OpinionBox.Status.OPEN or not box.campaign.is_running:
            raise public.Refused("closed")
        return _note(request, box)
    except public.Refused as refused:
        return _refused(request, box, refused.why)


@public.anonymous_page
@require_http_methods(["GET", "HEAD", "POST"])
def look_up_opinion(request: HttpRequest, slug: str) -> HttpResponse:
    """What became of a note. The receipt is sent in a form: an address stands in logs."""
    box = None
    try:
        public.demand_few_guesses(request)
        box = _box(slug, request)
        form = ReceiptForm(request.POST if request.method == "POST" else None)
        told = None
        if form.is_bound and form.is_valid():
            public.demand_pace(request)
            told = opinion_intake.look_up(box, form.cleaned_data["receipt"])
        context = {"box": box, "form": form, "told": told}
        status = 422 if form.is_bound and told is None else 200
        return render(request, "findings/public/opinion_state.html", context, status=status)
    except public.Refused as refused:
        return _refused(request, box, refused.why)


def _box(slug: str, request: HttpRequest) -> OpinionBox:
    box = OpinionBox.objects.select_related("campaign", "site").filter(slug=slug).first()
    if box is None:
        raise public.Refused("forged")
    public.speak_for(box.campaign, request)
    return box


def _note(request: HttpRequest, box: OpinionBox) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = NoteForm(*sent, box=box)
    mark = request.POST.get("form") or public.new_form(box.slug)
    if form.is_bound and form.is_valid():
        receipt = opinion_intake.put_in(box, form=mark, **form.cleaned_data)
        context = {"box": box, "receipt": receipt, "named": bool(form.cleaned_data["contact"])}
        return render(request, "findings/public/opinion_receipt.html", context)
    if form.is_markup:
        public.note_refusal(REFUSED, box, "markup")
    context = {"box": box, "form": form, "mark": mark, "max_mb": quota.sizes()["max_mb"]}
    status = 422 if form.is_bound else 200
    return render(request, "findings/public/opinion_note.html", context, status=status)


def _refused(request: HttpRequest, box: OpinionBox | None, why: str) -> HttpResponse:
    if why == "forged":
        public.note_guess(request)
    if why != "closed":  # a late visitor did nothing wrong
        public.note_refusal(REFUSED, box, why)
    if why == "many":
        return public.too_many(request)
    context = {"why": why, "box": box}
    return render(request, "findings/public/opinion_refused.html", context, status=STATUS[why])
