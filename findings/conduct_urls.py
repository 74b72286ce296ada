"""Pages of the registers of conduct: service faults."""

from django.urls import path

from findings.views import fault, faults

FAULTS = "campaigns/<str:code>/conduct/faults/"
FAULT = f"{FAULTS}<int:number>/"

urlpatterns = [
    path(FAULTS, faults.fault_list, name="faults"),
    path(f"{FAULTS}new/", faults.new_fault, name="new_fault"),
    path(f"{FAULTS}visits/", faults.open_faults, name="open_faults"),
    path(FAULT, fault.service_fault, name="service_fault"),
    path(f"{FAULT}answer/", fault.answer_fault, name="answer_fault"),
    path(f"{FAULT}close/", fault.close_fault, name="close_fault"),
    path(f"{FAULT}return/", fault.return_fault, name="return_fault"),
]
