"""退回重查: counted by department, reason and round; every return with its words, to be printed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns.access import campaign_or_404
from campaigns.models import PersonalReturn, Return
from campaigns.permissions import can_oversee
from campaigns.returns_page import personal_returned, returned


@require_safe
def returns(request: HttpRequest, code: str) -> HttpResponse:
    """The returns of a campaign for those who oversee it; a department sees its own. Those of
    personal sheets: to the person and to whoever reviews the sheet."""
    campaign = campaign_or_404(request, code)
    found = Return.objects.visible_to(request.user).filter(selfcheck__campaign=campaign)
    chosen = request.GET.get("department", "")
    personal = PersonalReturn.objects.visible_to(request.user)
    every = returned(found)
    shown = [row for row in every.rows if chosen in ("", row.selfcheck.department.code)]
    context = {
        "every": every,
        "rows": shown,
        "personal": personal_returned(personal.filter(sheet__level__campaign=campaign)),
        "chosen": chosen,
        "oversees": can_oversee(request.user, campaign),
    }
    return render(request, "campaigns/returns.html", context)
