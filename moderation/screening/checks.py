"""What each kind of rule looks for in the words of a draft; a check gives its reasons, none where it finds nothing."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from moderation.screening import manner, namesakes, patterns, wording
from moderation.screening.hosts import listed, plain_host
from moderation.screening.mail_hosts import is_disposable
from moderation.screening.past import Past
from moderation.screening.readings import Reading

Why = list[str]
"""A reason: its code, and what it is about."""
Check = Callable[[Reading, Past], list[Why]]
Numbers = Mapping[str, int]

MOST_REASONS = 5
MODERATOR = 2


def words(_numbers: Numbers, entries: Sequence[str]) -> Check:
    """Look for words and phrases, disguised ones too."""
    wanted = wording.compiled(entries)

    def check(reading: Reading, _past: Past) -> list[Why]:
        found = dict.fromkeys(islice(wanted.found_in(reading.words), 4 * MOST_REASONS))
        return [["word", entry] for entry in islice(found, MOST_REASONS)]

    return check


def regular(_numbers: Numbers, entries: Sequence[str]) -> Check:
    """Look for patterns, in the text as it was typed and without what cannot be seen."""
    wanted = patterns.compiled(entries)

    def check(reading: Reading, _past: Past) -> list[Why]:
        found = wanted.found_in(reading.text) or (wanted.found_in(reading.folded) if not reading.text.isascii() else [])
        return [["pattern", entry] for entry in found[:MOST_REASONS]]

    return check


def links(numbers: Numbers, entries: Sequence[str]) -> Check:
    """Look for links to listed hosts, or to hosts that are not listed, and for too many of them."""
    names = {host for entry in entries if (host := plain_host(entry))}
    only_listed, most = bool(numbers["only_listed"]), numbers["most"]

    def check(reading: Reading, _past: Past) -> list[Why]:
        hosts = reading.hosts
        if not hosts:
            return []
        strange = [host for host in dict.fromkeys(hosts) if bool(listed(host, names)) != only_listed]
        many = [["links", str(len(hosts))]] if most and len(hosts) > most else []
        return many + [["host", host] for host in strange[:MOST_REASONS]]

    return check


def shouting(numbers: Numbers, _entries: Sequence[str]) -> Check:
    """Look for capitals, piled marks, hidden signs and drawn-out letters."""
    capitals, hidden = numbers["capitals"], numbers["hidden"]

    def check(reading: Reading, _past: Past) -> list[Why]:
        text = manner.prose(reading.text)
        said = []
        if capitals and (share := manner.share_of_capitals(text)) >= capitals:
            said.append(["capitals", str(share)])
        if numbers["marks"] and manner.piles_marks(text):
            said.append(["marks", ""])
        if hidden and not text.isascii() and (unseen := manner.unseen(text)) >= hidden:
            said.append(["hidden", str(unseen)])
        if numbers["drawn_out"] and (run := manner.drawn_out(text)):
            said.append(["drawn_out", run])
        return said

    return check


def names(_numbers: Numbers, entries: Sequence[str]) -> Check:
    """Look for members who are called nearly like staff or like a listed name."""

    def check(reading: Reading, past: Past) -> list[Why]:
        name = reading.title if reading.kind == "member" else reading.author_name
        if reading.rank >= MODERATOR or not name:
            return []
        other = namesakes.taken_for(name, (*past.staff_names(), *entries))
        return [["name", other]] if other else []

    return check


def mail(_numbers: Numbers, entries: Sequence[str]) -> Check:
    """Look for mail hosts that give out addresses to be thrown away, and for listed ones."""
    own = {host for entry in entries if (host := plain_host(entry))}

    def check(reading: Reading, _past: Past) -> list[Why]:
        if reading.kind != "member":
            return []
        host = plain_host(reading.source.rpartition("@")[2])
        found = listed(host, own) or is_disposable(host)
        return [["mail", found]] if found else []

    return check
