"""Hints over 83,000 answers drawn from 300 texts with 0–30 % edits; who is found, how fast."""

import random
from collections import defaultdict
from itertools import groupby
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.measuring import Comparison, Measure, clocked, loop
from benchmarks.organisation import ITEMS, SIZES, Organisation, make
from campaigns.hint_writing import renew
from campaigns.likeness import alike, folded
from campaigns.models import Answer, Hint, HintLimits, SelfCheck
from campaigns.superficiality import Kind
from organization import clock

SOURCES = 300
QUIET_LOOP = 0.042  # seconds
EDITED = 0.30  # at most this share of a text is edited
FAR = 60  # percent from which on an edited text still counts as a copy here
BRUTE = 400  # answers whose likest other one is looked for among all of the item
GOAL = "≤ 30 s at a loop of 42 ms, < 500 MB; recall ≥ 95 %, precision ≥ 90 %"
PHRASES = [
    "我部门",
    "本单位",
    "按要求",
    "逐项核对",
    "查阅资料",
    "抽查记录",
    "未发现问题",
    "均已落实",
    "明确专人负责",
    "定期督促检查",
    "台账齐全",
    "签字完整",
    "与名册一致",
    "及时归档",
    "组织学习",
    "审批手续",
    "现场查看",
    "对照办法",
    "按期办结",
    "记录完整",
]


def run(size: str, rounds: int):
    """All hints of one campaign anew, as after a change of the thresholds."""
    del size  # the goal names one
    organisation = make("hints", SIZES["group"], ITEMS)
    organisation.campaign.running_at = clock.now()
    organisation.campaign.save()
    limits = HintLimits.of(organisation.campaign)
    limits.alike_percent, limits.version = FAR, 1
    limits.save()
    sources = write_texts(organisation)
    sheets = list(SelfCheck.objects.filter(campaign=organisation.campaign))
    texts = read_texts(organisation)
    seconds, worked, peak = Measure(), [], 0.0
    for _round in range(min(rounds, 3)):
        Hint.objects.all().delete()
        forget_peak()
        before = memory("VmRSS")
        began = process_time()
        seconds.seconds.append(clocked(lambda: renew(organisation.campaign, sheets)))
        worked.append((process_time() - began) * QUIET_LOOP / processor_loop())
        peak = max(peak, memory("VmHWM") - before)
    reading = Measure([clocked(lambda: read_texts(organisation)) for _ in range(3)])
    yield Comparison(
        f"hints of {len(texts):,} answers, {SIZES['group']:,} sheets",
        seconds,
        reading,
        "reading the texts",
        goal=GOAL,
        note=f"{median(worked):.1f} s of processor at a loop of 42 ms; {quality(texts, sources)}; "
        f"{peak:.0f} MB at the peak over {before:.0f} before",
    )
    one = sheets[-1:]
    yield Comparison(
        "hints of one more sheet beside the others",
        Measure([clocked(lambda: renew(organisation.campaign, one)) for _ in range(3)]),
        reading,
        "reading the texts",
        note=f"{ITEMS} answers",
    )


def write_texts(organisation: Organisation) -> dict[int, int]:
    """Give every answer a text; the source of each, by the key of the answer."""
    chance = random.Random(20)
    sources = [source(chance) for _ in range(SOURCES)]
    of, changed = {}, []
    answers = Answer.objects.filter(selfcheck__campaign=organisation.campaign)
    for answer in answers.select_related("item").iterator():
        first, last = ((answer.item.no + n) * SOURCES // ITEMS for n in (-1, 0))
        of[answer.pk] = chance.randrange(first, last)
        answer.text = edited(sources[of[answer.pk]], chance.uniform(0, EDITED), chance)
        changed.append(answer)
    Answer.objects.bulk_update(changed, ["text"], batch_size=500)
    SelfCheck.objects.filter(campaign=organisation.campaign).update(
        status="submitted", submitted_at=clock.now()
    )
    return of


def source(chance: random.Random) -> str:
    """An answer of 60 to 120 characters: what all say, and words of its own."""
    text = ""
    while len(text) < chance.randint(60, 120):
        text += chance.choice(PHRASES) if chance.random() < 0.4 else own_words(chance)
    return text


def own_words(chance: random.Random) -> str:
    return "".join(chr(0x4E00 + chance.randrange(2500)) for _ in range(chance.randint(2, 6)))


def edited(text: str, share: float, chance: random.Random) -> str:
    """The text with phrases replaced, left out and put in, `share` of its characters in all."""
    left = int(len(text) * share)
    while left > 0:
        n = min(left, chance.randint(1, 6))
        at = chance.randrange(max(1, len(text) - n))
        new = (own_words(chance) + own_words(chance) + own_words(chance))[:n]
        kept = chance.choice((n, n, n, 0))  # 0: put in, nothing taken out
        text = text[:at] + ("" if chance.random() < 0.2 else new) + text[at + kept :]
        left -= n
    return text


def read_texts(organisation: Organisation) -> list[tuple[int, int, str]]:
    """(item, answer, text) of every answer, item by item."""
    rows = Answer.objects.filter(selfcheck__campaign=organisation.campaign)
    return list(rows.order_by("item", "pk").values_list("item", "pk", "text"))


def quality(texts: list[tuple[int, int, str]], sources: dict[int, int]) -> str:
    """How many pairs were found, against how the texts were made and against comparing all."""
    hints = Hint.objects.filter(kind=Kind.COPIED).values_list("answer", "other_answer", "measure")
    found = {one: (other, percent) for one, other, percent in hints}
    right = sum(sources[one] == sources[other] for one, (other, _percent) in found.items())
    made = f"by making: recall {len(found) / len(texts):.1%}, precision {right / len(found):.1%}"
    return f"{made}; {against_all_pairs(texts, found)}"


def against_all_pairs(texts: list, found: dict[int, tuple[int, int]]) -> str:
    """The index beside comparing each of some answers with all others of its item."""
    chance, items = random.Random(7), defaultdict(dict)
    for item, group in groupby(texts, key=lambda row: row[0]):
        items[item] = {pk: folded(text) for _item, pk, text in group}
    asked = chance.sample([(item, pk) for item, pk, _text in texts], BRUTE)
    lost = []
    for item, pk in asked:
        mine = items[item][pk]
        best = max(alike(mine, other) for key, other in items[item].items() if key != pk)
        if best >= FAR:
            lost.append(best - found[pk][1] if pk in found else None)
    hit = [gap for gap in lost if gap is not None]
    return (
        f"{len(hit)} of {len(lost)} that comparing all pairs finds, "
        f"{sum(gap == 0 for gap in hit)} with the very likest, else {median(hit):.0f} points less"
    )


def processor_loop() -> float:
    """Seconds of processor for the loop, whatever else runs on the machine."""
    began = process_time()
    loop()
    return process_time() - began


def memory(name: str) -> float:
    """A line of what the kernel says about this process, in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return 0.0


def forget_peak() -> None:
    """Begin a new peak of memory (Linux)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
