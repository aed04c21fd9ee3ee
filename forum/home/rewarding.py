"""How the people of the demo world are rewarded: a small pool of coupons, a gift, and a title for a time."""

from collections.abc import Mapping
from datetime import timedelta

from forum.core.access import Actor
from forum.core.clock import at, now
from forum.core.relay import run_due
from forum.rewards import claiming, offering, pool, queries, redeeming, sending
from forum.rewards.actions import Wording, make_reward
from forum.rewards.sending import Delivery

WORDS = ("FERN", "FLINT", "WICK", "SOOT", "MOSS", "EMBER")
CODES = tuple(f"THANKS-{number:02d}-{word}" for number, word in enumerate(WORDS, 1))
COUPON = Wording(
    title="15 % off anything that burns",
    text="For those who answered when the rest of us were asleep.",
    use="Type the code at the till of our shop. It holds for one order, spare parts too.",
    claim_days=60, unit_cost=900, most_grants=20, most_cost=18000,
)  # fmt: skip
MUG = Wording(
    title="An enamel mug with your name on it",
    text="The workshop letters it by hand, so it takes a week or two.",
    claim_days=60, unit_cost=1400, most_grants=5,
)  # fmt: skip
TITLE = Wording(
    title="Keeper of the Wick", text="A title beside your name, for a season.", perk="title",
    perk_value="keeper of the wick", perk_days=90,
)  # fmt: skip
FLAIR = Wording(title="A flame beside your name", text="A small mark, for good.", perk="flair", perk_value="flame")
REDEEMED = "code,order,cost,brought,currency\n{},F-2041,9.40,62.65,EUR\n"


def play(people: Mapping[str, Actor]) -> None:
    """Reward a few, of whom some claim at once and some have not looked yet."""
    staff = next(actor for actor in people.values() if actor.role == "staff")
    fans = [name for name, actor in people.items() if actor.role == "member"]
    with at(now() - timedelta(days=9)):
        coupons, mug = make_reward(staff, "coupon", COUPON), make_reward(staff, "gift", MUG)
        title, flair = make_reward(staff, "perk", TITLE), make_reward(staff, "perk", FLAIR)
        pool.bring(staff, coupons, "\n".join(CODES).encode())
        offering.grant_by_hand(staff, coupons, fans[:4], "for answering at three in the morning")
        offering.grant_by_hand(staff, mug, fans[:2], "for the repair guide that saved a dozen stoves")
        offering.grant_by_hand(staff, title, [fans[4]], "for the best story of the autumn")
        offering.grant_by_hand(staff, flair, fans[1:2], "for keeping the night watch")
        run_due()
    with at(now() - timedelta(days=6)):
        _claim_some(people, fans, staff)
        run_due()


def _claim_some(people: Mapping[str, Actor], fans: list[str], staff: Actor) -> None:
    for name in (fans[1], fans[2], fans[4]):
        for grant in queries.mine(people[name]):
            if grant.kind != "gift":
                claiming.claim(people[name], grant.id)
    code = next(grant.id for grant in queries.mine(people[fans[1]]) if grant.kind == "coupon")
    redeeming.bring_redemptions(staff, REDEEMED.format(claiming.reveal(people[fans[1]], code)).encode())
    gift = next(grant.id for grant in queries.mine(people[fans[0]]) if grant.kind == "gift")
    sending.give_details(people[fans[0]], gift, Delivery("O. Wick", "Brīvības iela 1\nRīga\nLatvia"))
