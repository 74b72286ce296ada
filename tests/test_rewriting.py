"""改写 and 批注 in a paper: what stands, who may, what is checked, what the signature freezes."""

import pytest
from django.test import Client

from findings.models import Finding
from organization import clock
from organization.models import Event, NotAllowed, Notification
from reports import editing, publishing
from reports.check import BLOCK, WARN
from reports.document import plain
from reports.models import BlockNote, Rewriting
from reports.rewording import rewritable, text_of
from tests.plan import complete
from tests.reporting import LAST, afresh, told_once
from tests.world import at

PAGE = "/campaigns/spring/papers/final/"
OWN = "按照统一部署，扎实开展了自查。"


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    with clock.at(at(LAST, 15)):
        world = afresh(base)
        world.paper = publishing.draft(world.campaign, "final", by=world.clerk)
        yield world


def rewrite(story, block: str = "opening", words: str = OWN, read=None, by="clerk") -> Rewriting:
    told = publishing.written(story.campaign, "final")
    return editing.rewrite(
        story.paper,
        block,
        words,
        document=told.generated,
        read=read,
        by=getattr(story, by),
    )


def stands(story, block: str = "opening") -> str:
    document = publishing.written(story.campaign, "final").document
    return text_of(rewritable(document)[block])


def generated(story, block: str = "opening") -> str:
    return text_of(rewritable(publishing.written(story.campaign, "final").generated)[block])


def told(story) -> list[tuple[str, str]]:
    words = publishing.written(story.campaign, "final")
    found = editing.checks_of(words.rewordings, story.paper)
    return [(check.level, check.text) for check in found]


def as_(story, name: str) -> Client:
    client = Client()
    client.force_login(getattr(story, name), "django.contrib.auth.backends.ModelBackend")
    return client


def test_own_words_stand_while_the_records_move_on_and_can_be_taken_back(story):
    before = generated(story)
    row = rewrite(story)
    assert (stands(story), generated(story), row.generated) == (OWN, before, before)
    assert told(story) == []
    story.campaign.organisation.name = "另一家公司"
    story.campaign.organisation.save()
    Rewriting.objects.filter(pk=row.pk).update(generated=before + "旧")
    assert stands(story) == OWN
    assert told(story) == [(WARN, "本段改写以后，记录有了变化，请比对。")]
    editing.take_back(story.paper, "opening", by=story.clerk)
    assert stands(story) == generated(story) != OWN
    assert told(story) == []


def test_earlier_words_are_kept_with_who_ended_them(story):
    first = rewrite(story)
    second = rewrite(story, words="换一种说法。", read=first.pk)
    first.refresh_from_db()
    assert (first.ended_by, first.ended_at) == (story.clerk, clock.now())
    assert stands(story) == "换一种说法。"
    assert second.ended_at is None
    kinds = Event.objects.filter(thing="reports.publication").values_list("kind", flat=True)
    assert list(kinds).count("publication.rewritten") == 2


def test_who_read_older_words_is_told_and_overwrites_nothing(story):
    rewrite(story)
    with pytest.raises(editing.Overtaken):
        rewrite(story, words="我没看到。", read=None)
    assert stands(story) == OWN
    page = as_(story, "clerk").post(f"{PAGE}blocks/opening/", {"words": "我没看到。", "read": ""})
    html = page.content.decode()
    assert page.status_code == 409
    assert "我没看到。</textarea>" in html.replace("\r", "").replace("\n", "")
    assert OWN in html
    assert "其间已有他人改写了本段。" in html


def test_words_do_not_replace_a_record(story):
    Finding.objects.update(department=None)
    number = story.finding.number
    with pytest.raises(NotAllowed, match="责任部门"):
        rewrite(story, block=f"finding-{number}", words="没有问题。")
    assert not Rewriting.objects.exists()


def test_a_record_that_goes_missing_later_blocks_the_signature(story):
    rewrite(story, block=f"finding-{story.finding.number}", words="台账登记不完整。正在整改。")
    assert BLOCK not in [level for level, _text in told(story)]
    Finding.objects.update(department=None)
    assert (BLOCK, "待补：责任部门") in told(story)
    publishing.send_to_review(story.paper, by=story.clerk)
    with pytest.raises(NotAllowed) as refused:
        publishing.sign(story.paper, by=story.leader)
    assert "待补：责任部门" in [reason.text for reason in refused.value.reasons]


def test_a_number_without_a_record_is_pointed_out(story):
    rewrite(story, words="共走访57户。")
    assert told(story) == [(WARN, "手工填写、没有记录支撑的数字：57")]


