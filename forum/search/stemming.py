"""Light stemming: endings that a word changes by are cut off, for English, Polish, Latvian and Russian at once.

Posts are short, mix languages and leave diacritics out, so no language is guessed: a word in Latin letters loses the
endings of all three languages, one in Cyrillic those of Russian. What matters is that forms of a word meet, and the
same is done to texts and to questions; the stems are never shown. Why not Snowball: docs/decisions/013.
"""

from functools import lru_cache

SHORTEST = 3
"""So many letters stay at least."""

_ADJECTIVE = "y a e i ego emu ej ych ym ymi"
_LATIN = (
    "iejiem iejam iejas ajiem ajam ajas aja aju ejot ojot jot "
    "isana isanas isanu isanai esana esanas esanu sana sanas sanu osies osi ogami "
    "owanie owania owaniu owaniem owac owal owala owali nosciami nosci nosc aniem eniem anie enie ania enia aniu eniu "
    "ically ingly edly nesses ness ations ation "
    "iami ami iach ach owie owi ow ego emu ymi imi ych ich ej ym iem iam im "
    "ings ing ers er ed ies ied ier iest ely ly es is as us os eis ums ums ams ems am em om um "
    "iet iat uja ie ia iu io ja je ju ai ei s e a i o u y"
)
_CYRILLIC = (
    "ившись ывшись ившими ившего ивший ивши ывши ейшими ейшего ейший ейшая ейшие ейшее ейше "
    "ованием ования ованию ование ениями ением ениях ения ению ение ениям ании ания анию ание анием "
    "иями ями ами иях ях ах ией иям ием ям ам ов ев ей ой ый ий ия ие ье ьи ью ья "
    "ыми ими его ого ему ому ая яя ое ее ые их ых ую юю ем им ым ом "
    "уется ются ется ится ятся алась илась лась лись лось лся ться тся "
    "ывала ывали ывает ывать ала али ало ила или ило ыла ыли ыло ела ели ело ена ены ено "
    "ует уют ить ыть ать еть ять ишь ешь ает ают яет яют ите ете ит ят ют ет ут ат ал ел ил ыл ял "
    "а я о е и ы у ю ь й"
)


def _table(text: str, *, before: str = "") -> tuple[str, ...]:
    """List the endings of a text, the longest first, and those of adjectives after a suffix."""
    more = [before + ending for ending in _ADJECTIVE.split()] if before else []
    return tuple(sorted(dict.fromkeys([*text.split(), *more]), key=len, reverse=True))


_LATIN_ENDINGS, _CYRILLIC_ENDINGS = _table(_LATIN, before="owan"), _table(_CYRILLIC)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Cut the endings off a folded word; digits and other scripts stay as they are."""
    if len(word) <= SHORTEST or not word.isalpha():
        return word
    if "a" <= word[0] <= "z":
        return _closed(_singled(_cut(word, _LATIN_ENDINGS)), "e", "k")
    return _closed(_cut(word, _CYRILLIC_ENDINGS), "ое", "к") if "а" <= word[0] <= "я" else word


def _cut(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word


def _singled(word: str) -> str:
    """Make one of two consonants at the end: running and run, cutting and cut."""
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiou":
        return word[:-1]
    return word


def _closed(word: str, fleeting: str, last: str) -> str:
    """Leave out the vowel that comes and goes: kuchenek and kuchenka, кружек and кружка."""
    if len(word) > SHORTEST + 1 and word[-1] == last and word[-2] in fleeting and word[-3] not in "aeiouyаеиоуы":
        return word[:-2] + last
    return word
