"""Attack strings: the reference corpora, and the forms they take inside Markdown."""

import json
from collections.abc import Iterator
from pathlib import Path

OURS = (
    '<img src=x onerror="ran(1)">',
    "<svg onload=ran(1)>",
    "<svg><style><img src=x onerror=ran(1)></style></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=ran(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=ran(1)>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=ran(1)>",
    "<details open ontoggle=ran(1)>x</details>",
    '<a href="java&#115;cript:ran(1)">x</a>',
    '<a href="&#x6A;avascript:ran(1)">x</a>',
    '<a href="jav\tascript:ran(1)">x</a>',
    '<a href="\x01javascript:ran(1)">x</a>',
    '<a href="javascript\u200b:ran(1)">x</a>',
    "<a href='javascript:123'>x</a><a href='data:1'>y</a><a href='vbscript:1'>z</a>",
    '<a href="javascript:`123`">x</a>',
    "<a href='//evil.example'>x</a><a href='/\\evil.example'>y</a><a href='\\\\evil.example'>z</a>",
    "<iframe srcdoc='<script>parent.ran(1)</script>'></iframe>",
    "<p style='background:url(javascript:ran(1))' onclick=ran(1) id=x name=y class='btn act'>x</p>",
    "<p hx-get=/x hx-on:click=ran(1) data-hx-get=/x>x</p>",
    "[x](javascript:ran(1))",
    "[x](JaVaScRiPt:ran(1))",
    "[x](<javascript:ran(1)>)",
    "[x](&#106;avascript:ran(1))",
    "[x](\\javascript:ran(1))",
    "[x][r]\n\n[r]: javascript:ran(1)",
    "<javascript:ran(1)>",
    "![x](javascript:ran(1))",
    '![x" onerror="ran(1)](picture:k)',
    '![x](picture:k" onerror="ran(1))',
    '[x](https://a.example/"onmouseover="ran(1))',
    "[x](https://a.example 'x\" onmouseover=\"ran(1)')",
    '@marta"onmouseover=ran(1)',
    '```js" onmouseover="ran(1)\n</code></pre><img src=x onerror=ran(1)>\n```',
    ">!<img src=x onerror=ran(1)>!<",
    "https://a.example/<script>ran(1)</script>",
    'https://a.example/"onclick=ran(1)//',
    "|a|\n|-|\n|<img src=x onerror=ran(1)>|",
    "# <script>ran(1)</script>",
    "- [ ] <input onfocus=ran(1) autofocus>",
)


def corpus(data_sets: Path) -> list[str]:
    """Give every attack and every naughty string of the reference data, and our own."""
    found = list(OURS)
    for name in ("xss_html5lib", "xss_owasp_evasion", "naughty_blns"):
        cases = json.loads((data_sets / "hostile" / f"{name}.json").read_text())["cases"]
        found += [case["input"] for case in cases]
    found += json.loads((data_sets / "unicode" / "naughty-strings" / "blns.json").read_text())
    return list(dict.fromkeys(text for text in found if storable(text)))


def storable(text: str) -> bool:
    """Tell whether the text gets past the door at all."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def dressed(text: str) -> Iterator[str]:
    """Give the forms an attack takes in a post: bare, linked, quoted, listed, in code, hidden, in a table."""
    line = " ".join(text.split())
    yield text
    yield f"[text]({line})"
    yield f"[text](<{line}>)"
    yield f'[text](/a "{line}")'
    yield f"![{line}](picture:k)"
    yield f"[{line}](https://a.example/)"
    yield f"<{line}>"
    yield f"> {line}\n\n- {line}\n\n>!{line}!<\n\n`{line}`\n\n```html\n{text}\n```"
    yield f"| {line} |\n| --- |\n| {line} |"
