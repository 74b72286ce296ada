"""Templates of campaigns: kept out of one, listed, renamed, retired."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns.access import campaign_or_404
from campaigns.beginnings import of_template
from campaigns.forms.plan import work_words
from campaigns.forms.template import TemplateForm, name_for
from campaigns.kinds import kinds
from campaigns.models import CampaignTemplate
from campaigns.permissions import can_change_template, can_launch_campaigns, can_save_template
from campaigns.template_making import save_as_template
from organization.access import demand


def campaign_templates(request: HttpRequest) -> HttpResponse:
    """The templates, those in use first."""
    demand(can_launch_campaigns(request.user))
    rows = (
        CampaignTemplate.objects.visible_to(request.user)
        .select_related("organisation", "made_by")
        .defer("contents")
        .order_by("-status", "name", "pk")
    )
    context = {"templates": rows, "kinds": {key: kind.name for key, kind in kinds().items()}}
    return render(request, "campaigns/templates.html", context)


def campaign_template(request: HttpRequest, pk: int) -> HttpResponse:
    """What a template fills in; whoever may change it gives it another name."""
    demand(can_launch_campaigns(request.user))
    template = _template_or_404(request, pk)
    may = can_change_template(request.user, template)
    before = template.name  # the form writes the new one into the template
    form = TemplateForm(request.POST or None, instance=template, organisation=template.organisation)
    if request.method == "POST":
        demand(may)
        if form.is_valid():
            template.name = before
            template.rename(form.cleaned_data["name"], by=request.user)
            messages.success(request, _("The template was renamed."))
            return redirect(template)
    beginning = of_template(template)
    context = {"template": template, "beginning": beginning, "form": form, "may_change": may}
    context |= {"name": before, "gone": beginning.gone(), "work": work_words(beginning.work)}
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/template.html", context, status=status)


@require_POST
def retire_template(request: HttpRequest, pk: int) -> HttpResponse:
    """No new campaign begins from it any more."""
    template = _template_or_404(request, pk)
    demand(can_change_template(request.user, template))
    template.retire(by=request.user)
    messages.success(request, _("The template is retired. It can be brought back."))
    return redirect("campaign_templates")


@require_POST
def bring_template_back(request: HttpRequest, pk: int) -> HttpResponse:
    """New campaigns may begin from it again."""
    template = _template_or_404(request, pk)
    demand(can_change_template(request.user, template))
    template.bring_back(by=request.user)
    messages.success(request, _("The template is in use again."))
    return redirect("campaign_templates")


def save_template(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the campaign as a template."""
    campaign = campaign_or_404(request, code)
    demand(can_save_template(request.user, campaign))
    form = TemplateForm(
        request.POST or None,
        organisation=campaign.organisation,
        initial={"name": name_for(campaign)},
    )
    if request.method == "POST" and form.is_valid():
        template = save_as_template(campaign, form.cleaned_data["name"], by=request.user)
        messages.success(request, _("The template is kept. New campaigns can begin with it."))
        return redirect(template)
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/save_template.html", {"form": form}, status=status)


def _template_or_404(request: HttpRequest, pk: int) -> CampaignTemplate:
    return get_object_or_404(
        CampaignTemplate.objects.visible_to(request.user).select_related("organisation"), pk=pk
    )
