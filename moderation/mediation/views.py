"""Where two members in a quarrel talk with a moderator, and where moderators open that and end it."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from forum.core.guard import moderator_only, signed_in
from forum.core.respond import Missing, page, see_other
from forum.core.visitor import reader
from forum.members.queries import authors
from moderation.mediation import actions, policy
from moderation.mediation.forms import OutcomeForm, RestForm, SpeakForm
from moderation.mediation.queries import TalkView, messages_of, ready_at, talk_by_id

pages = Blueprint("mediation", __name__)


@pages.get("/mediation/<id:mediation_id>")
@signed_in
def talk(mediation_id: int) -> Response:
    """Show a conversation to those who are in it."""
    return _talk(_found(mediation_id))


@pages.post("/mediation/<id:mediation_id>/look")
@moderator_only
def look(mediation_id: int) -> Response:
    """Show a conversation to an administrator who is not in it; that they looked stands in the log."""
    found = _found(mediation_id)
    actions.look(reader(), found.id)
    return _talk(found, looked=True)


@pages.post("/mediation/<id:mediation_id>/messages")
@signed_in
def speak(mediation_id: int) -> Response:
    """Say something."""
    found, form = _found(mediation_id), SpeakForm()
    if no := policy.may_speak(reader(), found):
        form.form_errors.append(no)
    elif form.validate():
        with form.explaining():
            message_id = actions.speak(reader(), found.id, form.words.data or "")
    if form.errors:
        return _talk(found, status=422, speaking=form)
    return see_other(f"/mediation/{found.id}#message-{message_id}")


@pages.post("/mediation/<id:mediation_id>/rest")
@moderator_only
def rest(mediation_id: int) -> Response:
    """Change how long the two rest from each other."""
    found, form = _found(mediation_id), RestForm()
    if form.validate():
        with form.explaining():
            actions.rest(reader(), found.id, form.rest.data or 0, form.pace.data or 0)
    if form.errors:
        return _talk(found, status=422, resting=form)
    return see_other(f"/mediation/{found.id}", _("Changed."))


@pages.post("/mediation/<id:mediation_id>/outcome")
@moderator_only
def close(mediation_id: int) -> Response:
    """End the conversation with words that both read."""
    found, form = _found(mediation_id), OutcomeForm()
    if form.validate():
        with form.explaining():
            actions.close(reader(), found.id, form.outcome.data or "")
    if form.errors:
        return _talk(found, status=422, ending=form)
    return see_other(f"/mediation/{found.id}", _("The conversation is over. Both can read the outcome."))


def _found(mediation_id: int) -> TalkView:
    """Give a conversation that is the reader's; for others it is not there (S16)."""
    found = talk_by_id(mediation_id)
    if found is None or policy.may_read(reader(), found) is not None:
        raise Missing
    return found


def _talk(found: TalkView, status: int = 200, *, looked: bool = False, **forms: object) -> Response:
    me = reader()
    party = me.member_id in {found.first_id, found.second_id}
    inside = party or policy.leads(me, found)
    messages = messages_of(found.id) if inside or looked else None
    given = {"speaking": SpeakForm(), "resting": RestForm(data={"rest": 0, "pace": found.pace}),
             "ending": OutcomeForm()} | forms  # fmt: skip
    ids = {found.first_id, found.second_id, found.by_id} | {each.author_id for each in messages or ()}
    _last, ready = ready_at(found.id, me.member_id or 0, found.pace) if party else (None, None)
    return page(
        "moderation/mediation/talk.html", status=status, talk=found, messages=messages, party=party,
        people=authors([each for each in ids if each is not None]), no=policy.may_speak(me, found),
        leads=policy.may_lead(me, found) is None, ready=ready, **given,
    )  # fmt: skip
