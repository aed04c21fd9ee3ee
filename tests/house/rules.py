"""Rules of the house that no linter knows: what each wants, where, and a line that it catches."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.house.reading import Module
from tests.house.vocabulary import FORBIDDEN, WEB

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 40, 120

WEB_NAMES = "request session g abort redirect render_template make_response flash Response"
READERS = {"forms", "queries", "policy", "events", "registry"}

Find = Callable[[Module], Iterator[int]]
Where = Callable[[Module], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """What the house wants; `find` gives the lines that break it, `planted` breaks it."""

    says: str
    find: Find
    planted: Module
    where: Where = lambda _module: True

    def broken_by(self, module: Module) -> list[str]:
        """List the places in a module that break the rule."""
        if not self.where(module):
            return []
        return [f"{module.path}:{line}" for line in self.find(module)]


def in_a_room(module: Module) -> bool:
    """Tell whether a module lies in a room above the ground floor."""
    return module.room not in {"", "core"}


def below_the_views(module: Module) -> bool:
    """Tell whether a module must not know that there is a web."""
    return in_a_room(module) and module.word not in WEB


def calls(*names: str) -> Find:
    """Find calls of methods with these names."""

    def find(module: Module) -> Iterator[int]:
        for node in ast.walk(module.tree):
            match node:
                case ast.Call(func=ast.Attribute(attr=name)) if name in names:
                    yield node.lineno

    return find


def imports(**names: str) -> Find:
    """Find imports of names from a module; `flask="request session"`, or "*" for all of it."""

    def find(module: Module) -> Iterator[int]:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom) and node.module in names:
                wanted = names[node.module].split()
                if wanted == ["*"] or any(name.name in wanted for name in node.names):
                    yield node.lineno
            if isinstance(node, ast.Import) and any(name.name in names for name in node.names):
                yield node.lineno

    return find


def uses(expression: str) -> Find:
    """Find an attribute, spelt as in the code: `db.session`."""

    def find(module: Module) -> Iterator[int]:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node) == expression:
                yield node.lineno

    return find


def matches(pattern: str) -> Find:
    """Find lines by a regular expression."""
    compiled = re.compile(pattern)

    def find(module: Module) -> Iterator[int]:
        for number, line in enumerate(module.text.splitlines(), 1):
            if compiled.search(line):
                yield number

    return find


def tags(pattern: str) -> Find:
    """Find tags of markup by a regular expression, over as many lines as they have."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def find(module: Module) -> Iterator[int]:
        for tag in re.finditer(r"<[a-z][^>]*>", module.text, re.IGNORECASE):
            if compiled.search(tag.group()):
                yield module.text.count("\n", 0, tag.start()) + 1

    return find


def longer_than(most: int) -> Find:
    """Find files that are too long."""

    def find(module: Module) -> Iterator[int]:
        lines = module.text.count("\n")
        if lines > most:
            yield lines

    return find


def long_functions(module: Module) -> Iterator[int]:
    """Find functions that are too long."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef) and node.end_lineno:  # its last line
            lines = node.end_lineno - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield node.lineno


def woolly_names(module: Module) -> Iterator[int]:
    """Find files and classes named after no idea."""
    parts = re.split(r"[/_.]", module.path.removesuffix(".py"))
    if any(part in FORBIDDEN for part in parts):
        yield 1
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and node.name.lower().endswith(FORBIDDEN):
            yield node.lineno


PYTHON = (
    Rule(
        "only core/transaction.py commits and rolls back",
        calls("commit", "rollback", "begin_nested"),
        Module("forum/threads/actions.py", "db.session.commit()"),
        lambda module: module.path != "forum/core/transaction.py",
    ),
    Rule(
        "only core/db.py and core/transaction.py begin",
        matches(r"""["']\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT)\b"""),
        Module("forum/polls/actions.py", 'connection.exec_driver_sql("BEGIN IMMEDIATE")'),
        lambda module: module.path not in {"forum/core/db.py", "forum/core/transaction.py"},
    ),
    Rule(
        "below the views nobody knows the request or who is signed in",
        imports(flask=WEB_NAMES, flask_login="*", werkzeug="*"),
        Module("forum/threads/actions.py", "from flask import request"),
        below_the_views,
    ),
    Rule(
        "views ask forum.core.visitor.reader() who reads, Flask-Login is its affair",
        imports(flask_login="current_user login_required"),
        Module("forum/threads/views.py", "from flask_login import current_user"),
        in_a_room,
    ),
    Rule(
        "views, forms, queries and policies do not write",
        uses("db.session"),
        Module("forum/threads/queries.py", "row = db.session.get(Thread, 7)"),
        lambda module: in_a_room(module) and module.word in WEB | READERS,
    ),
    Rule(
        "SQL is built, never written into a string with what came from outside",
        matches(r"""\btext\(\s*f["']|execute\(\s*f["']|\btext\([^)]*["']\s*(%|\+|\.format)"""),
        Module("forum/home/queries.py", 'read().execute(text(f"SELECT * FROM post ORDER BY {sort}"))'),
        in_a_room,
    ),
    Rule(
        "the one HTTP client is forum.core.net",
        imports(requests="*", urllib3="*", httpx="*", **{"urllib.request": "*", "http.client": "*"}),
        Module("forum/media/actions.py", "import requests"),
        lambda module: not module.path.startswith("forum/core/net"),
    ),
    Rule(
        "nothing is left for later",
        matches(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b"),
        Module("forum/polls/views.py", "raise NotImplementedError"),
    ),
    Rule(
        f"a function has at most {LONGEST_FUNCTION} lines",
        long_functions,
        Module("forum/polls/views.py", "def long():\n" + "    pass\n" * LONGEST_FUNCTION),
    ),
    Rule(
        f"a file has at most {LONGEST_FILE} lines",
        longer_than(LONGEST_FILE),
        Module("forum/polls/views.py", "\n" * (LONGEST_FILE + 1)),
    ),
    Rule(
        "a file and a class are named after an idea",
        woolly_names,
        Module("forum/polls/actions.py", "class PollManager: ..."),
    ),
)

TEMPLATES = (
    Rule(
        f"a template has at most {LONGEST_TEMPLATE} lines",
        longer_than(LONGEST_TEMPLATE),
        Module("templates/x.html", "\n" * (LONGEST_TEMPLATE + 1)),
    ),
    Rule(
        "no style in the markup: the content policy forbids it",
        tags(r"^<style\b|\sstyle\s*="),
        Module("templates/x.html", '<p style="color: red">'),
        lambda module: "/mail/" not in module.path,  # a letter knows no policy, and no stylesheet of ours
    ),
    Rule(
        "no script in the markup: the content policy forbids it",
        tags(r"""^<script(?!.*(\ssrc\s*=|application/ld\+json))|\son[a-z]+\s*=\s*["']|javascript:"""),
        Module("templates/x.html", '<button onclick="go()">'),
    ),
    Rule(
        "no htmx attribute that needs eval",
        matches(r"""hx-on|hx-vals\s*=\s*["']js:|hx-trigger\s*=\s*["'][^"']*\["""),
        Module("templates/x.html", '<div hx-on:click="go()">'),
    ),
    Rule(
        "nothing is declared safe in a template",
        matches(r"\|\s*(safe|urlize)\b|\bMarkup\b|\{%-?\s*autoescape"),
        Module("templates/x.html", "{{ post.html | safe }}"),
    ),
    Rule(
        "everything comes from our own address",
        matches(r"""(src|srcset|href)\s*=\s*["'](https?:)?//"""),
        Module("templates/x.html", '<script src="https://cdn.example/x.js">'),
    ),
)
