"""What can be done by and with members."""

from forum.members.actions.changing import (
    ask_email_change,
    change_email,
    change_password,
    require_verified,
    reset_password,
    set_password,
    verify,
)
from forum.members.actions.entering import (
    ask_key,
    end_other_sessions,
    end_session,
    sign_in,
    sign_in_by_key,
    sign_out,
)
from forum.members.actions.joining import ask_confirmation, confirm, free_name, join, make_member
from forum.members.actions.leaving import ask_erasure, erase_at_wish, opens_export, prepare_export
from forum.members.actions.profile import choose_language, edit_profile, set_avatar
from forum.members.actions.standing import change_role, give_title, lift_suspension, suspend

__all__ = [
    "ask_confirmation",
    "ask_email_change",
    "ask_erasure",
    "ask_key",
    "change_email",
    "change_password",
    "change_role",
    "choose_language",
    "confirm",
    "edit_profile",
    "end_other_sessions",
    "end_session",
    "erase_at_wish",
    "free_name",
    "give_title",
    "join",
    "lift_suspension",
    "make_member",
    "opens_export",
    "prepare_export",
    "require_verified",
    "reset_password",
    "set_avatar",
    "set_password",
    "sign_in",
    "sign_in_by_key",
    "sign_out",
    "suspend",
    "verify",
]
