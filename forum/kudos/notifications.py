"""Who is told of thanks: whoever is thanked."""

from flask_babel import lazy_gettext, ngettext

from forum.kudos.events import KudosGiven, KudosHidden, KudosWithdrawn
from forum.notifications.registry import Kind, News, Withdrawal, kind, tells
from forum.threads import places

THANKS = kind(
    Kind(
        "kudos",
        "hand-heart",
        lazy_gettext("Somebody thanks you for your post"),
        lambda who, count: ngettext(
            "%(who)s thanks you for your post", "%(who)s thank you for your post", count, who=who
        ),
        folds="people",
    )
)


@tells(KudosGiven)
def tell_of_thanks(event: KudosGiven) -> News | None:
    """Tell whoever is thanked."""
    post = places.spoken(event.post_id)
    if post is None:
        return None
    return News(
        subject=f"post:{post.id}",
        place=f"thread:{post.thread_id}",
        actor_id=event.from_member_id,
        audiences=post.audiences,
        to={THANKS.name: [event.to_member_id]},
        ladder=post.ladder,
        number=post.number,
    )


@tells(KudosWithdrawn)
def forget_withdrawn(event: KudosWithdrawn) -> Withdrawal:
    """Count one less who thanks for the post."""
    return Withdrawal(f"post:{event.post_id}", (THANKS.name,), event.from_member_id)


@tells(KudosHidden)
def forget_hidden(event: KudosHidden) -> Withdrawal:
    """Say nothing more of thanks that moderators hid."""
    return Withdrawal(f"post:{event.post_id}", (THANKS.name,), event.from_member_id)
