"""The verdict that every kind of content has: nothing is wrong with it."""

from flask_babel import lazy_gettext

from moderation.queue.registry import verdict
from moderation.queue.taking import keep, shelter_again

KEEP = verdict("keep", lazy_gettext("Keep"), keep, shelter_again, outcome="rejected", key="k", icon="circle-check")
