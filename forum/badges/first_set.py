"""The badges a house begins with; what they say is translated like every other word of the house."""

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from forum.badges.conditions import AT_LEAST

Need = tuple[str, int]


class First(NamedTuple):
    """A badge of the first set: slug, tier, look, what it takes, and what it says."""

    slug: str
    tier: str
    look: tuple[str, str, str]
    needs: tuple[Need, ...]
    name: Any
    text: Any
    of: str = "member"
    many: bool = False

    @property
    def conditions(self) -> list[dict[str, Any]]:
        """Give what it takes as it is stored."""
        return [
            {"measure": measure, "comparison": AT_LEAST, "number": number, "days": None}
            for measure, number in self.needs
        ]


def _post(slug: str, tier: str, look: tuple[str, str, str], needs: tuple[Need, ...], name: Any, text: Any) -> First:
    return First(slug, tier, look, needs, name, text, "post", many=True)


BRONZE, SILVER, GOLD = "bronze", "silver", "gold"
QUESTION, REPLY = ("post_opens", 1), ("post_is_reply", 1)

FIRST_SET = (
    First("first-words", BRONZE, ("circle", "message-circle", "brand"), (("posts", 1),),
          _l("First words"), _l("Wrote a first post.")),
    First("conversation-starter", BRONZE, ("circle", "sprout", "leaf"), (("threads", 1),),
          _l("Conversation starter"), _l("Started a first thread.")),
    First("face-to-a-name", BRONZE, ("circle", "user", "lake"), (("about", 1),),
          _l("A face to a name"), _l("Said something about themselves.")),
    First("kind-eye", BRONZE, ("circle", "heart", "ember"), (("likes_given", 1),),
          _l("Kind eye"), _l("Liked somebody's post.")),
    First("heard", BRONZE, ("circle", "ear", "plum"), (("liked_posts", 1),),
          _l("Heard"), _l("Wrote a post that somebody likes.")),
    First("good-opening", BRONZE, ("hexagon", "lightbulb", "leaf"), (("liked_threads", 1),),
          _l("Worth asking"), _l("Started a thread that somebody likes.")),
    First("first-spark", BRONZE, ("flame", "flame", "ember"), (("answers_to_others", 1),),
          _l("First spark"), _l("Answered somebody's question.")),
    First("liked-reply", BRONZE, ("hexagon", "reply", "lake"), (("liked_replies", 1),),
          _l("Good company"), _l("Wrote a reply that somebody likes.")),
    First("case-closed", BRONZE, ("circle", "badge-check", "leaf"), (("answered_questions", 1),),
          _l("Case closed"), _l("Chose the answer to a question of their own.")),
    First("second-look", BRONZE, ("hexagon", "pen-line", "night"), (("edits", 1),),
          _l("Second look"), _l("Made a post better by an edit.")),
    First("at-the-fire", BRONZE, ("flame", "messages-square", "brand"), (("replies", 10),),
          _l("At the fire"), _l("Wrote ten replies.")),
    First("has-a-say", BRONZE, ("hexagon", "vote", "plum"), (("votes", 1),),
          _l("Has a say"), _l("Voted in a poll.")),
    First("watchful", BRONZE, ("shield", "flag", "night"), (("right_flags", 1),),
          _l("Watchful"), _l("Flagged something, and was right.")),
    First("night-lamp", BRONZE, ("circle", "moon-star", "night"), (("late_posts", 5),),
          _l("Night lamp"), _l("Wrote five posts between midnight and four.")),
    First("early-bird", BRONZE, ("circle", "bird", "ember"), (("early_posts", 5),),
          _l("Early bird"), _l("Wrote five posts before seven in the morning.")),
    First("campfire", BRONZE, ("flame", "tent", "ember"), (("lively_threads", 1),),
          _l("Campfire"), _l("Started a thread that got ten replies.")),
    First("week-by-the-fire", BRONZE, ("hexagon", "calendar-check", "leaf"), (("streak", 7),),
          _l("A week by the fire"), _l("Wrote something seven days in a row.")),
    First("explorer", BRONZE, ("hexagon", "compass", "lake"), (("places", 5),),
          _l("Explorer"), _l("Wrote in five categories.")),
    _post("good-question", BRONZE, ("star", "lightbulb", "leaf"), (("post_likes", 10), QUESTION),
          _l("Good question"), _l("Opened a thread with a post that 10 people like.")),
    _post("good-reply", BRONZE, ("star", "reply", "lake"), (("post_likes", 10), REPLY),
          _l("Good reply"), _l("Wrote a reply that 10 people like.")),
    First("storyteller", SILVER, ("flower", "feather", "plum"), (("posts", 100),),
          _l("Storyteller"), _l("Wrote a hundred posts.")),
    First("warm-hands", SILVER, ("flower", "hand-heart", "ember"), (("likes_given", 100),),
          _l("Warm hands"), _l("Liked a hundred posts.")),
    First("well-liked", SILVER, ("flower", "heart", "brand"), (("likes", 100),),
          _l("Well liked"), _l("Was liked a hundred times.")),
    First("helping-hand", SILVER, ("shield", "hand-helping", "leaf"), (("answers_to_others", 10),),
          _l("Helping hand"), _l("Answered ten questions of others.")),
    First("open-door", SILVER, ("shield", "key", "lake"), (("first_replies", 25),),
          _l("Open door"), _l("Was the first to reply in 25 threads.")),
    First("month-by-the-fire", SILVER, ("hexagon", "calendar-heart", "ember"), (("streak", 30),),
          _l("A month by the fire"), _l("Wrote something thirty days in a row.")),
    First("keeper-of-the-peace", SILVER, ("shield", "shield-check", "night"), (("right_flags", 20),),
          _l("Keeper of the peace"), _l("Flagged twenty things, and was right.")),
    First("year-round", SILVER, ("hexagon", "trees", "leaf"), (("days_here", 365), ("posts", 12)),
          _l("All seasons"), _l("Has been here for a year, and has written twelve posts or more.")),
    _post("shining-answer", SILVER, ("star", "sparkles", "ember"),
          (("post_likes", 10), ("post_is_answer", 1), ("post_to_others", 1)),
          _l("Shining answer"), _l("Wrote an accepted answer that 10 people like.")),
    _post("still-burning", SILVER, ("flame", "lamp", "night"),
          (("post_likes", 5), ("post_days_after", 60), ("post_to_others", 1)),
          _l("Still burning"), _l("Wrote a reply that 5 people like in a thread that was 60 days old.")),
    _post("great-question", SILVER, ("star", "rocket", "leaf"), (("post_likes", 25), QUESTION),
          _l("Great question"), _l("Opened a thread with a post that 25 people like.")),
    _post("great-reply", SILVER, ("star", "zap", "lake"), (("post_likes", 25), REPLY),
          _l("Great reply"), _l("Wrote a reply that 25 people like.")),
    First("lighthouse", GOLD, ("shield", "life-buoy", "lake"), (("answers_to_others", 100),),
          _l("Lighthouse"), _l("Answered a hundred questions of others.")),
    First("friend-of-many", GOLD, ("flower", "heart-handshake", "plum"), (("people_helped", 50),),
          _l("Friend of many"), _l("Answered questions of fifty different people.")),
    First("heart-of-the-place", GOLD, ("flower", "gem", "ember"), (("likes", 1000),),
          _l("Heart of the place"), _l("Was liked a thousand times.")),
    First("hundred-days", GOLD, ("hexagon", "mountain", "night"), (("streak", 100),),
          _l("A hundred days"), _l("Wrote something a hundred days in a row.")),
    _post("famous-question", GOLD, ("star", "megaphone", "brand"), (("post_likes", 100), QUESTION),
          _l("Famous question"), _l("Opened a thread with a post that 100 people like.")),
    _post("famous-reply", GOLD, ("star", "trophy", "brand"), (("post_likes", 100), REPLY),
          _l("Famous reply"), _l("Wrote a reply that 100 people like.")),
    First("thanks-of-the-house", GOLD, ("circle", "crown", "brand"), (),
          _l("Thanks of the house"), _l("Given by hand, for what no number tells.")),
)  # fmt: skip

TEXTS: dict[str, tuple[Any, Any]] = {first.slug: (first.name, first.text) for first in FIRST_SET}
