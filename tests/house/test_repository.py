"""What git keeps names no machine, no host of packages and no version with a known hole."""

import re
import tomllib

import pytest
from packaging.version import Version

from forum.core.config import ROOT
from tests.house.reading import kept_files, read

LOCKS = ("requirements/run.txt", "requirements/scale.txt", "requirements/learn.txt", "requirements/test.txt")
# Spelt in pieces, so that this file does not name them either.
HALVES = "py pi.org, py pi.python, python hosted, registry.n pmjs, registry.y arn, unpkg .com, jsdel ivr"
HOSTS = re.compile("|".join(re.escape(half.strip().replace(" ", "")) for half in HALVES.split(",")))
PLACES = re.compile(r"(^|[\s\"'=:(`])/(work|root|opt|home/\w+|Users/\w+|tmp/hg)/")


def named(pattern: re.Pattern[str], name: str, text: str) -> list[str]:
    """List the lines of a file that match."""
    return [f"{name}:{number}" for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]


@pytest.mark.parametrize("pattern", [HOSTS, PLACES], ids=["hosts", "places"])
def test_no_file_names_them(pattern: re.Pattern[str]):
    ours = [name for name in kept_files() if not name.startswith("static/dist/")]
    assert not [place for name in ours for place in named(pattern, name, read(name))]


def test_a_host_is_caught():
    assert named(HOSTS, "x", "resolved: https://registry.n" + "pmjs.org/x.tgz") == ["x:1"]


def test_a_place_is_caught():
    assert named(PLACES, "x", 'see "/ro' + 'ot/x"') == ["x:1"]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_versions_and_hashes_only(lock: str):
    assert not faults_of_lock(read(lock))


@pytest.mark.parametrize("line", ["flask>=3", "flask==3.1.3", "-i https://example.org", "flask @ git+ssh://x"])
def test_a_loose_line_is_caught(line: str):
    assert faults_of_lock(line)


def test_run_scale_and_test_agree():
    run, scale, learn, test = (versions(read(lock)) for lock in LOCKS)
    assert run.items() <= scale.items() <= learn.items() <= test.items()


def test_no_locked_version_has_a_known_hole():
    assert not below_floor(versions(read("requirements/test.txt")), floors())


def test_an_old_version_is_caught():
    assert below_floor({"jinja2": {"2.11.2"}}, floors()) == ["jinja2 2.11.2 is below 3.1.6"]


def test_every_floor_is_of_something_we_use():
    assert floors().keys() <= versions(read("requirements/test.txt")).keys()


def faults_of_lock(text: str) -> list[str]:
    """List entries that are not one version with its hashes."""
    entries = text.replace("\\\n", " ").splitlines()
    entry = re.compile(r"[a-z0-9._-]+(\[[a-z0-9,-]+\])?==\S+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+ *")
    return [line for line in entries if line.strip() and not entry.fullmatch(line)]


def versions(text: str) -> dict[str, set[str]]:
    """Read the versions of a lock; a package may have one for each version of Python."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", text, re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def floors() -> dict[str, str]:
    """Read the floor list."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        listed: dict[str, str] = tomllib.load(file)["tool"]["homeground"]["floors"]
        return listed


def below_floor(locked: dict[str, set[str]], floor: dict[str, str]) -> list[str]:
    """List what lies below its floor."""
    return [
        f"{name} {version} is below {floor[name]}"
        for name in floor
        for version in sorted(locked.get(name, ()))
        if Version(version) < Version(floor[name])
    ]
