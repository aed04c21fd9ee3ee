"""What the gate costs a post, and how long a replay of thirty days takes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from time import process_time

from benchmarks.figure import Figure, Scale
from benchmarks.prose import texts
from forum.core.clock import now
from forum.core.passages import AT_ONCE, SHELVES, Passage, Shelf
from moderation.screening.features import features
from moderation.screening.kinds import KINDS
from moderation.screening.readings import Reading
from moderation.screening.replaying import replayed
from moderation.screening.ruleset import Ready, findings
from moderation.screening.scoring import Model

LETTERS = 500
WORDS, PATTERNS, IMPORTED = 500, 50, 100_000
POSTS = 100_000
MODEL_TERMS = 60_000


class Quiet:
    """A past in which nothing happened, with a classifier of full size: what the words themselves cost."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def written_by(self, *_asked: object) -> int:
        """Count nothing."""
        return 0

    def copy_of(self, *_asked: object, **_how: object) -> None:
        """Find nothing."""

    def staff_names(self) -> Sequence[str]:
        """List twenty names."""
        return [f"moderator{number}" for number in range(20)]

    def model(self, _task: str) -> Model:
        """Give the classifier."""
        return self._model


def measure(scale: Scale) -> Iterator[Figure]:
    """Measure the gate, the imported list, and replays."""
    posts = [_post(text.source[:LETTERS].ljust(LETTERS, ".")) for text in texts(200)]
    model = _model([post.source for post in posts])
    past, rules = Quiet(model), _rules()
    yield Figure("screening: a post, 500 words, 50 patterns, classifier", _each(rules, posts, past), "ms CPU", most=3.0)
    listed = [_rule("words", "\n".join(f"listed{number}word" for number in range(IMPORTED)))]
    yield Figure("screening: a post, a list of 100,000 words", _each(listed, posts, past), "ms CPU", most=3.0)
    count = scale.of(POSTS, 5_000)
    for name, rule in (("words", rules[0]), ("patterns", rules[1]), ("copies", _rule("copies")), ("classifier", None)):
        yield Figure(f"screening: replay by {name}", _replay(rule, count, model), "s", most=60, note=f"{count:,} posts")


def _each(rules: Sequence[Ready], posts: Sequence[Reading], past: Quiet) -> float:
    """Give the milliseconds of CPU that a post takes, each read for the first time."""
    began = process_time()
    for post in posts:
        findings(rules, replace(post), past)
    return 1000 * (process_time() - began) / len(posts)


def _replay(rule: Ready | None, count: int, model: Model) -> float:
    """Give the seconds that it takes to read so many posts again; the rows themselves are ready in memory."""
    sources = [text.source for text in texts(500)]
    moment = now()
    made = [
        Passage("bench", number + 1, "", "", f"{sources[number % 500]} {number}", number % 900, "ana", "member", 1,
                moment - timedelta(seconds=count - number), "stands")
        for number in range(count)
    ]  # fmt: skip

    def after(_since: object, last: int, most: int) -> Sequence[Passage]:
        return made[last : last + min(most, AT_ONCE)]

    kept = dict(SHELVES)
    SHELVES.clear()
    SHELVES["bench"] = Shelf(lambda _since: count, after)
    check = rule.check if rule else lambda reading, _past: [["spam", "9"]] if model.score(reading.text) > 9 else []
    began = process_time()
    for _tally in replayed(check, moment, likeness=rule is not None and rule.kind == "copies", decided={}):
        pass
    took = process_time() - began
    SHELVES.clear()
    SHELVES.update(kept)
    return took


def _rules() -> list[Ready]:
    words = [f"word{number}{'*' if number % 5 == 0 else ''}" for number in range(WORDS)]
    return [
        _rule("words", "\n".join(words)),
        _rule("patterns", "\n".join(rf"\b(?:buy|sell)\s+item{number}[a-z]*" for number in range(PATTERNS))),
        *(_rule(kind) for kind in ("links", "newcomers", "flood", "copies", "shouting", "names", "classifier")),
    ]


def _rule(kind: str, entries: str = "") -> Ready:
    known = KINDS[kind]
    return Ready(1, kind, kind, "log", None, known.make(known.numbers({}), entries.splitlines()))


def _post(source: str) -> Reading:
    return Reading("post", "category:1", "", source, 7, "ana", 1, 0, now())


def _model(sources: Sequence[str]) -> Model:
    """Make a classifier of full size that knows the features of these posts and has no opinion of them."""
    known = dict.fromkeys(feature for source in sources for feature in features(source))
    terms = list(known)[:MODEL_TERMS]
    terms += [f"filling {number}" for number in range(MODEL_TERMS - len(terms))]
    return Model("abuse", -1.0, 0.0, dict.fromkeys(terms, (5.0, 0.01)))
