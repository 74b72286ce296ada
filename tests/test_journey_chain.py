"""The whole chain through the screens: from the draft to the issued report."""

import pytest

from tests.browser import answering, checking, reporting, setting_up, settling
from tests.world import World, make_departments, make_people

pytestmark = pytest.mark.browser


@pytest.fixture
def house(site) -> World:
    """People and departments; no campaign yet."""
    world = World()
    world.departments = make_departments()
    world.people = make_people(world.departments)
    return world


def test_from_the_draft_to_the_issued_report(house, visitor, tmp_path):
    office, head = visitor("clerk"), visitor("head")
    member, service = visitor("member"), visitor("service_head")

    setting_up.draft(office, house)
    setting_up.see_what_is_missing(office)
    setting_up.import_checklist(office, setting_up.checklist(tmp_path))
    setting_up.break_down(office, house)
    setting_up.set_up_groups(office, house)
    setting_up.launch(office)
    setting_up.circulate(office)
    for person, account in ((head, "head"), (member, "member"), (service, "service_head")):
        setting_up.sign(person, house.people[account].name)

    answering.begin(office)
    answering.fill_first_item(head, answering.picture(tmp_path, "制度文本.png"))
    answering.hand_over(head, house.people["member"].pk)
    answering.fill_handed_item(member)
    answering.take_back(head)
    answering.be_refused(head)
    answering.submit(head)
    answering.fill_of_service(service)

    checking.begin(office)
    checking.send_back(office)
    checking.redo(head)
    checking.accept(office)
    checking.read_rounds_as_head(head)
    inspector = visitor("inspector")
    checking.verify(inspector)
    checking.answer_from_records(office)

    settling.establish(office)
    settling.assign(office)
    settling.report(member, head, answering.picture(tmp_path, "补登台账.png"))
    settling.accept(inspector)
    settling.suggest(office)

    leader = visitor("leader")
    reporting.read(leader)
    reporting.ask_to_sign(office)
    reporting.sign(leader)
    reporting.issue(office)
    reporting.download(office)
    reporting.administer(visitor("admin"), house.departments["SALES"])
    reporting.audit(visitor("auditor"))
