"""合作方: the office keeps the register, leaders read it, for everybody else it does not exist."""

from findings import partners
from organization import clock
from rectification import cards
from tests.access.rectification import campaign, who
from tests.access.row import Row
from tests.world import full_world

READ = who(("clerk", "leader"), 200)


def one(world) -> list:
    return [world.campaign.code, world.partner.pk]


def first(world) -> list:
    return [world.campaign.code, world.initiative.pk]


def entered(world) -> None:
    """Two partners; one has signed the initiative."""
    full_world(world)
    names = ["甲代理点", "乙代理点"]
    partners.enter_all(world.campaign, "agent", names, by=world.clerk)
    world.partner = world.campaign.partners.get(name=names[0])
    world.initiative = partners.propose(
        world.campaign, "诚信服务倡议", "明码标价", on=clock.today(), by=world.clerk
    )
    partners.sign(world.initiative, names[:1], on=clock.today(), by=world.clerk)


def carded(world) -> None:
    """The first partner has a red card."""
    entered(world)
    world.card = cards.give(
        world.campaign, "red", world.partner, by=world.clerk, reason="违规订购", follows="removal"
    )


def card(world) -> list:
    return [world.campaign.code, world.card.pk]


def office(status: int) -> dict[str, int]:
    return who(("clerk",), status, ("leader",))


def names(world) -> dict:
    return {"kind": "agent", "names": "丙代理点\n丁代理点"}


def words(world) -> dict:
    return {"title": "诚信服务倡议", "proposed_on": "2026-03-02", "text": "明码标价"}


def signed(world) -> dict:
    return {"on": f"{clock.today()}", "ticked": ["乙代理点"]}


ROWS = [
    Row("partners", READ, args=campaign, ready=carded, note="with a card"),
    Row("partners_export", READ, args=campaign, ready=carded),
    Row("partner", READ, args=one, ready=carded, note="with a card"),
    Row("card", READ, args=card, ready=carded, note="of a partner"),
    Row("enter_card", who(("clerk",), 422, ("leader",)), args=card, ready=carded,
        form=lambda world: {"kind": "appraisal"}, note="of a partner"),
    Row("partners", READ, args=campaign, note="none"),
    Row("partners", READ, args=campaign, ready=entered),
    Row("new_partners", office(200), args=campaign),
    Row("new_partners", office(302), args=campaign, form=names),
    Row("partner", READ, args=one, ready=entered),
    Row("renew_partner", office(200), args=one, ready=entered),
    Row("renew_partner", office(302), args=one, ready=entered,
        form=lambda world: {"until": "2099-12-31"}),
    Row("end_partner", office(200), args=one, ready=entered),
    Row("end_partner", office(302), args=one, ready=entered,
        form=lambda world: {"reason": "违规订购"}),
    Row("new_initiative", office(200), args=campaign),
    Row("new_initiative", office(302), args=campaign, form=words),
    Row("initiative", READ, args=first, ready=entered),
    Row("initiative", office(302), args=first, ready=entered, form=signed),
]  # fmt: skip
