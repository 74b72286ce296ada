"""The timeline, publicity, planned activities, recurring inspections, registers."""

from django.urls import path

from campaigns.views import (
    board,
    inspecting,
    joint_meetings,
    planned_activities,
    registers,
    special_actions,
    timeline,
)

CAMPAIGN = "campaigns/<slug:code>/"
INSPECTIONS = f"{CAMPAIGN}inspections/"
JOINT = f"{CAMPAIGN}conduct/joint-meetings/"
ACTIONS = f"{CAMPAIGN}actions/"
ACTION = f"{ACTIONS}<int:pk>/"
PLANNED = f"{CAMPAIGN}planned/<int:pk>/"

urlpatterns = [
    path(f"{CAMPAIGN}timeline/", timeline.show, name="timeline"),
    path(f"{CAMPAIGN}publicity/new/", timeline.note_publicity, name="note_publicity"),
    path(f"{CAMPAIGN}planned/new/", planned_activities.plan_activity, name="plan_activity"),
    path(PLANNED, planned_activities.planned_activity, name="planned_activity"),
    path(f"{PLANNED}done/", planned_activities.do_activity, name="do_activity"),
    path(f"{PLANNED}waive/", planned_activities.waive_activity, name="waive_activity"),
    path(f"{PLANNED}again/", planned_activities.take_up_activity, name="take_up_activity"),
    path(f"{PLANNED}change/", planned_activities.change_activity, name="change_activity"),
    path(f"{CAMPAIGN}phases/<int:order>/urge/", planned_activities.urge_phase, name="urge_phase"),
    path(f"{CAMPAIGN}rules/", registers.rules, name="rules"),
    path(f"{CAMPAIGN}rules/<int:pk>/remove/", registers.remove_rule, name="remove_rule"),
    path(f"{CAMPAIGN}standards/", registers.standards, name="standards"),
    path(
        f"{CAMPAIGN}standards/<int:pk>/remove/", registers.remove_standard, name="remove_standard"
    ),
    path(f"{CAMPAIGN}channels/", registers.channels, name="channels"),
    path(f"{CAMPAIGN}channels/<int:pk>/remove/", registers.remove_channel, name="remove_channel"),
    path(f"{CAMPAIGN}sites/", registers.sites, name="sites"),
    path(f"{CAMPAIGN}sites/<int:pk>/remove/", registers.remove_site, name="remove_site"),
    path(f"{CAMPAIGN}board/", board.board, name="board"),
    path(f"{CAMPAIGN}board/change/", board.put_up_board, name="put_up_board"),
    path(INSPECTIONS, inspecting.inspections, name="inspections"),
    path(f"{INSPECTIONS}new/", inspecting.plan_inspections, name="plan_inspections"),
    path(f"{INSPECTIONS}plans/<int:pk>/end/", inspecting.end_inspections, name="end_inspections"),
    path(JOINT, joint_meetings.joint_meetings, name="joint_meetings"),
    path(f"{JOINT}new/", joint_meetings.plan_joint_meetings, name="plan_joint_meetings"),
    path(f"{JOINT}<int:pk>/", joint_meetings.joint_meeting, name="joint_meeting"),
    path(f"{INSPECTIONS}<int:pk>/", inspecting.inspection, name="inspection"),
    path(f"{INSPECTIONS}<int:pk>/visit/", inspecting.record_visit, name="record_visit"),
    path(ACTIONS, special_actions.special_action_list, name="special_actions"),
    path(f"{ACTIONS}new/", special_actions.new_special_action, name="new_special_action"),
    path(ACTION, special_actions.special_action, name="special_action"),
    path(f"{ACTION}change/", special_actions.change_special_action, name="change_special_action"),
    path(f"{ACTION}begin/", special_actions.begin_special_action, name="begin_special_action"),
    path(f"{ACTION}finish/", special_actions.finish_special_action, name="finish_special_action"),
    path(f"{ACTION}drop/", special_actions.drop_special_action, name="drop_special_action"),
    path(f"{ACTION}activities/", special_actions.activities_under, name="activities_under"),
]
