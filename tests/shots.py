"""Takes a picture of every page into shots/: `make shots`, or `make shots SHOTS="thread start"` for some of them."""

import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import Select, select

from app import create_app
from forum.categories.models import Category
from forum.core.config import ROOT, Settings
from forum.core.db import read
from forum.core.setup import bring_up_to_date
from forum.home import seeds
from forum.members.models import Member
from forum.polls.models import Poll
from forum.threads.models import Closure, Deletion, Post, Thread
from moderation.desk import seeds as moderators
from moderation.mediation.models import Mediation
from moderation.queue.models import Case
from moderation.screening.models import Rule
from tests.services import chromium
from tests.services import product as house

FOLDER = ROOT / "shots"
SIZES = {"phone": (390, 844), "desktop": (1366, 900)}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
TALLEST = 6000

Shot = tuple[str, str, str]
"""Name, role (guest or one of the roles), and address."""


def shots() -> list[Shot]:
    """List the pages, found in the demo's world."""

    def number(statement: Select[int]) -> int:
        return read().scalars(statement.limit(1)).one()

    question = number(select(Thread.id).where(Thread.answer_id.is_not(None)).order_by(Thread.last_number.desc()))
    long = number(select(Thread.id).order_by(Thread.last_number.desc()))
    voted = number(select(Poll.thread_id).order_by(Poll.voter_count.desc()))
    closed = number(select(Closure.thread_id))
    deleted = number(select(Post.thread_id).join(Deletion).where(Post.number > 1))
    edited = number(select(Post.id).where(Post.edit_count > 0))
    place = number(select(Category.id))
    case = number(select(Case.id).where(Case.state == "open", Case.kind == "post"))
    talk, rule = number(select(Mediation.id)), number(select(Rule.id))
    wick = number(select(Member.id).where(Member.name == "old_wick"))
    person = quote("old_wick")
    return [
        ("start", "guest", "/"), ("start-member", "member", "/"), ("unanswered", "guest", "/unanswered"),
        ("top", "guest", "/top"), ("category", "guest", "/c/stoves"), ("categories", "guest", "/categories"),
        ("tags", "guest", "/tags"), ("tag", "guest", "/tags/enamel"), ("tag-empty", "guest", "/tags/nothing"),
        ("thread", "guest", f"/threads/{question}"), ("thread-member", "member", f"/threads/{question}"),
        ("thread-long", "member", f"/threads/{long}/30"), ("thread-poll", "guest", f"/threads/{voted}"),
        ("thread-vote", "member", f"/threads/{voted}?vote"), ("thread-closed", "member", f"/threads/{closed}"),
        ("thread-deleted", "moderator", f"/threads/{deleted}"), ("history", "guest", f"/posts/{edited}/history"),
        ("begin", "member", "/start"), ("reply", "member", f"/threads/{question}/reply?to=1"),
        ("drafts", "member", "/drafts"),
        ("poll-new", "admin", f"/threads/{question}/poll"), ("deletion", "moderator", f"/posts/{edited}/deletion"),
        ("closure", "moderator", f"/threads/{question}/closure"),
        ("move", "moderator", f"/threads/{question}/category"),
        ("member", "guest", f"/u/{person}"), ("member-threads", "guest", f"/u/{person}?show=threads"),
        ("join", "guest", "/join"), ("sign-in", "guest", "/sign-in"), ("password-reset", "guest", "/password-reset"),
        ("sign-in-mail", "guest", "/sign-in/mail"), ("mail-sent", "guest", "/mail-sent?for=join"),
        ("link-over", "guest", "/confirm/x"), ("about", "guest", "/about"), ("best", "guest", "/top/all"),
        ("edit", "admin", f"/posts/{edited}/edit"), ("avatar", "member", "/settings/avatar"),
        ("password", "member", "/settings/account/password"), ("email", "member", "/settings/account/email"),
        ("logo", "staff", "/staff/brand/logo"), ("category-new", "staff", "/staff/categories/new"),
        ("category-edit", "staff", f"/staff/categories/{place}"), ("member-tended", "moderator", f"/u/{person}"),
        ("member-ruled", "admin", f"/u/{person}"),
        ("profile", "member", "/settings/profile"), ("account", "member", "/settings/account"),
        ("sessions", "member", "/settings/sessions"), ("appearance", "member", "/settings/appearance"),
        ("brand", "staff", "/staff/brand"), ("staff-categories", "staff", "/staff/categories"),
        ("guidelines", "guest", "/guidelines"), ("standing", "member", "/standing"), ("flags", "member", "/flags"),
        ("queue", "moderator", f"/moderation/cases/{case}"), ("mediations", "moderator", "/moderation/mediations"),
        ("mediation", "moderator", f"/mediation/{talk}"),
        ("mediation-new", "moderator", f"/moderation/mediations/new?case={case}"),
        ("conduct", "moderator", f"/moderation/members/{wick}/conduct"), ("rules", "moderator", "/moderation/rules"),
        ("rule", "staff", f"/moderation/rules/{rule}"), ("terms", "staff", "/moderation/terms"),
        ("staff-guidelines", "staff", "/staff/guidelines"),
        ("missing", "guest", "/nowhere"), ("denied", "member", f"/threads/{closed}/closure"),
    ]  # fmt: skip


def play() -> None:
    """Fill a house with the demo's world, and give its moderators something to do."""
    for _step in seeds.play():
        pass
    moderators.play(seeds.people())


def main(wanted: list[str]) -> None:
    """Make the demo's world, serve it, and take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        with create_app(Settings(data=data)).app_context():
            bring_up_to_date()
            play()
            listed = [shot for shot in shots() if not wanted or shot[0] in wanted]
        with house.living(data) as live, chromium.driving() as browser:
            for (size, (width, height)), scheme in product(SIZES.items(), SCHEMES):
                look(browser, live.url, listed, (width, height), scheme, f"{size}-{scheme}")


def look(browser: Browser, url: str, listed: list[Shot], size: tuple[int, int], scheme: Scheme, name: str) -> None:
    """Take the pictures of one size and scheme, each role in a browser of its own."""
    people = signs_in()
    contexts: dict[str, BrowserContext] = {}
    for shot, role, address in listed:
        if role not in contexts:
            contexts[role] = browser.new_context(
                base_url=url,
                color_scheme=scheme,
                viewport={"width": size[0], "height": size[1]},
                reduced_motion="reduce",
            )
            if role != "guest":
                sign_in(contexts[role].new_page(), people[role])
        page = contexts[role].new_page()
        page.goto(address)
        tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        page.set_viewport_size({"width": size[0], "height": max(tall, size[1])})
        page.screenshot(path=FOLDER / f"{shot}-{name}.png")
        page.close()
    for context in contexts.values():
        context.close()


def signs_in() -> dict[str, str]:
    """Give somebody of the demo for each role."""
    return {role: who for who, role in seeds.signs_in().items()}


def sign_in(page: Page, name: str) -> None:
    """Sign somebody of the demo in through the form."""
    page.goto("/sign-in")
    page.fill("#email", seeds.address_of(name))
    page.fill("#password", seeds.PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    page.close()


if __name__ == "__main__":
    main(sys.argv[1:])
