"""Every word that a page shows can be translated."""

import re

import pytest

from tests.house.reading import Module, templates

TRANSLATED = re.compile(r"\{%-?\s*trans\b.*?\{%-?\s*endtrans\s*-?%\}", re.DOTALL)
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<(script|style)\b.*?</(script|style)>", re.DOTALL)
TAG = re.compile(r"<[a-z/!_][^>]*>", re.IGNORECASE | re.DOTALL)
SPOKEN = re.compile(
    r"""\s(?:title|alt|placeholder|aria-label|aria-description|label)\s*=\s*"([^"]*)\"""", re.IGNORECASE
)
CLASSES = re.compile(r"\{%-?\s*block \w+\s*-?%\}[a-z -]*\{%-?\s*endblock")  # a block that fills an attribute
ENTITY = re.compile(r"&\w+;")
LETTERS = re.compile(r"[^\W\d_]{2,}")
SAME_EVERYWHERE = frozenset({"Homeground", "Markdown", "RSS", "Atom", "Ctrl", "Esc", "Enter", "Alt", "Shift"})


def untranslated(template: Module) -> list[str]:
    """List what a template says in one language only."""
    text = CODE.sub("_", CLASSES.sub("{%", TRANSLATED.sub(" ", template.text)))
    said = [attribute for tag in TAG.findall(text) for attribute in SPOKEN.findall(tag)]
    said += ENTITY.sub(" ", TAG.sub("\n", text)).splitlines()
    bare = [line for line in said if set(LETTERS.findall(line)) - SAME_EVERYWHERE]
    return [f"{template.path}: {' '.join(line.split())}" for line in bare]


def test_every_template_can_be_translated():
    pages = [template for template in templates() if template.path.endswith(".html")]
    assert not [words for template in pages for words in untranslated(template)]


@pytest.mark.parametrize(
    "text", ["<p>Good evening</p>", '<img alt="A stove">', "{{ _('Hello') }} there", "<b>Żółć</b>"]
)
def test_a_bare_word_is_caught(text: str):
    assert untranslated(Module("templates/x.html", text))


@pytest.mark.parametrize(
    "text",
    [
        "<p>{{ _('Good evening') }}</p>",
        "{% trans name=name %}Hello {{ name }}{% endtrans %}",
        '<a class="button primary" href="/x">&rarr;</a>',
        '<script type="application/ld+json">{{ data }}</script>',
    ],
)
def test_translated_words_are_left_alone(text: str):
    assert not untranslated(Module("templates/x.html", text))
