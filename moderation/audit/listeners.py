"""What goes into the log when others' facts happen; rooms of moderation note their acts themselves."""

from typing import Any

from forum.badges import events as badges
from forum.brands.events import BrandChanged, BrandFounded
from forum.categories import events as categories
from forum.core import review
from forum.core.access import HOUSE, RANKS, Actor
from forum.core.events import Event, on
from forum.importing.events import CommunityImported
from forum.members import events as members
from forum.members.queries import authors
from forum.points.events import PointsRuleChanged
from forum.rewards.events import GiftLookedAt
from forum.superfans.events import SuperfansExported
from forum.threads import events as threads
from forum.trust import events as trust
from moderation.audit import acts, snapshots
from moderation.audit.actions import note
from moderation.guidelines.events import GuidelinesPublished


def whoever(member_id: int | None) -> Actor:
    """Give who did something, with the role they have; nobody is the house itself."""
    if member_id is None:
        return HOUSE
    known = authors([member_id]).get(member_id)
    return Actor(member_id=member_id, name=known.name if known else "", role=known.role if known else "member")


def _keep(by_id: int | None, act: str, subject: str, **more: Any) -> None:
    note(whoever(by_id), act, subject, automatic=by_id is None, **more)


def _of_office(by_id: int | None) -> bool:
    return whoever(by_id).rank >= RANKS["moderator"]


def _others_post(post_id: int, by_id: int | None) -> bool:
    """Tell whether a post is somebody else's than the one who acts."""
    shown = review.KINDS["post"].show(HOUSE, post_id)
    return shown is None or shown.author_id != by_id


@on(members.MemberSignedIn)
def signed_in(fact: members.MemberSignedIn) -> None:
    """Note that somebody with an office came in."""
    if _of_office(fact.member_id):
        _keep(fact.member_id, acts.SIGNED_IN, f"member:{fact.member_id}", after={"by": fact.way})


@on(members.PasswordChanged)
def changed_password(fact: members.PasswordChanged) -> None:
    """Note that somebody with an office has another password."""
    if _of_office(fact.member_id):
        _keep(fact.member_id, acts.PASSWORD, f"member:{fact.member_id}")


@on(members.EmailChanged)
def changed_email(fact: members.EmailChanged) -> None:
    """Note that somebody with an office is reached elsewhere; never where."""
    if _of_office(fact.member_id):
        _keep(fact.member_id, acts.EMAIL, f"member:{fact.member_id}")


@on(members.RoleChanged)
def changed_role(fact: members.RoleChanged) -> None:
    """Note another role."""
    before, after = {"role": fact.former}, {"role": fact.role}
    _keep(fact.by_id, acts.ROLE, f"member:{fact.member_id}", before=before, after=after)


@on(members.TitleGiven)
def gave_title(fact: members.TitleGiven) -> None:
    """Note another title."""
    _keep(fact.by_id, acts.TITLE, f"member:{fact.member_id}", **snapshots.of_member(fact.member_id))


@on(members.MemberSuspended)
def suspended(fact: members.MemberSuspended) -> None:
    """Note a suspension."""
    _keep(fact.by_id, acts.SUSPENDED, f"member:{fact.member_id}", why=fact.reason, after={"until": fact.until})


@on(members.SuspensionLifted)
def lifted(fact: members.SuspensionLifted) -> None:
    """Note that a suspension ended before time."""
    _keep(fact.by_id, acts.LIFTED, f"member:{fact.member_id}")


@on(members.DataTaken)
def took_data(fact: members.DataTaken) -> None:
    """Note that somebody took all their data along."""
    _keep(fact.member_id, acts.EXPORTED, f"member:{fact.member_id}")


@on(members.MemberErased)
def erased(fact: members.MemberErased) -> None:
    """Note that somebody was erased at their own wish."""
    _keep(fact.member_id, acts.ERASED, f"member:{fact.member_id}", after={"how": fact.how})


@on(threads.PostDeleted)
def deleted_post(fact: threads.PostDeleted) -> None:
    """Note that somebody else than the author deleted a post."""
    if _others_post(fact.post_id, fact.by_id):
        _keep(fact.by_id, acts.POST_DELETED, f"post:{fact.post_id}", why=fact.reason)


@on(threads.PostRestored)
def restored_post(fact: threads.PostRestored) -> None:
    """Note that somebody else than the author brought a post back."""
    if _others_post(fact.post_id, fact.by_id):
        _keep(fact.by_id, acts.POST_RESTORED, f"post:{fact.post_id}")


@on(threads.PostEdited)
def edited_post(fact: threads.PostEdited) -> None:
    """Note that somebody else than the author changed a post; what it said stands in its history."""
    if _others_post(fact.post_id, fact.editor_id):
        _keep(fact.editor_id, acts.POST_EDITED, f"post:{fact.post_id}")


STEERED: dict[type[Event], str] = {
    threads.ThreadClosed: acts.THREAD_CLOSED,
    threads.ThreadReopened: acts.THREAD_REOPENED,
    threads.ThreadPinned: acts.THREAD_PINNED,
    threads.ThreadUnpinned: acts.THREAD_UNPINNED,
    threads.ThreadRetagged: acts.THREAD_RETAGGED,
}


