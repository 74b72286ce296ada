"""邀请函: half a page for a person without an address, with the one-time link as a code."""

from collections.abc import Iterable, Mapping

from organization import clock
from organization.models import Invitation
from reports.document import Document, Face, Runs, Slip
from reports.phrases import date_cn
from reports.scripts import in_its_script


@in_its_script
def write(invitations: Iterable[Invitation], companies: Mapping[str, str], site: str) -> Document:
    """The letters; `companies` are the names of organisations by the first step of a path,
    `site` is the address that links begin with."""
    return Document(
        title="邀请函",
        blocks=tuple(_slip(one, companies, site) for one in invitations),
        layout="slips",
    )


def _slip(invitation: Invitation, companies: Mapping[str, str], site: str) -> Slip:
    company = companies.get(invitation.person.department.path.split("/")[1], "")
    link = f"{site}{invitation.path}"
    return Slip(
        title="邀请函",
        paragraphs=(_salutation(invitation), _invitation(invitation), _once()),
        code=link,
        beside=(
            "扫描左侧二维码，或在浏览器中输入网址：",
            link,
            f"有效期至：{date_cn(invitation.last_day)}",
            "遗失或逾期的，请向本部门负责人重新领取。",
        ),
        signature=(company, date_cn(clock.day_of(invitation.made_at))),
    )


def _salutation(invitation: Invitation) -> Runs:
    person = invitation.person
    post = person.post if person.post != person.name else ""
    return (Face(f"{person.name}", "hei"), f"（{person.department.name}{post}）：")


def _invitation(invitation: Invitation) -> Runs:
    return (
        "为便于您参加本单位的自查工作，现请您开通本人账号。您的账号是",
        Face(invitation.person.account, "hei"),
        "。请打开下方链接，核对姓名、岗位和部门，设置登录密码，即可进入系统查看待办事项；"
        "信息有误的，可在同一页面反映。",
    )


def _once() -> Runs:
    return ("本函仅供本人使用，链接使用后即失效，请妥善保管，勿转交他人。",)
