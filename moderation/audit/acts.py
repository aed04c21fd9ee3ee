"""What the acts are called that the house itself knows of: those of the rooms of the forum, and of this one."""

from flask_babel import lazy_gettext as _

from moderation.audit.registry import act

SIGNED_IN = act("staff.signed-in", _("signed in"))
ROLE = act("member.role", _("changed a role"), public=True)
TITLE = act("member.title", _("gave a title"))
SUSPENDED = act("member.suspended", _("suspended a member"), public=True)
LIFTED = act("member.suspension-lifted", _("lifted a suspension"), public=True)
PASSWORD = act("staff.password", _("changed their password"))
EMAIL = act("staff.email", _("changed their mail address"))
ERASED = act("member.erased", _("erased a member at their wish"))
EXPORTED = act("member.exported", _("took away their own data"))

POST_DELETED = act("post.deleted", _("deleted a post"), public=True)
POST_RESTORED = act("post.restored", _("brought a post back"), public=True)
POST_EDITED = act("post.edited", _("edited somebody's post"), public=True)
THREAD_CLOSED = act("thread.closed", _("closed a thread"), public=True)
THREAD_REOPENED = act("thread.reopened", _("reopened a thread"), public=True)
THREAD_PINNED = act("thread.pinned", _("pinned a thread"))
THREAD_UNPINNED = act("thread.unpinned", _("unpinned a thread"))
THREAD_MOVED = act("thread.moved", _("moved a thread"), public=True)
THREAD_RETAGGED = act("thread.retagged", _("changed a thread's tags"))

CATEGORY_OPENED = act("category.opened", _("opened a category"))
CATEGORY_CHANGED = act("category.changed", _("changed a category"))
CATEGORY_MOVED = act("category.moved", _("moved a category"))
CATEGORY_REMOVED = act("category.removed", _("removed a category"))
BRAND_FOUNDED = act("brand.founded", _("founded a brand"))
BRAND_CHANGED = act("brand.changed", _("changed the brand"))
IMPORTED = act("community.imported", _("imported a community"))
GUIDELINES = act("guidelines.published", _("published guidelines"), public=True)

SUPERFANS_EXPORTED = act("superfans.exported", _("took a list of superfans along"))
TRUST_PLACED = act("trust.placed", _("set a member's trust level"))
TRUST_HELD = act("trust.held", _("left a trust level to the clock, or not"))
TRUST_FIGURES = act("trust.figures", _("changed what trust asks for"))

POINTS_RULE = act("points.rule-changed", _("changed what earns points"))
BADGE_CHANGED = act("badge.changed", _("made or changed a badge"))
BADGE_GIVEN = act("badge.given", _("gave a badge by hand"))
BADGE_REVOKED = act("badge.revoked", _("took a badge back"))
GIFT_SEEN = act("gift.address-seen", _("looked at where a gift goes to"))

FORGOTTEN = act("audit.forget", _("took out what an entry said about an erased member"))
DEGREE = act("audit.public-log", _("changed how much of this log is public"), public=True)

CASE_DECIDED = act("case.decided", _("decided a case"), public=True)
DECISION_REVERSED = act("decision.reversed", _("took a decision back"), public=True)
act("decision.undone", _("undid a decision within seconds"))
act("decision.reinstated", _("put a decision back"), public=True)
act("case.escalated", _("asked somebody with more say"))
act("sanction.over", _("let a sanction end"))
act("note.prepared", _("prepared a note"))
act("note.dropped", _("dropped a prepared note"))
act("terms.changed", _("changed the terms of moderation"))
act("rule.written", _("wrote a rule"), public=True)
act("rule.changed", _("changed a rule"), public=True)
act("rule.mode", _("let a rule do more or less"), public=True)
act("rule.removed", _("removed a rule"), public=True)
act("rule.replayed", _("tried a rule on the last 30 days"))
act("classifier.used", _("took another classifier into use"), public=True)
