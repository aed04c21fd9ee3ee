"""The moderators of the demo world have something to do: open cases of every kind, decided ones, a mediation."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from forum.categories.queries import tree
from forum.core.access import Actor
from forum.core.clock import at, now
from forum.core.db import read
from forum.core.relay import run_due
from forum.home.registry import plays
from forum.threads.actions import reply, start
from moderation.appeals.actions import appeal
from moderation.flags.actions import flag
from moderation.flags.models import Flag
from moderation.mediation import actions as mediation
from moderation.queue import actions

NOTES = (
    (
        "Advertising",
        7,
        "Hello {member}, this is no place to sell: guideline {number}, {guideline}.",
    ),
    (
        "A first warning",
        1,
        "Hello {member}, please read guideline {number} ({guideline}) once more.",
    ),
    ("Off the topic", 10, "“{title}” is in the wrong place: see guideline {number} ({guideline})."),
)
SPAM = "Best price of gas canisters, order at https://cheap-gas{0}.example today and take {0} for the price of two!"
QUARREL = (
    ("Whoever cooks on gas above the tree line has never read a weather report in their life.", ""),
    ("You write the same nonsense in every thread. Nobody asked you, go back under your stone, you clown.", "flag"),
    ("Clown yourself. I know where your shop is and I will come by with some friends.", "flag"),
)
TALK: dict[str, Any] = {
    "subject": "Gas or petrol above the tree line",
    "words": "You both know more about cold stoves than most of us, and for a week you have written at each other, not "
    "about stoves. Please tell **each other** here what you would need to go on. I ask two things: no names, and one "
    "message at a time.",
}
SAID = (
    "He mocks whatever I write. I measured 40 nights with a thermometer, I did not read it in a weather report.",
    "Then say so! I would love to see the 40 nights. What you wrote was *never seen a mountain*, and I was a guide.",
    "Thank you both. So here is a thought:\n\n- the 40 nights in a thread of their own\n- questions as to a guest",
)

RUDE = "If you cannot read a manual, do not buy a stove, dummy."
WORDS = "I scanned the whole service manual of the Tern and put it on my page: all 84 pages, as it was sold."


@plays("moderation")
def play(people: Mapping[str, Actor]) -> None:
    """Let the people quarrel and advertise, and the moderators decide some of it."""
    members = [actor for actor in people.values() if actor.role == "member"]
    mira, olga = [actor for actor in people.values() if actor.role == "moderator"][:2]
    place = next(node.id for top in tree(members[0].audiences) for node in top.within() if "start" in node.verbs)
    for title, guideline, words in NOTES:
        actions.prepare(mira, title, words, guideline)
    with at(now() - timedelta(hours=30)):
        _decided(place, members, mira)
    with at(now() - timedelta(hours=5)):
        _appealed(place, members, mira)
    with at(now() - timedelta(hours=3)):
        _quarrel(place, members)
    _mediated(members, mira)
    for number in range(3):
        with at(now() - timedelta(minutes=40 - number)):
            _spam(place, members[-1], members, number)
    run_due()
    actions.write_note(
        olga, _flag(_say(place, members[3], "Is this allowed?", WORDS), members[4], 9), "Ask the author."
    )


def _say(place: int, who: Actor, title: str, words: str) -> int:
    return start(who, place, "discussion", title, words).post_id


def _flag(post_id: int, by: Actor, guideline: int, words: str = "") -> int:
    """Flag a post; gives the id of its case."""
    raised = flag(by, "post", post_id, guideline, words)
    return read().scalars(select(Flag.case_id).where(Flag.id == raised)).one() or 0


def _decided(place: int, members: list[Actor], mira: Actor) -> None:
    """Let a moderator keep one thing and warn about another."""
    fine = _say(place, members[0], "A stove that never fails", "I have had it for ten years and I would buy it again.")
    actions.decide(mira, _flag(fine, members[1], 7), "keep", reason="This is a happy owner, no advertising.")
    rude = _say(place, members[2], "To whoever asked about jets", RUDE)
    actions.decide(mira, _flag(rude, members[3], 1), "warn", guideline=1)


def _appealed(place: int, members: list[Actor], mira: Actor) -> None:
    """Let a member appeal against what was hidden."""
    words = "Take the coupon LIGHT10, my brother sells these lanterns and they are the best."
    case = _flag(_say(place, members[5], "Cheap lanterns", words), members[6], 7)
    made = actions.decide(mira, case, "hide", guideline=7, reason="This sells something for your brother.")
    appeal(members[5], made, "I asked before whether I may tell about his shop, and was told that I may, once.")


def _quarrel(place: int, members: list[Actor]) -> None:
    """Let two members say what they should not have said."""
    talk = start(members[7], place, "discussion", "Gas or petrol above the tree line?", QUARREL[0][0])
    for number, (words, source) in enumerate(QUARREL[1:]):
        said = reply(members[8 if number == 0 else 7], talk.thread_id, words)
        if source:
            _flag(said.post_id, members[9], 1 if number == 0 else 3, words="They go at each other again.")


def _mediated(members: list[Actor], mira: Actor) -> None:
    """Let a moderator talk with the two."""
    first, second = members[8], members[7]
    asked = mediation.Asked(first=first.name, second=second.name, rest=48, pace=15, **TALK)
    with at(now() - timedelta(hours=2)):
        made = mediation.open_mediation(mira, asked)
    for hours, who, words in ((1.5, first, SAID[0]), (1.2, second, SAID[1]), (1, mira, SAID[2])):
        with at(now() - timedelta(hours=hours)):
            mediation.speak(who, made, words)


def _spam(place: int, who: Actor, members: list[Actor], number: int) -> None:
    post = _say(place, who, f"Gas canisters, offer {number + 1}", SPAM.format(number + 3))
    _flag(post, members[number], 7)
    if number == 2:
        actions.shelter(_flag(post, members[10], 7), "Several members flagged it.")
