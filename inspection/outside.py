"""People from outside: behind the sign-in they reach their own work and nothing else."""

from django.http import Http404, HttpRequest

from organization.models import Department, Person

ROLES = {"evaluator", "visitor"}
# Beside what nobody has to sign in for.
OPEN = {
    *("home", "go", "notices", "read_notice", "read_all_notices", "mute_notice", "unmute_notice"),
    *("login", "logout", "password_change"),
    *("own_visits", "site_visit", "save_visit", "visit_photo", "remove_photo"),
}


def is_outside(person: Person) -> bool:
    """Belongs to a partner that lies below no organisation, and holds no role of the inside."""
    if person.duty or set(person.roles.names()) - ROLES:
        return False
    home = person.department
    return home.kind == Department.Kind.PARTNER and home.parent_id is None


class Outside:
    """Whatever else there is does not exist for them: not the organisation chart, not the lists."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        """404 for a page that is not open to somebody from outside."""
        person = request.user
        if not person.is_authenticated or not getattr(view, "login_required", True):
            return
        match = request.resolver_match
        if match is not None and match.url_name not in OPEN and is_outside(person):
            raise Http404
