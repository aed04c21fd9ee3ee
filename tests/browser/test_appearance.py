"""The page keeps its shape where devices ask for fewer colours, and where people write from right to left."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
WIDE = """| a | b | c | d | e | f | g | h |
|---|---|---|---|---|---|---|---|
| one long word | two long words | three | four | five | six | seven | eight long words |

```python
def a_function_with_a_long_name(first_argument, second_argument, third_argument, fourth_argument): ...
```

https://example.org/a-very-long-address-that-nobody-would-break-by-hand/because/it/is/an/address?and=so&on=1
"""


@pytest.mark.parametrize("width", [320, 390])
def test_long_words_tables_and_code_stay_inside_the_page(visit, house, width):
    talk = house.world.thread(f"{LONG} {LONG}"[:150], by=house.world.member("n" * 30), source=WIDE)
    house.world.reply(talk, source="שלום, איך מנקים את המבער? " * 12)
    page = visit(viewport={"width": width, "height": 700})
    for address in (talk.url, "/latest", f"/u/{'n' * 30}"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(talk.url)
    assert page.locator("#post-2 .words").evaluate("(words) => getComputedStyle(words).direction") == "rtl"
    expect(page.locator("#post-1 .words table")).to_have_attribute("tabindex", "0")


def test_with_forced_colours_buttons_keep_an_edge_and_the_unread_dot_is_seen(visit, house):
    house.world.thread("Seen by its dot")
    page = visit(house.world.member("contra"), forced_colors="active")
    page.goto("/latest")
    style = "getComputedStyle(document.querySelector('main .button')).borderTopWidth"
    assert page.evaluate(style) == "1px"
    dot = "getComputedStyle(document.querySelector('.is-unread .thread-title > a'), '::before').backgroundColor"
    assert page.evaluate(dot) != page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_the_page_is_larger_when_the_reader_wants_larger_words(visit, house):
    page = visit(viewport={"width": 640, "height": 700})
    page.goto(house.world.thread("Twice as large").url)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
