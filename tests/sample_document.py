"""A paper with every kind of block, for the tests of all renderers."""

from __future__ import annotations

from reports.document import (
    Addressee,
    Annex,
    AnnexNote,
    Block,
    Column,
    Document,
    Face,
    Figure,
    Heading,
    Missing,
    Paragraph,
    Signature,
    Table,
    Title,
)

RARE = "喆堃犇珺"  # in the national list of 8,105 characters, not in GB 2312

PROSE = (
    "检查人员对照《特种设备安全管理办法（试行）》和GB/T 9704—2012、ISO 37301:2021等标准，"
    "对“一岗双责”落实情况进行了核查，共抽查台账1,260份，合格1,214份，合格率96.3%；"
    "其中，仓储、运输、装卸三个环节的合格率分别为97.1%、95.8%和96.0%。"
    "对抽查中发现的签字不全、记录滞后等情况，已要求有关班组于9月30日前补正——逾期未补正的，"
    "按照《设备管理考核细则》（设备〔2024〕17号）第十二条处理……有关部门应当举一反三，"
    "查找管理上的漏洞，建立“发现、登记、整改、复查”的闭环机制。"
)

REGISTER = (
    Column("序号", 14, "center"),
    Column("问题", 52),
    Column("责任部门", 30, "center"),
    Column("整改措施", 75),
    Column("时限", 28, "center"),
    Column("状态", 26, "center"),
)


def measure(repeat: int) -> str:
    return (
        "一是补签安全责任书；二是修订《仓库出入登记办法》，明确登记、审批、复核三个环节的责任。"
        * repeat
    )


def register_rows(count: int) -> tuple[tuple[str, ...], ...]:
    """Rows of the register; every seventh is long, the ninth is longer than a page."""
    return tuple(
        (
            str(number),
            f"第{number}号仓库的出入登记不完整，未按GB/T 20000.1—2014的要求留存记录",
            "仓储运输部",
            measure(40 if number == 9 else 3 if number % 7 == 0 else 1),
            "9月30日前",
            "已销号" if number % 3 else "正在整改",
        )
        for number in range(1, count + 1)
    )


def sample_blocks() -> tuple[Block, ...]:
    return (
        Title(("东山设备公司关于特种设备安全管理", "专项检查情况的报告"), note="送审稿"),
        Addressee(("集团公司安全监督部",)),
        Paragraph(
            (
                "根据集团公司统一部署，我公司自2024年5月6日至24日，开展了特种设备安全管理专项检查，"
                "覆盖",
                Figure("departments", "12", 12, count=12, url="/go/department/"),
                "个部门、",
                Figure("people", "348", 348, count=348),
                "人。现将有关情况报告如下：",
            ),
            key="opening",
        ),
        Heading(1, ("一、检查工作开展情况",), key="h1"),
        Heading(2, ("（一）组织领导",), key="h1-1"),
        Paragraph((PROSE,), key="p1"),
        Paragraph(
            (Face("（二）深入检查阶段（5月10日至18日）。", "kai"), "检查组分三个层次，", PROSE),
            key="p2",
        ),
        Heading(1, ("二、存在的主要问题",), key="h2"),
        Heading(3, ("1.台账记录不完整",), key="h2-1"),
        Heading(4, ("（1）登记环节",), key="h2-1-1"),
        Paragraph(
            (
                "责任单位为",
                Missing("责任部门", "/findings/1/"),
                f"，责任人为张三、李{RARE[0]}、欧阳{RARE[1]}、王{RARE[2]}、赵{RARE[3]}；"
                "由设备管理部牵头，",
                Missing("完成时限"),
                "前完成。检查结果见下表。",
            ),
            key="p3",
            keep_with_next=True,
        ),
        Table(
            (
                Column("类别", 50),
                Column("项点", 30, "center"),
                Column("符合", 30, "right"),
                Column("备注", 46),
            ),
            (
                ("起重机械", "24", "23", ""),
                (("压力容器",), "31", (Figure("ok", "29", 29, count=29),), "两处压力表超期未检"),
                ("场内车辆", "12", "12", (Missing("抽查数量"),)),
            ),
            key="by_kind",
        ),
        Paragraph((PROSE, PROSE), key="p4"),
        Heading(1, ("三、下一步工作打算",), key="h3"),
        Paragraph(("特此报告。",), key="closing"),
        AnnexNote(
            (
                "特种设备安全管理专项检查问题整改台账（按责任部门和完成时限排列，截至5月24日）",
                "尚未销号的问题",
            ),
        ),
        Signature(("东山设备公司",), ("2024年5月24日",)),
    )


def sample_document(*, draft: bool = True, rows: int = 30) -> Document:
    """Every kind of block, two annexes (one landscape, one with an empty table)."""
    return Document(
        title="东山设备公司关于特种设备安全管理专项检查情况的报告",
        blocks=sample_blocks(),
        annexes=(
            Annex(
                "特种设备安全管理专项检查问题整改台账（按责任部门和完成时限排列，截至5月24日）",
                (Table(REGISTER, register_rows(rows), key="register"),),
                number=1,
                landscape=True,
            ),
            Annex(
                "尚未销号的问题",
                (
                    Paragraph(("以下问题尚未销号。",), indent=False),
                    Table(REGISTER, (), key="open", empty="截至报告日，所有问题均已销号。"),
                ),
                number=2,
            ),
        ),
        author="东山设备公司",
        subject="专项检查",
        label="内部资料",
        draft=draft,
    )
