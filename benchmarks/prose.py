"""Posts of the length and shape that people write, made of the demo world's own sentences."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import count, islice

from forum.core.text import RENDER_VERSION, excerpt, render
from forum.home.seeds import WORLD

SENTENCE = re.compile(r"(?<![.\w])[A-Z][\w ,'’-]{20,160}[.!?](?=\s|$)")
SHORTEST, STEP, STEPS = 50, 23, 24
CODE = "\n\n```python\nfor stove in stoves:\n    print(stove.name, stove.minutes_to_boil)\n```"


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a post, as typed and as shown."""

    source: str
    html: str
    excerpt: str
    version: int = RENDER_VERSION


@cache
def texts(how_many: int) -> tuple[Text, ...]:
    """Write posts of 430 letters on average; some quote, some list, some show code, all of them always the same."""
    return tuple(_rendered(_written(number)) for number in range(how_many))


@cache
def short_texts(how_many: int) -> tuple[Text, ...]:
    """Write posts of one or two sentences, for databases that are large by their count of rows."""
    return tuple(_rendered(" ".join(_sentences()[place : place + 2])) for place in range(how_many))


def sentence(number: int) -> str:
    """Give one sentence, without its full stop, as a title."""
    return _sentences()[number % len(_sentences())].rstrip(".!?")


def _rendered(source: str) -> Text:
    made = render(source)
    return Text(source, made.html, excerpt(made.html)[:300])


def _written(number: int) -> str:
    wanted = SHORTEST + number * 7 % STEPS * STEP
    parts: list[str] = []
    for place in count(number * 5):
        parts.append(_sentences()[place % len(_sentences())])
        if sum(map(len, parts)) >= wanted:
            break
    half = len(parts) // 2
    body = f"**{parts[0]}** {' '.join(parts[1:half])}\n\n{' '.join(parts[half:])}"
    if number % 4 == 0:
        body += f" See [the notes](https://example.org/{number}).\n\n- one litre\n- two minutes\n- three pegs"
    if number % 5 == 0:
        body = f"> {sentence(number + 3)}\n\n{body}"
    return body + CODE if number % 10 == 3 else body


@cache
def _sentences() -> tuple[str, ...]:
    worlds = (tomllib.loads(path.read_text("utf-8")) for path in sorted((WORLD / "threads").glob("*.toml")))
    bodies = (post["body"] for world in worlds if world["locale"] == "en" for post in world["post"])
    return tuple(islice((found for body in bodies for found in SENTENCE.findall(body)), 400))
