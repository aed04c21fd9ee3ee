"""What kinds, states and faults of rewards are called."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

KIND_NAMES = {"coupon": _l("Coupon codes"), "gift": _l("A gift that is sent"), "perk": _l("A perk in the community")}
PERK_NAMES = {
    "title": _l("A title beside the name"),
    "flair": _l("A mark beside the name"),
    "category": _l("A category that others do not see"),
}
HOW_NAMES = {
    "hand": _l("by hand"),
    "badge": _l("for a badge"),
    "place": _l("for a place"),
    "points": _l("for points"),
}
RULE_NAMES = {
    "badge": _l("for a badge"),
    "place": _l("for a place in a season"),
    "points": _l("for points"),
}
STATE_NAMES = {
    "offered": _l("waits to be claimed"),
    "reserved": _l("code set aside"),
    "revealed": _l("code shown"),
    "redeemed": _l("used"),
    "given": _l("to be sent"),
    "sent": _l("on its way"),
    "closed": _l("arrived"),
    "held": _l("in use"),
    "ended": _l("over"),
    "expired": _l("not claimed in time"),
    "withdrawn": _l("taken back"),
}
STATE_LOOKS = {
    "offered": "", "reserved": "", "revealed": "good", "redeemed": "good", "given": "warn", "sent": "good",
    "closed": "plain", "held": "good", "ended": "plain", "expired": "plain", "withdrawn": "plain",
}  # fmt: skip
FAULTS = {
    "unstorable": _l("it holds signs that are no text"),
    "long": _l("it is longer than 400 letters"),
    "broken": _l("its quotes do not end"),
    "empty": _l("it has no code"),
    "formula": _l("it begins like a formula (= + - @): write the code itself"),
    "length": _l("a code has 4 to 64 signs"),
    "signs": _l("a code has no spaces and no invisible signs"),
    "date": _l("write the last day as 2027-03-31"),
    "over": _l("its last day is over"),
    "amount": _l("write amounts as 12.50"),
    "strange": _l("no pool here has this code"),
    "currency": _l("its currency is not that of the reward"),
    "here": _l("the code is in this pool already"),
}


def fault(kind: str, other: object, titles: dict[int, str]) -> str:
    """Say what is wrong with a line."""
    if kind == "twice":
        return _("the same code stands on line %(line)s", line=other)
    if kind == "elsewhere":
        return _("the code is in the pool “%(title)s” already", title=titles.get(int(str(other)), ""))
    return str(FAULTS[kind])
