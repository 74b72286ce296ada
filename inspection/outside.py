"""People from outside: behind the sign-in they reach their own work and nothing else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from findings.evaluators import holds_term
from organization.models import Person
from organization.outside import comes_from_outside as is_outside

# Beside what nobody has to sign in for.
OPEN = {
    *("home", "go", "notices", "read_notice", "read_all_notices", "mute_notice", "unmute_notice"),
    *("login", "logout", "password_change", "language"),
}
VISITS = {"own_visits", "site_visit", "save_visit", "visit_photo", "remove_photo"}
PORTAL = {
    *("evaluator_portal", "evaluator_desk", "evaluator_sheet", "evaluator_say"),
    *("evaluator_opinion", "evaluator_scores", "own_appointment", "own_appointment_file"),
}


def open_to(person: Person) -> set[str]:
    """The names of the pages that exist for somebody from outside, by role; those of evaluators
    inside the term alone."""
    pages = set(OPEN)
    if person.roles.campaigns("visitor"):
        pages |= VISITS
    if holds_term(person):
        pages |= PORTAL
    return pages


def only_evaluates(person: Person) -> bool:
    """Has nothing to do here but to evaluate: the portal is home."""
    if person.roles.campaigns("visitor") or not holds_term(person):
        return False
    return is_outside(person)


class Outside:
    """Whatever else there is does not exist for them: not the organisation chart, not the lists."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """404 for a page that is not open to somebody from outside."""
        person = request.user
        if not person.is_authenticated or not getattr(view, "login_required", True):
            return None
        match = request.resolver_match
        if match is None or not is_outside(person):
            return None
        name, pages = match.url_name, open_to(person)
        if name not in pages:
            raise Http404
        if name == "go" and kwargs.get("thing") == "campaigns.meeting" and pages >= PORTAL:
            view(request, *args, **kwargs)  # reads the notice; 404 for a meeting of others
            return redirect("evaluator_portal")
        return None
