"""Pages of the registers of conduct: service faults, partners and their initiatives."""

from django.urls import path

from findings.views import conduct_export, fault, faults, initiatives, partners

FAULTS = "campaigns/<str:code>/conduct/faults/"
FAULT = f"{FAULTS}<int:number>/"
PARTNERS = "campaigns/<str:code>/conduct/partners/"
INITIATIVES = f"{PARTNERS}initiatives/"

urlpatterns = [
    path(FAULTS, faults.fault_list, name="faults"),
    path(f"{FAULTS}export/", conduct_export.faults_export, name="faults_export"),
    path(f"{FAULTS}new/", faults.new_fault, name="new_fault"),
    path(f"{FAULTS}visits/", faults.open_faults, name="open_faults"),
    path(FAULT, fault.service_fault, name="service_fault"),
    path(f"{FAULT}answer/", fault.answer_fault, name="answer_fault"),
    path(f"{FAULT}files/", fault.add_fault_files, name="add_fault_files"),
    path(f"{FAULT}close/", fault.close_fault, name="close_fault"),
    path(f"{FAULT}return/", fault.return_fault, name="return_fault"),
    path(PARTNERS, partners.partner_list, name="partners"),
    path(f"{PARTNERS}export/", conduct_export.partners_export, name="partners_export"),
    path(f"{PARTNERS}new/", partners.new_partners, name="new_partners"),
    path(f"{PARTNERS}<int:pk>/", partners.partner, name="partner"),
    path(f"{PARTNERS}<int:pk>/renew/", partners.renew_partner, name="renew_partner"),
    path(f"{PARTNERS}<int:pk>/end/", partners.end_partner, name="end_partner"),
    path(f"{INITIATIVES}new/", initiatives.new_initiative, name="new_initiative"),
    path(f"{INITIATIVES}<int:pk>/", initiatives.initiative, name="initiative"),
]
