"""Files of a personal sheet: kept apart from the department, read by whoever reads the sheet."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campaigns import attaching, evidence, evidence_care, personal_filling, personal_review
from campaigns.models import Evidence, Level, PersonalAnswer, PersonalEvidence, PersonalSheet
from organization import clock, personal_links
from organization.models import NotAllowed
from tests.access.layers import employees, opened
from tests.personal import NOTHING, fill, hand_in, sent_back
from tests.test_filling import signed_in

BODY = "值班记录".encode()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def own(world) -> PersonalSheet:
    """The sheet of 服务部负责人, a leader: the chair reviews."""
    opened(world)
    return PersonalSheet.objects.get(person=world.service_head)


def supported(sheet: PersonalSheet, name: str = "记录.txt", body: bytes = BODY) -> Evidence:
    """A file under item 1."""
    item = sheet.level.asked.get(item__no=1).item
    answer = personal_filling.answer_for_files(sheet, item, by=sheet.person)
    kept = evidence.store(SimpleUploadedFile(name, body), **sheet.shelf, by=sheet.person)
    attaching.attach(answer, kept, by=sheet.person)
    return kept


def readers(world, file: Evidence) -> set[str]:
    """Who gets the file at its own address."""
    return {
        name
        for name in world.people
        if signed_in(getattr(world, name)).get(file.get_absolute_url()).status_code == 200
    }


def send(client: Client, address: str, name: str = "照片.txt", body: bytes = BODY) -> dict:
    """Announce a file for item 1 and send it whole; what the server says in the end."""
    said = {"name": name, "size": str(len(body)), "sha256": hashlib.sha256(body).hexdigest()}
    begun = client.post(f"{address}1/uploads/", said).json()
    if begun["state"] != "goes_on":
        return begun
    url = f"{begun['url']}?offset=0"
    return client.post(url, body, content_type="application/octet-stream").json()


def test_a_leaders_file_is_read_by_the_chair_alone_once_it_is_handed_in(world, own):
    file = supported(own)
    assert readers(world, file) == {"service_head"}
    hand_in(own, NOTHING)
    assert readers(world, file) == {"service_head", "leader"}
    assert file not in Evidence.objects.visible_to(world.clerk)


def test_it_is_not_read_while_the_sheet_is_back(world, own):
    file = supported(own)
    hand_in(own, NOTHING)
    sent_back(own, "请再深挖", by=world.leader)
    assert readers(world, file) == {"service_head"}


def test_whom_the_chair_names_reads_it(world, own):
    file = supported(own)
    hand_in(own, NOTHING)
    personal_review.name_reviewer(own, world.inspector, by=world.leader)
    assert readers(world, file) == {"service_head", "inspector"}


def test_a_file_of_later_is_not_read_before_it_is_handed_in_again(world, own):
    hand_in(own, NOTHING)
    sent_back(own, "请再深挖", by=world.leader)
    with clock.at(clock.now() + timedelta(seconds=1)):
        file = supported(own)
    PersonalSheet.objects.filter(pk=own.pk).update(status="submitted")
    assert readers(world, file) == {"service_head"}


def test_the_office_reads_the_files_of_employees_and_colleagues_do_not(world):
    employees(world)
    sheet = PersonalSheet.objects.get(person=world.member)
    file = supported(sheet)
    hand_in(sheet, NOTHING)
    assert readers(world, file) == {"member", "clerk"}


def test_it_is_no_file_of_the_department(world, own):
    file = supported(own)
    assert not Evidence.objects.library(world.campaign, own.department).exists()
    same = evidence.store(
        SimpleUploadedFile("同样.txt", BODY), world.campaign, own.department, by=world.service_head
    )
    assert same != file
    assert list(Evidence.objects.library(world.campaign, own.department)) == [same]


def test_a_file_of_the_department_is_none_of_a_personal_sheet(world, own):
    of_department = evidence.store(
        SimpleUploadedFile("部门.txt", BODY), world.campaign, own.department, by=world.service_head
    )
    answer = personal_filling.answer_for_files(own, world.item(1), by=own.person)
    with pytest.raises(NotAllowed):
        attaching.attach(answer, of_department, by=own.person)


def test_no_file_slips_onto_a_sheet_that_was_handed_in(world, own):
    hand_in(own, NOTHING)
    before = PersonalEvidence.objects.count()
    client = signed_in(world.service_head)
    answer = send(client, own.get_absolute_url())
    assert (answer["state"], PersonalEvidence.objects.count()) == ("refused", before)
    typed = PersonalAnswer.objects.get(sheet=own, item=world.item(1))
    file = evidence.store(SimpleUploadedFile("a.txt", BODY), **own.shelf, by=own.person)
    with pytest.raises(NotAllowed):
        attaching.attach(typed, file, by=own.person)


def test_sent_in_pieces_it_stands_under_its_item_and_is_kept_once(world, own):
    client, address = signed_in(world.service_head), own.get_absolute_url()
    assert "照片.txt" in send(client, address)["files"]
    said = send(client, address, "又一份.txt")
    assert "照片.txt" in said["files"] and Evidence.objects.count() == 1
    row = Evidence.objects.get()
    assert (row.owner, row.sha256) == (own.person, hashlib.sha256(BODY).hexdigest())
    own.refresh_from_db()
    assert own.status == "filling"


def test_it_counts_in_the_quota_and_the_limits_hold(world, own, settings):
    settings.EVIDENCE_QUOTA_BYTES = len(BODY)  # the last byte is there to be used
    client, address = signed_in(world.service_head), own.get_absolute_url()
    assert send(client, address)["state"] == "saved"
    assert send(client, address, body="另一份记录".encode())["state"] == "refused"
    assert send(client, address, "程序.exe", b"MZ")["state"] == "refused"


def test_a_refused_file_loses_no_word(world, own):
    key = world.item(1).pk
    form = {
        f"{key}-result": "none",
        f"{key}-evidence": SimpleUploadedFile("程序.exe", b"MZ"),
    }
    answer = signed_in(world.service_head).post(own.get_absolute_url(), form)
    assert answer.status_code == 422 and "程序.exe" in answer.content.decode()
    assert PersonalAnswer.objects.get(sheet=own).result == "none"


def test_without_scripts_it_comes_along_with_the_form(world, own):
    key = world.item(1).pk
    form = {f"{key}-result": "none", f"{key}-evidence": SimpleUploadedFile("记录.txt", BODY)}
    client = signed_in(world.service_head)
    assert client.post(own.get_absolute_url(), form).status_code == 302
    assert "记录.txt" in client.get(own.get_absolute_url()).content.decode()


def test_taking_it_off_keeps_what_is_typed_beside_it(world, own):
    file = supported(own)
    key = world.item(1).pk
    address = f"{own.get_absolute_url()}1/evidence/{file.pk}/remove/"
    signed_in(world.service_head).post(address, {f"{key}-result": "none"})
    answer = PersonalAnswer.objects.get(sheet=own)
    assert (answer.result, answer.evidence_uses.count()) == ("none", 0)


def test_by_the_link_the_own_files_go_and_come_back(world):
    employees(world)
    sheet = PersonalSheet.objects.get(person=world.member)
    label = "campaigns.personalsheet"
    address = personal_links.path_for(sheet.person_id, label, sheet.pk)
    assert send(Client(), address)["state"] == "saved"
    file = Evidence.objects.get()
    assert b"".join(Client().get(f"{address}evidence/{file.pk}/")) == BODY
    other = PersonalSheet.objects.get(person=world.head)
    foreign = supported(other, body="别人的".encode())
    assert Client().get(f"{address}evidence/{foreign.pk}/").status_code == 404
    assert Client().get(file.get_absolute_url()).status_code == 302  # to the sign-in


def test_a_used_file_is_never_swept(world, own, settings):
    file = supported(own)
    with clock.at(clock.now() + timedelta(days=settings.EVIDENCE_ORPHAN_DAYS + 1)):
        assert evidence_care.sweep() == 0
        attaching.detach(PersonalAnswer.objects.get(sheet=own), file, by=own.person)
    with clock.at(clock.now() + timedelta(days=2 * settings.EVIDENCE_ORPHAN_DAYS + 3)):
        assert evidence_care.sweep() == 1


def test_the_office_counts_no_personal_files(world):
    from campaigns.records_page import facts

    employees(world)
    before = facts(world.campaign)
    supported(PersonalSheet.objects.get(person=world.member))
    assert facts(world.campaign) == before


def test_the_level_of_leaders_is_the_one_that_hides(world, own):
    Level.objects.update(chair_reviews=False)
    PersonalSheet.objects.update(reviewer=None)
    own.refresh_from_db()
    file = supported(own)
    fill(own, NOTHING)
    hand_in(own, NOTHING)
    assert "clerk" in readers(world, file)
