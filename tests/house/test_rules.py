"""The rules hold in the whole house, and each catches what it is there for."""

import pytest

from tests.house.reading import Module, modules, templates
from tests.house.rules import PYTHON, TEMPLATES, Rule


def _name(rule: Rule) -> str:
    return rule.says.replace(" ", "-")


@pytest.mark.parametrize("rule", PYTHON, ids=_name)
def test_the_code_keeps_it(rule: Rule):
    assert not [place for module in modules() for place in rule.broken_by(module)]


@pytest.mark.parametrize("rule", TEMPLATES, ids=_name)
def test_the_templates_keep_it(rule: Rule):
    assert not [place for template in templates() for place in rule.broken_by(template)]


@pytest.mark.parametrize("rule", PYTHON + TEMPLATES, ids=_name)
def test_a_planted_fault_is_caught(rule: Rule):
    assert rule.broken_by(rule.planted)


@pytest.mark.parametrize("rule", PYTHON, ids=_name)
def test_honest_code_is_left_alone(rule: Rule):
    honest = 'from forum.core.clock import now\n\n\ndef started():\n    """Tell when."""\n    return now()\n'
    assert not rule.broken_by(Module("forum/polls/actions.py", honest))


@pytest.mark.parametrize("rule", TEMPLATES, ids=_name)
def test_honest_markup_is_left_alone(rule: Rule):
    honest = '<form method="post"><input name="a" data-once="1"></form><script src="/static/a.js"></script>'
    assert not rule.broken_by(Module("templates/x.html", honest))
