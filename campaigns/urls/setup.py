"""Setting up, launching, groups."""

from django.urls import path

from campaigns.views import (
    breakdown,
    campaign_texts,
    campaigns,
    checklist,
    checklist_import,
    division,
    ending,
    groups,
    people,
    phases,
    setup,
    templates,
)

LIBRARY = "checklists/"
TEMPLATES = "campaigns/templates/"
CAMPAIGN = "campaigns/<slug:code>/"
PHASE = f"{CAMPAIGN}phases/<int:order>/"
GROUP = f"{CAMPAIGN}groups/<int:pk>/"
DIVISION = f"{CAMPAIGN}division/"
LEADERSHIP = f"{CAMPAIGN}leadership/"

urlpatterns = [
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/new/", setup.campaign_new, name="campaign_new"),
    path(TEMPLATES, templates.campaign_templates, name="campaign_templates"),
    path(f"{TEMPLATES}<int:pk>/", templates.campaign_template, name="campaign_template"),
    path(f"{TEMPLATES}<int:pk>/retire/", templates.retire_template, name="retire_template"),
    path(f"{TEMPLATES}<int:pk>/back/", templates.bring_template_back, name="bring_template_back"),
    path(LIBRARY, checklist.checklists, name="checklists"),
    path(f"{LIBRARY}import/", checklist_import.upload, name="checklist_import"),
    path(f"{LIBRARY}import/<slug:token>/", checklist_import.preview, name="checklist_preview"),
    path(
        f"{LIBRARY}import/<slug:token>/confirm/",
        checklist_import.confirm,
        name="checklist_confirm",
    ),
    path(f"{LIBRARY}<int:pk>/", checklist.checklist, name="checklist"),
    path(f"{LIBRARY}<int:pk>/items/<int:no>/", checklist.item, name="checklist_item"),
    path(CAMPAIGN, campaigns.campaign, name="campaign"),
    path(f"{CAMPAIGN}setup/", setup.setup, name="setup"),
    path(f"{CAMPAIGN}launch/", campaigns.launch_campaign, name="launch_campaign"),
    path(f"{CAMPAIGN}cancel/", ending.cancel_campaign, name="cancel_campaign"),
    path(f"{CAMPAIGN}close/", ending.close_campaign, name="close_campaign"),
    path(f"{CAMPAIGN}delete/", ending.delete_campaign, name="delete_campaign"),
    path(f"{CAMPAIGN}archive/", ending.archive_campaign, name="archive_campaign"),
    path(f"{CAMPAIGN}archive/back/", ending.bring_campaign_back, name="bring_campaign_back"),
    path(f"{CAMPAIGN}template/", templates.save_template, name="save_template"),
    path(f"{CAMPAIGN}texts/", campaign_texts.texts, name="campaign_texts"),
    path(f"{CAMPAIGN}texts/write/", campaign_texts.write_texts, name="write_texts"),
    path(f"{CAMPAIGN}people/", people.people, name="campaign_people"),
    path(f"{CAMPAIGN}people/head/", people.choose_head, name="choose_head"),
    path(f"{CAMPAIGN}people/colleague/", people.add_colleague, name="add_colleague"),
    path(
        f"{CAMPAIGN}people/colleague/<int:pk>/leave/",
        people.take_colleague_off,
        name="take_colleague_off",
    ),
    path(f"{CAMPAIGN}checklist/", checklist.campaign_checklist, name="campaign_checklist"),
    path(f"{CAMPAIGN}checklist/choose/", checklist.choose, name="choose_checklist"),
    path(f"{CAMPAIGN}breakdown/", breakdown.breakdown, name="breakdown"),
    path(f"{CAMPAIGN}breakdown/items/", breakdown.scope, name="scope_items"),
    path(f"{CAMPAIGN}breakdown/column/", breakdown.by_column, name="break_down"),
    path(f"{CAMPAIGN}breakdown/<int:no>/", breakdown.item, name="breakdown_item"),
    path(f"{PHASE}open/", phases.open_phase, name="open_phase"),
    path(f"{PHASE}end/", phases.end_phase, name="end_phase"),
    path(f"{CAMPAIGN}groups/", groups.groups, name="groups"),
    path(GROUP, groups.group, name="group"),
    path(f"{GROUP}change/", groups.change_group, name="change_group"),
    path(f"{GROUP}dissolve/", groups.dissolve_group, name="dissolve_group"),
    path(f"{GROUP}join/", groups.join, name="join_group"),
    path(f"{GROUP}leave/", groups.leave, name="leave_group"),
    path(DIVISION, division.division, name="division"),
    path(f"{DIVISION}propose/", division.propose_division, name="propose_division"),
    path(f"{DIVISION}<int:pk>/", division.responsibility, name="responsibility"),
    path(
        f"{DIVISION}<int:pk>/withdraw/",
        division.withdraw_responsibility,
        name="withdraw_responsibility",
    ),
    path(LEADERSHIP, division.leadership, name="leadership"),
    path(f"{LEADERSHIP}announce/", division.announce_leadership, name="announce_leadership"),
    path(f"{LEADERSHIP}withdraw/", division.take_announcement_back, name="take_announcement_back"),
]
