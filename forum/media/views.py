"""Where pictures are sent, described and served."""

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.core.guard import signed_in
from forum.core.limits import TooOften, limit
from forum.core.pages.declared import always_open
from forum.core.refusal import Refused
from forum.core.respond import Missing, page, problem, see_other, wants_json
from forum.core.visitor import reader
from forum.media import actions, queries
from forum.media.darkroom import MAX_BYTES, NotTaken
from forum.media.forms import DescribeForm, FileForm, UploadForm
from forum.media.models import stored_at
from forum.media.queries import PictureView, Served
from forum.media.storage import Missing as NoFile
from forum.media.storage import StorageFailed, storage
from forum.members.actions import set_avatar

media = Blueprint("media", __name__)

FORM_BYTES = 64 * 1024
YEAR_S = 31_536_000
RATE = "20/minute"
FENCE = "default-src 'none'; sandbox"
TAKING = frozenset({"media.upload", "media.change_avatar", "media_staff.change_logo"})


@media.get("/media/new")
@signed_in
def new() -> Response:
    """Show the form that works without scripts."""
    return page("media/new.html", form=UploadForm())


@media.post("/media/pictures")
@signed_in
def upload() -> ResponseReturnValue:
    """Take a picture in."""
    form = UploadForm()
    done = take(form, request.form.get("kind", "post"), form.alt.data or "", decorative=form.decorative.data)
    if done is None:
        return refuse(form, "media/new.html")
    notice = _("Only the first picture of an animation is kept.") if done.animated else None
    if not wants_json():
        return see_other(f"/media/pictures/{done.key}", notice)
    url = queries.address(done.key, done.file)
    return {"key": done.key, "url": url, "width": done.width, "height": done.height, "notice": notice}, 201


@media.get("/media/pictures/<key>")
@signed_in
def show(key: str) -> Response:
    """Show a picture to whoever may change it, with the words that put it into a post."""
    picture, form = _mine(key), DescribeForm()
    form.alt.data, form.decorative.data = picture.alt, picture.decorative
    return page("media/picture.html", picture=picture, form=form)


@media.route("/media/pictures/<key>", methods=["PATCH", "POST"])
@signed_in
def describe(key: str) -> ResponseReturnValue:
    """Say what a picture shows."""
    picture, form = _mine(key), DescribeForm()
    alt, decorative = _sent_words() if request.is_json else (form.alt.data or "", form.decorative.data)
    try:
        actions.describe(reader(), key, alt, decorative)
    except Refused as refusal:
        if wants_json():
            raise
        form.refuse(refusal)
        return page("media/picture.html", status=422, picture=picture, form=form)
    return ("", 204) if wants_json() else see_other(f"/media/pictures/{key}", _("Saved."))


@media.delete("/media/pictures/<key>")
@signed_in
def delete(key: str) -> ResponseReturnValue:
    """Delete a picture, wherever it is shown."""
    _mine(key)
    actions.delete(reader(), key)
    return ("", 204) if wants_json() else see_other("/media/new", _("The picture is deleted."))


@media.get("/settings/avatar")
@signed_in
def avatar() -> Response:
    """Show the form for one's own picture."""
    return page("media/avatar.html", form=FileForm())


@media.post("/settings/avatar")
@signed_in
def change_avatar() -> Response:
    """Wear another picture."""
    form = FileForm()
    done = take(form, "avatar")
    if done is None:
        return refuse(form, "media/avatar.html")
    set_avatar(reader(), done.key)
    return see_other("/settings/avatar", _("This is your picture now."))


@media.delete("/settings/avatar")
@signed_in
def drop_avatar() -> Response:
    """Wear no picture."""
    set_avatar(reader(), None)
    return see_other("/settings/avatar", _("Your picture is taken away."))


@media.get("/media/<key>/<name>")
@always_open
def serve(key: str, name: str) -> Response:
    """Serve a file of a picture to whoever may see it (S29, S48)."""
    found = queries.served(reader(), key, name)
    if found is None:
        raise Missing
    response = _labelled(found)
    response.set_etag(f"{key}-{found.name}")
    if response.make_conditional(request).status_code == 304:
        return response
    try:
        response.data = storage().get(stored_at(key, found.name))
    except NoFile:
        raise Missing from None
    except StorageFailed as error:
        current_app.logger.warning("the storage gives no file: %s", error)
        return problem(503, NotTaken("away").reason)
    return response


@media.url_value_preprocessor
def make_room(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let a picture through where pictures are sent; this comes before anything reads the body."""
    if endpoint in TAKING and reader().signed_in:
        request.max_content_length = MAX_BYTES + FORM_BYTES


@media.errorhandler(413)
def too_large(_error: Exception) -> Response:
    """Say how large a picture may be."""
    return problem(413, NotTaken("heavy").reason)


def take(form: FileForm, kind: str, alt: str = "", *, decorative: bool = False) -> actions.Uploaded | None:
    """Take in the picture that came; None when it was refused, which the form explains."""
    sent = request.files.get("file")
    data = sent.read(MAX_BYTES + 1) if sent else b""
    once = request.headers.get("Idempotency-Key") or form.once.data
    try:
        if kind == "post" and not wants_json() and not alt.strip() and not decorative:
            raise Refused(_("Say what the picture shows, or mark it as decoration."), "alt")
        limit("picture", RATE, reader().member_id)
        return actions.upload(reader(), data, kind, alt=alt, decorative=decorative, once=once)
    except TooOften:
        if wants_json():
            raise
        form.refuse(NotTaken("quick"))
    except Refused as refusal:
        form.refuse(refusal)
    return None


def refuse(form: FileForm, template: str) -> Response:
    """Say why a picture was not taken, as JSON or in the form with all that was typed."""
    return problem(form.status, form.reason) if wants_json() else page(template, status=form.status, form=form)


def _sent_words() -> tuple[str, bool]:
    """Read a description sent as JSON; anything of another shape is refused (S40)."""
    sent = request.get_json(silent=True)
    words = sent if isinstance(sent, dict) else {"alt": None}
    alt, decorative = words.get("alt", ""), words.get("decorative", False)
    if not isinstance(alt, str) or not isinstance(decorative, bool):
        raise Refused(_('Send {"alt": "words", "decorative": false}.'))
    return alt, decorative


def _mine(key: str) -> PictureView:
    """Find a picture that the reader may change; others' are not there (S16)."""
    picture = queries.picture(reader(), key)
    if picture is None:
        raise Missing
    return picture


def _labelled(found: Served) -> Response:
    """Begin an answer that fences its file in, and says who may keep it how long.

    What stands in for another file, and what not everybody may see, is asked for again each time.
    """
    response = current_app.response_class(mimetype="image/webp")
    response.headers["Content-Security-Policy"] = FENCE
    response.headers["Content-Disposition"] = "inline"
    if found.public:
        kept = f"public, max-age={YEAR_S}, immutable" if found.final else "no-cache"
    else:
        kept = "private, no-cache"
        response.vary.add("Cookie")
    response.headers["Cache-Control"] = kept
    return response
