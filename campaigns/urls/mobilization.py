"""Circulating documents and signing for them."""

from django.urls import path

from campaigns.views import (
    activities,
    circulating,
    circulation,
    circulation_code,
    deliveries,
    meeting_calls,
    meeting_codes,
    meetings,
    receipt_link,
    receipts,
    roll_call,
)

CAMPAIGN = "campaigns/<slug:code>/"
CIRCULATION = f"{CAMPAIGN}circulations/<int:pk>/"
MEETING = f"{CAMPAIGN}meetings/<int:pk>/"
RECEIPT = f"{CAMPAIGN}receipts/<int:pk>/"

urlpatterns = [
    path(f"{CAMPAIGN}deliveries/", deliveries.campaign_deliveries, name="campaign_deliveries"),
    path(
        f"{CAMPAIGN}deliveries/again/",
        deliveries.send_campaign_deliveries,
        name="send_campaign_deliveries",
    ),
    path(f"{CAMPAIGN}mobilization/", circulation.mobilization, name="mobilization"),
    path(f"{CAMPAIGN}circulations/new/", circulation.circulate, name="circulate"),
    path(CIRCULATION, circulation.circulation, name="circulation"),
    path(f"{CIRCULATION}code/", circulation_code.circulation_code, name="circulation_code"),
    path(f"{CIRCULATION}mine/", circulation_code.own_receipt, name="own_receipt"),
    path(f"{CIRCULATION}text/", circulating.change_text, name="change_circulation"),
    path(f"{CIRCULATION}texts/<int:revision>/", circulating.earlier_text, name="earlier_text"),
    path(f"{CIRCULATION}again/", circulating.second_round, name="second_round"),
    path(f"{CIRCULATION}urge/", circulating.urge, name="urge_signatures"),
    path(RECEIPT, receipts.receipt, name="receipt"),
    path(f"{RECEIPT}read/", receipts.read, name="read_receipt"),
    path(f"{RECEIPT}sign/", receipts.sign, name="sign_receipt"),
    path(f"{RECEIPT}exempt/", receipts.exempt, name="exempt_receipt"),
    path(f"{RECEIPT}ask/", receipts.ask_again, name="ask_receipt_again"),
    path("s/<str:token>/", receipt_link.receipt_link, name="receipt_link"),
    path(f"{CAMPAIGN}meetings/new/", meeting_calls.call_meeting, name="call_meeting"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(f"{MEETING}arranged/", meeting_calls.arrange_meeting, name="arrange_meeting"),
    path(f"{MEETING}people/", meeting_calls.call_in, name="call_in"),
    path(f"{MEETING}urge/", meeting_calls.urge_meeting, name="urge_meeting"),
    path(f"{MEETING}after-all/", meeting_calls.call_after_all, name="call_meeting_after_all"),
    path(f"{MEETING}files/", meetings.attach_to_meeting, name="attach_to_meeting"),
    path(f"{MEETING}code/", meeting_codes.meeting_code, name="meeting_code"),
    path(f"{MEETING}held/", meetings.hold_meeting, name="hold_meeting"),
    path(f"{MEETING}waive/", meetings.waive_meeting, name="waive_meeting"),
    path(f"{MEETING}roll-call/", roll_call.roll_call, name="roll_call"),
    path(f"{MEETING}present/", meetings.note_all_present, name="note_all_present"),
    path(f"{MEETING}roster/<int:row>/", meetings.note_attendance, name="note_attendance"),
    path("m/<str:token>/", meeting_codes.meeting_sign_in, name="meeting_sign_in"),
    path(f"{CAMPAIGN}activities/new/", activities.note, name="note_activity"),
]
