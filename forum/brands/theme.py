"""A brand's colours: the whole palette made from a few of them, and which pairs can be read (WCAG 2.2)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from forum.brands.colour import at_lightness, contrast, mix, nearest

TEXT, SHAPE, GROUND = 4.5, 3.0, 11.0
"""What words, what large signs and edges, and what a page's ground needs against black or white."""

Palette = Mapping[str, tuple[str, str]]
"""A token's name, its light and its dark value, both #rrggbb."""

CHOSEN: Palette = {
    "accent": ("#9c4418", "#f2a878"),
    "paper": ("#fcfaf7", "#161310"),
    "ink": ("#211c17", "#ece5dc"),
}
"""What a brand chooses, with what it is where nobody chose."""

STATES: Palette = {
    "good": ("#23674a", "#7fcfa5"),
    "warn": ("#8a4b00", "#f0bd6a"),
    "bad": ("#a3262e", "#f4a09a"),
}
CARD_LIGHT, CARD = (1.0, 0.5), ((0.6, 0.3), (0.1, 0.05))
SOFT_LIGHT, SOFT = (0.78, 0.5), (0.24, 0.16, 0.1, 0.05)
"""Where a ground is tinted to (light, dark), and by how much, the most first."""

PAIRS: tuple[tuple[str, str, float], ...] = (
    ("ink", "paper", TEXT),
    ("ink", "card", TEXT),
    ("ink", "accent-soft", TEXT),
    ("quiet", "paper", TEXT),
    ("quiet", "card", TEXT),
    ("quiet", "accent-soft", TEXT),
    ("accent", "paper", TEXT),
    ("accent", "card", TEXT),
    ("accent", "accent-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("edge", "paper", SHAPE),
    ("edge", "card", SHAPE),
    *((state, ground, TEXT) for state in STATES for ground in ("paper", "card", f"{state}-soft")),
    *(("ink", f"{state}-soft", TEXT) for state in STATES),
)
"""Every pair of tokens that the stylesheet lays on one another, and the contrast it needs."""


@dataclass(frozen=True, slots=True)
class Check:
    """How one pair does in one mode; a pair that fails says which chosen colour to change, and into what."""

    mode: str
    ink: str
    ground: str
    ratio: float
    needed: float
    colours: tuple[str, str]
    token: str = ""
    suggestion: str = ""

    @property
    def passes(self) -> bool:
        """Tell whether the pair can be read."""
        return not self.token


def derive(
    accent: str,
    accent_dark: str | None = None,
    *,
    paper: str | None = None,
    paper_dark: str | None = None,
    ink: str | None = None,
    ink_dark: str | None = None,
) -> dict[str, tuple[str, str]]:
    """Make the whole palette from what a brand chose; a missing dark accent is a light one of its hue."""
    light = _mode(0, accent, paper or CHOSEN["paper"][0], ink or CHOSEN["ink"][0])
    dark_paper = paper_dark or CHOSEN["paper"][1]
    lit = accent_dark or nearest(mix(accent, "#ffffff", 0.45), [dark_paper], TEXT)
    dark = _mode(1, lit, dark_paper, ink_dark or CHOSEN["ink"][1])
    return {token: (light[token], dark[token]) for token in light}


def checks(palette: Palette) -> list[Check]:
    """Measure every pair in both modes."""
    return [check for place, mode in enumerate(("light", "dark")) for check in _checks(place, mode, palette)]


def failures(palette: Palette) -> list[Check]:
    """List the pairs that cannot be read; several may ask for the same change."""
    return [check for check in checks(palette) if not check.passes]


def css(palette: Palette) -> str:
    """Write the palette as custom properties; whoever stored it saw to it that it holds only colours."""
    lines = (f"    --{token}: light-dark({light}, {dark});" for token, (light, dark) in palette.items())
    return "@layer brand {\n  :root {\n" + "\n".join(lines) + "\n  }\n}\n"


def _mode(place: int, accent: str, paper: str, ink: str) -> dict[str, str]:
    """Derive one mode: grounds stay close enough to the paper for the words on them."""
    card = _ground(paper, at_lightness(paper, CARD_LIGHT[place]), CARD[place], [ink, accent])
    found = {"accent": accent, "paper": paper, "ink": ink, "card": card}
    dark_sign = mix("#000000", accent, 0.2)
    found["on-accent"] = next((sign for sign in ("#ffffff", dark_sign) if contrast(sign, accent) >= TEXT), "#000000")
    found["accent-soft"] = _soft(place, paper, accent, [ink, accent])
    grounds = [paper, card, found["accent-soft"]]
    found["quiet"] = nearest(mix(ink, paper, 0.32), grounds, TEXT)
    found["line"] = mix(paper, ink, 0.11)
    found["edge"] = nearest(mix(ink, paper, 0.5), [paper, card], SHAPE)
    for state, values in STATES.items():
        found[state] = nearest(values[place], [paper, card], TEXT)
        found[f"{state}-soft"] = _soft(place, paper, found[state], [ink, found[state]])
    return found


def _soft(place: int, paper: str, colour: str, words: list[str]) -> str:
    return _ground(paper, at_lightness(colour, SOFT_LIGHT[place]), SOFT, words)


def _ground(paper: str, toward: str, amounts: Iterable[float], words: list[str]) -> str:
    """Tint the paper as much as the words on it allow, and not at all where they allow nothing."""
    for amount in amounts:
        tinted = mix(paper, toward, amount)
        if all(contrast(word, tinted) >= TEXT for word in words):
            return tinted
    return paper


def _checks(place: int, mode: str, palette: Palette) -> Iterator[Check]:
    values = {token: both[place] for token, both in palette.items()}
    yield _ground_check(mode, values["paper"], ("#000000", "#ffffff")[place])
    for ink, ground, needed in PAIRS:
        pair = values[ink], values[ground]
        ratio = contrast(*pair)
        if ratio >= needed:
            yield Check(mode, ink, ground, ratio, needed, pair)
            continue
        token = ink if ink in CHOSEN else "accent" if ground == "accent" else "paper"
        grounds = [values["paper"], values["card"]] if token != "paper" else [values["ink"]]
        yield Check(mode, ink, ground, ratio, needed, pair, token, nearest(values[token], grounds, TEXT))


def _ground_check(mode: str, paper: str, word: str) -> Check:
    """See that a light page is light and a dark one dark: fixed colours (code, shadows) rely on it."""
    ratio = contrast(word, paper)
    if ratio >= GROUND:
        return Check(mode, "", "paper", ratio, GROUND, (word, paper))
    return Check(mode, "", "paper", ratio, GROUND, (word, paper), "paper", nearest(paper, [word], GROUND))