def test_only_a_draft_is_rewritten_and_the_signature_freezes_the_own_words(story):
    rewrite(story)
    publishing.send_to_review(story.paper, by=story.clerk)
    story.paper.refresh_from_db()
    with pytest.raises(NotAllowed, match="退回拟稿"):
        rewrite(story, words="再改。", read=Rewriting.objects.get().pk)
    with pytest.raises(NotAllowed, match="退回拟稿"):
        editing.take_back(story.paper, "opening", by=story.clerk)
    publishing.sign(story.paper, by=story.leader)
    frozen = publishing.written(story.campaign, "final")
    assert frozen.frozen
    assert OWN in [plain(block.runs) for block in frozen.document.blocks if hasattr(block, "runs")]
    with pytest.raises(NotAllowed, match="已签发"):
        editing.remark(story.paper, "opening", "迟了。", by=story.leader)
    assert as_(story, "clerk").get(f"{PAGE}blocks/opening/").status_code == 404


def test_a_revised_paper_begins_with_the_words_that_stood(story):
    complete(story)
    paper = publishing.draft(story.campaign, "plan", by=story.clerk)
    document = publishing.written(story.campaign, "plan").generated
    key = next(key for key in rewritable(document) if key not in ("title", "addressee"))
    for words, read in (("第一稿", None), ("第二稿", 1)):
        standing = paper.rewritings.standing().first()
        editing.rewrite(
            paper, key, words, document=document, read=read and standing.pk, by=story.clerk
        )
    type(paper).objects.filter(pk=paper.pk).update(status="issued")
    later = publishing.revise(paper, by=story.clerk)
    assert [(row.block, row.words) for row in later.rewritings.all()] == [(key, "第二稿")]


@pytest.mark.parametrize(
    ("words", "reason"), [("  \n ", "未写入任何内容"), ("长" * 5001, "5000"), ("字", "")]
)
def test_words_are_asked_for_and_have_a_limit(story, words, reason):
    if not reason:
        assert rewrite(story, words=words).words == words
        return
    with pytest.raises(NotAllowed, match=reason):
        rewrite(story, words=words)
    assert stands(story) == generated(story)


def test_a_remark_reaches_the_office_and_stands_until_it_is_settled(story):
    note = editing.remark(story.paper, "opening", "口径请核实。", by=story.leader)
    notice = Notification.objects.get(kind="paper_remarked")
    assert notice.recipient == story.clerk
    assert told(story) == [(WARN, "文稿上尚未处理的批注：1条")]
    editing.settle(note, by=story.clerk)
    assert told(story) == []
    with pytest.raises(NotAllowed):
        editing.settle(BlockNote.objects.get(), by=story.clerk)


def test_the_office_remarks_on_a_paper_that_nobody_began(story):
    story.paper.delete()
    page, here = f"{PAGE}blocks/opening/", f"{PAGE}blocks/opening/remarks/"
    assert here not in as_(story, "leader").get(page).content.decode()
    assert f'action="{here}"' in as_(story, "clerk").get(page).content.decode()
    as_(story, "clerk").post(here, {"text": "口径请核实。"})
    note = BlockNote.objects.get()
    assert (note.by, note.publication.paper) == (story.clerk, "final")


def test_the_page_shows_what_the_records_say_what_stands_and_the_history(story):
    first = rewrite(story)
    rewrite(story, words="换一种说法。", read=first.pk)
    editing.remark(story.paper, "opening", "口径请核实。", by=story.leader)
    html = as_(story, "clerk").get(f"{PAGE}blocks/opening/").content.decode()
    for words in (generated(story), "换一种说法。", OWN, "口径请核实。"):
        assert words in html
    reader = as_(story, "inspector").get(f"{PAGE}blocks/opening/").content.decode()
    assert '<textarea name="words"' not in reader
    paper = as_(story, "clerk").get(PAGE).content.decode()
    assert f'href="{PAGE}blocks/opening/">已改写' in paper
    assert "换一种说法。" in paper
    listed = as_(story, "clerk").get(f"{PAGE}words/").content.decode()
    assert "换一种说法。" in listed
    assert "口径请核实。" in listed


def links(story) -> dict[str, str]:
    words = publishing.written(story.campaign, "final")
    return {check.text: check.url for check in editing.checks_of(words.rewordings, story.paper)}


def test_trap_8_own_words_that_miscount_are_told_until_they_are_mended(story):
    row = rewrite(story, words="从三个方面作了检查：一是台账；二是签字。自8月12日至8月15。")
    place, url = (
        "改写段落“从三个方面作了检查：……”",
        "/campaigns/spring/papers/final/blocks/opening/",
    )
    count = f"{place}：文中写“三个方面作了检查”，实际列出2项，请改为一致。"
    day = f"{place}：“12日至8月15。”处日期缺“日”字。"
    assert links(story)[count] == links(story)[day] == url
    rewrite(story, words="从两个方面作了检查：一是台账；二是签字。", read=row.pk)
    assert not any(one.startswith("改写段落") for one in links(story))
