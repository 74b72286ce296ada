"""Words that text and annexes share."""

from campaigns.models import Result

TRACKS = {"at_once": "立行立改", "by_date": "限期整改", "long_term": "长期整改"}
WORDS = {
    Result.OK: "符合",
    Result.NOTE: "符合（附说明）",
    Result.NO: "不符合",
    Result.NA: "不适用",
}
DEGREES = {"direct": "直接责任", "in_charge": "主管责任", "leading": "领导责任"}
ELSEWHERE = "按管理权限另行报告的问题"  # all a report says of a restricted finding
NOT_HERE = f"{ELSEWHERE}。该问题按管理权限另行报告，本报告不作详述。"
