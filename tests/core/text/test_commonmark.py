import json
import re
from pathlib import Path

from forum.core.text.dialect import dialect
from forum.core.text.sanitizing import sanitize

# The specification's examples that our dialect means to read otherwise: raw HTML is text, addresses are
# absolute or local, a bare address is a link, a host has no backtick. Headings keep their level here,
# because the parser is asked without the survey.
OTHERWISE = {"HTML blocks", "Raw HTML"}
RAW = re.compile(r"<(?!/?(?:p|h\d|em|strong|code|pre|a|img|ul|ol|li|blockquote|hr|br)\b)")
BARE = re.compile(r"(?<![<(])https?://")
NO_HOST = {"cm-348"}
RELATIVE = re.compile(r'(?:href|src)="(?!/[^/]|/"|#|https?://[\w.]+|mailto:)')


def shape(html: str) -> str:
    return re.sub(r"\s+", " ", html.replace(" />", ">").replace(">\n<", "><")).strip()


def ours(case: dict[str, str]) -> bool:
    expected = case["expected"]
    if (
        case["section"] in OTHERWISE
        or case["id"] in NO_HOST
        or BARE.search(case["input"])
        or RAW.search(expected)
        or RELATIVE.search(expected)
    ):
        return False
    return not re.search(r"<[a-zA-Z/!?]", case["input"]) or case["section"] in {"Code spans", "Fenced code blocks"}


def test_the_specification_is_met_where_it_is_ours(data_sets: Path):
    cases = json.loads((data_sets / "hostile" / "md_commonmark.json").read_text())["cases"]
    parser = dialect(breaks=False)
    mine = [case for case in cases if ours(case)]
    assert len(mine) > 450
    wrong = {
        case["id"]: (case["input"], parser.render(case["input"]))
        for case in mine
        if shape(parser.render(case["input"])) != shape(case["expected"])
    }
    assert wrong == {}


def test_what_the_specification_shows_outlives_the_sanitizers(data_sets: Path):
    cases = json.loads((data_sets / "hostile" / "md_commonmark.json").read_text())["cases"]
    tags = re.compile(r"</?(\w+)")
    for case in filter(ours, cases):
        html = dialect(breaks=False).render(case["input"]) if case["section"] == "Lists" else case["expected"]
        assert tags.findall(sanitize(html)) == tags.findall(html), case["id"]