def steered(fact: Any) -> None:
    """Note what somebody with an office did to a thread."""
    if fact.by_id is None or _of_office(fact.by_id):
        _keep(fact.by_id, STEERED[type(fact)], f"thread:{fact.thread_id}")


for kind in STEERED:
    on(kind)(steered)


@on(threads.ThreadMoved)
def moved(fact: threads.ThreadMoved) -> None:
    """Note where a thread was and where it is."""
    before, after = {"category": fact.from_id}, {"category": fact.to_id}
    _keep(fact.by_id, acts.THREAD_MOVED, f"thread:{fact.thread_id}", before=before, after=after)


@on(categories.CategoryOpened)
def opened_category(fact: categories.CategoryOpened) -> None:
    """Note a new category."""
    _keep(fact.by_id, acts.CATEGORY_OPENED, f"category:{fact.category_id}", **snapshots.of_category(fact.category_id))


@on(categories.CategoryChanged)
def changed_category(fact: categories.CategoryChanged) -> None:
    """Note what a category says and lets people do now."""
    _keep(fact.by_id, acts.CATEGORY_CHANGED, f"category:{fact.category_id}", **snapshots.of_category(fact.category_id))


@on(categories.CategoryMoved)
def moved_category(fact: categories.CategoryMoved) -> None:
    """Note where a category stands now."""
    _keep(fact.by_id, acts.CATEGORY_MOVED, f"category:{fact.category_id}", after={"parent": fact.parent_id})


@on(categories.CategoryRemoved)
def removed_category(fact: categories.CategoryRemoved) -> None:
    """Note that a category is gone."""
    _keep(fact.by_id, acts.CATEGORY_REMOVED, f"category:{fact.category_id}")


@on(BrandFounded)
def founded_brand(fact: BrandFounded) -> None:
    """Note a new brand."""
    _keep(None, acts.BRAND_FOUNDED, f"brand:{fact.brand_id}", **snapshots.of_brand(fact.brand_id))


@on(BrandChanged)
def changed_brand(fact: BrandChanged) -> None:
    """Note what is different about a brand."""
    _keep(fact.by_id, acts.BRAND_CHANGED, f"brand:{fact.brand_id}", **snapshots.of_brand(fact.brand_id))


@on(CommunityImported)
def imported(fact: CommunityImported) -> None:
    """Note that a community came in."""
    counts = {"members": fact.members, "threads": fact.threads, "posts": fact.posts}
    _keep(None, acts.IMPORTED, "house:import", after=counts)


@on(GuidelinesPublished)
def published(fact: GuidelinesPublished) -> None:
    """Note a new edition of the guidelines."""
    _keep(fact.by_id, acts.GUIDELINES, f"edition:{fact.edition}")


@on(trust.TrustChanged)
def placed(fact: trust.TrustChanged) -> None:
    """Note a trust level given by hand; what the clock does stands in the member's own history."""
    if fact.by_id is not None:
        before, after = {"level": fact.former}, {"level": fact.level}
        _keep(fact.by_id, acts.TRUST_PLACED, f"member:{fact.member_id}", why=fact.reason, before=before, after=after)


@on(trust.TrustHeld)
def held_in_place(fact: trust.TrustHeld) -> None:
    """Note that the clock leaves a member alone, or does so no more."""
    _keep(fact.by_id, acts.TRUST_HELD, f"member:{fact.member_id}", after={"held": fact.held})


@on(trust.TrustFiguresChanged)
def settled_trust(fact: trust.TrustFiguresChanged) -> None:
    """Note other figures of trust."""
    _keep(fact.by_id, acts.TRUST_FIGURES, "house:trust", before=fact.before, after=fact.after)


@on(PointsRuleChanged)
def changed_points_rule(fact: PointsRuleChanged) -> None:
    """Note what a rule gives points for now."""
    _keep(fact.by_id, acts.POINTS_RULE, f"points:{fact.rule_id}", **snapshots.between(fact.before, fact.after))


@on(badges.BadgeChanged)
def changed_badge(fact: badges.BadgeChanged) -> None:
    """Note a new badge, or what is different about one."""
    _keep(fact.by_id, acts.BADGE_CHANGED, f"badge:{fact.badge_id}", **snapshots.between(fact.before, fact.after))


@on(badges.BadgeGiven)
def gave_badge(fact: badges.BadgeGiven) -> None:
    """Note a badge given by hand; those that were earned stand in the member's own history."""
    _keep(fact.by_id, acts.BADGE_GIVEN, f"member:{fact.member_id}", why=fact.reason, after={"badge": fact.badge_id})


@on(badges.BadgeRevoked)
def revoked_badge(fact: badges.BadgeRevoked) -> None:
    """Note that a member holds a badge no more."""
    _keep(fact.by_id, acts.BADGE_REVOKED, f"member:{fact.member_id}", why=fact.reason, before={"badge": fact.badge_id})


@on(SuperfansExported)
def took_superfans(fact: SuperfansExported) -> None:
    """Note that somebody took a list of superfans out of the house."""
    _keep(fact.by_id, acts.SUPERFANS_EXPORTED, "house:superfans", after={"members": fact.count, **fact.wanted})


@on(GiftLookedAt)
def looked_at_gift(fact: GiftLookedAt) -> None:
    """Note that whoever sends a gift looked at where it goes to; never where."""
    _keep(fact.by_id, acts.GIFT_SEEN, f"member:{fact.member_id}")
