"""Pages of visits to sites and of walk-throughs."""

from django.urls import path

from findings.views import (
    proposals,
    site_visit,
    visit_results,
    visit_setup,
    visits,
    walk_import,
    walk_projects,
    walk_task,
    walks,
)

VISITS = "campaigns/<str:code>/site-visits/"
VISIT = f"{VISITS}<int:pk>/"
WALKS = "campaigns/<str:code>/walks/"
WALK = f"{WALKS}<int:number>/"
PROPOSALS = f"{WALKS}proposals/"
PROPOSAL = f"{PROPOSALS}<int:number>/"

urlpatterns = [
    path("visits/", site_visit.own_visits, name="own_visits"),
    path(VISITS, visits.site_visits, name="site_visits"),
    path(f"{VISITS}export/", visits.visits_export, name="visits_export"),
    path(f"{VISITS}plan/", visits.plan_visits, name="plan_visits"),
    path(f"{VISITS}results/", visit_results.results, name="visit_results"),
    path(f"{VISITS}results/export/", visit_results.results_export, name="visit_results_export"),
    path(f"{VISITS}lists/", visit_setup.visit_lists, name="visit_lists"),
    path(f"{VISITS}lists/usual/", visit_setup.take_usual_lists, name="take_usual_lists"),
    path(f"{VISITS}scripts/", visit_setup.visit_scripts_page, name="visit_scripts"),
    path(f"{VISITS}scripts/usual/", visit_setup.take_usual_script, name="take_usual_script"),
    path(f"{VISITS}scripts/<int:pk>/", visit_setup.visit_script, name="visit_script"),
    path(f"{VISITS}visitors/", visit_setup.visitors_page, name="visitors"),
    path(f"{VISITS}visitors/<int:pk>/", visit_setup.change_visitor, name="change_visitor"),
    path(
        f"{VISITS}visitors/<int:pk>/release/", visit_setup.release_visitor, name="release_visitor"
    ),
    path(VISIT, site_visit.site_visit, name="site_visit"),
    path(f"{VISIT}save/", site_visit.save_visit, name="save_visit"),
    path(f"{VISIT}accept/", site_visit.accept_visit, name="accept_visit"),
    path(f"{VISIT}return/", site_visit.return_visit, name="return_visit"),
    path(f"{VISIT}cancel/", site_visit.cancel_visit, name="cancel_visit"),
    path(f"{VISIT}reassign/", site_visit.reassign_visit, name="reassign_visit"),
    path(f"{VISIT}photos/<int:photo>/", site_visit.visit_photo, name="visit_photo"),
    path(f"{VISIT}photos/<int:photo>/remove/", site_visit.remove_photo, name="remove_photo"),
    path(WALKS, walks.walks, name="walks"),
    path(f"{WALKS}export/", walks.walks_export, name="walks_export"),
    path(f"{WALKS}plan/", walks.plan_walks, name="plan_walks"),
    path(f"{WALKS}import/", walk_import.walk_import, name="walk_import"),
    path(f"{WALKS}import/<str:token>/", walk_import.walk_columns, name="walk_columns"),
    path(f"{WALKS}import/<str:token>/preview/", walk_import.walk_preview, name="walk_preview"),
    path(f"{WALKS}import/<str:token>/confirm/", walk_import.walk_confirm, name="walk_confirm"),
    path(f"{WALKS}funnel/", walk_projects.walk_funnel_page, name="walk_funnel"),
    path(f"{WALKS}projects/", walk_projects.walk_projects, name="walk_projects"),
    path(f"{WALKS}projects/<int:number>/", walk_projects.walk_project, name="walk_project"),
    path(WALK, walk_task.walk_task, name="walk_task"),
    path(f"{WALK}save/", walk_task.save_walk, name="save_walk"),
    path(f"{WALK}propose/", walk_task.propose, name="propose"),
    path(f"{WALK}return/", walk_task.return_walk, name="return_walk"),
    path(f"{WALK}drop/", walk_task.drop_walk, name="drop_walk"),
    path(PROPOSALS, proposals.proposals, name="proposals"),
    path(f"{PROPOSALS}export/", proposals.proposals_export, name="proposals_export"),
    path(f"{PROPOSALS}evaluate/", proposals.evaluate_proposals, name="evaluate_proposals"),
    path(PROPOSAL, proposals.proposal, name="proposal"),
    path(f"{PROPOSAL}evaluate/", proposals.evaluate_proposal, name="evaluate_proposal"),
    path(f"{PROPOSAL}merge/", proposals.merge_proposal, name="merge_proposal"),
    path(f"{PROPOSAL}adopt/", proposals.adopt_proposal, name="adopt_proposal"),
    path(f"{PROPOSAL}decline/", proposals.decline_proposal, name="decline_proposal"),
    path(f"{PROPOSAL}reopen/", proposals.reopen_proposal, name="reopen_proposal"),
]
