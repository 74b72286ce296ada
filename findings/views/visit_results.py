"""明查暗访结果: rates by kind of site, district and class of fault, with both counts."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from campaigns.access import campaign_or_404
from campaigns.forms.windows import DayField
from campaigns.models import Campaign
from campaigns.permissions import can_oversee
from findings import visit_results
from organization.access import demand
from organization.models import record
from organization.registers import download, workbook


class PeriodForm(forms.Form):
    """The days that are counted; empty: all of them."""

    first = DayField(label=gettext_lazy("from"), required=False)
    last = DayField(label=gettext_lazy("until"), required=False)

    def period(self) -> tuple[date | None, date | None]:
        """Both days, None where nothing (readable) is given."""
        self.is_valid()
        return self.cleaned_data.get("first"), self.cleaned_data.get("last")


@require_safe
def results(request: HttpRequest, code: str) -> HttpResponse:
    """What the accepted visits say."""
    campaign = _overseen(request, code)
    form = PeriodForm(request.GET or None)
    found = visit_results.results(campaign, request.user, *_period(request, form))
    groups = [
        (_("By kind of site"), "kind", found.kinds),
        (_("By district"), "district", found.districts),
        (_("By class of fault"), "fault", found.classes),
    ]
    context = {"tab": "results", "form": form, "found": found, "groups": groups}
    return render(request, "findings/visit_results.html", context)


@require_safe
def results_export(request: HttpRequest, code: str) -> HttpResponse:
    """The same rates as a worksheet."""
    campaign = _overseen(request, code)
    found = visit_results.results(
        campaign, request.user, *_period(request, PeriodForm(request.GET or None))
    )
    title = _("Results of visits")
    contents = workbook(title, visit_results.columns(), visit_results.rows(found))
    record("campaign.visits_exported", campaign, by=request.user)
    return download(contents, f"{campaign.title}{title}.xlsx")


def _period(request: HttpRequest, form: PeriodForm) -> tuple[date | None, date | None]:
    return form.period() if request.GET else (None, None)


def _overseen(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    return campaign
