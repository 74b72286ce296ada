"""A title that is too long for a line is broken by meaning, in the shape of a trapezium or a
diamond; no word is torn."""

import pytest

from reports.renderers.pdf.titles import title_lines
from reports.renderers.words import tokens

LINES = [
    "中国某某兰州分公司|关于集团公司重要文件和重要工作|部署执行情况效能监察自查情况的报告",
    "兰州分公司2009年行风|民主评议自纠自查及整改情况汇报",
    "关于成立集团公司重要文件和重要工作部署|执行情况效能监察自查工作领导小组的通知",
    "示例市分公司关于开展客户信息安全管理|专项检查发现问题整改落实情况的报告",
    "关于印发《示例公司重要文件和重要工作|部署执行情况自查工作实施方案》的通知",
    "关于用户信息安全责任书|未签订问题的整改通知书",
    "武汉分公司关于民主评议|政风行风工作情况的汇报",
    "示例公司党风廉政建设责任制|落实情况专项监督检查整改台账",
    "关于2026年第一季度专项|自查进展情况的通报（第12期）",
    "示例省通信有限公司示例市分公司关于报送|网络运行维护管理自查整改情况的报告",
    "示例公司客户服务中心|投诉处理不规范问题督办单",
    "特种设备专项检查问题整改台账|（按完成时限排列）",
]


def broken(title: str, width: int = 20) -> tuple[str, ...]:
    return title_lines(title, lambda part: len(part) <= width)


@pytest.mark.parametrize("lines", LINES)
def test_a_title_is_broken_where_a_clerk_would_break_it(lines):
    assert "|".join(broken(lines.replace("|", ""))) == lines


@pytest.mark.parametrize("width", [14, 16, 18, 20, 24, 28])
@pytest.mark.parametrize("lines", LINES)
def test_whatever_the_width_no_known_word_is_torn_and_no_particle_begins_a_line(lines, width):
    title = lines.replace("|", "")
    told = broken(title, width)
    assert "".join(told) == title and max(map(len, told)) <= width
    assert not any(line[0] in "的、）》" or line.endswith(("关于", "《", "（")) for line in told)
    ends, at = set(), 0
    for word, _known in tokens(title):
        at += len(word)
        ends.add(at)
    starts = {sum(map(len, told[:place])) for place in range(1, len(told))}
    assert starts <= ends


@pytest.mark.parametrize("lines", LINES)
def test_the_middle_line_of_three_is_never_the_shortest(lines):
    for width in (14, 16, 20):
        lengths = list(map(len, broken(lines.replace("|", ""), width)))
        if len(lengths) == 3:
            assert lengths[1] >= min(lengths[0], lengths[2])


def test_a_name_longer_than_a_line_is_torn_in_the_middle_at_last():
    assert broken("検" * 24) == ("検" * 12, "検" * 12)
