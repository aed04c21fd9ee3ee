"""Where pictures are sent, described and served."""

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.core.guard import signed_in
from forum.core.limits import TooOften, limit
from forum.core.refusal import Refused
from forum.core.respond import Missing, page, problem, see_other, wants_json
from forum.core.visitor import reader
from forum.media import actions, queries
from forum.media.darkroom import MAX_BYTES, NotTaken
from forum.media.forms import DescribeForm, UploadForm
from forum.media.models import stored_at
from forum.media.policy import may_change
from forum.media.queries import PictureView, Served
from forum.media.storage import Missing as NoFile
from forum.media.storage import StorageFailed, storage

media = Blueprint("media", __name__)

FORM_BYTES = 64 * 1024
YEAR_S = 31_536_000
RATE = "20/minute"
FENCE = "default-src 'none'; sandbox"


@media.url_value_preprocessor
def make_room(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let a picture through where pictures are sent; this comes before anything reads the body."""
    if endpoint == "media.upload" and reader().signed_in:
        request.max_content_length = MAX_BYTES + FORM_BYTES


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
    try:
        limit("picture", RATE, reader().member_id)
        done = _send(form)
    except TooOften as slow:
        if wants_json():
            raise
        form.refuse(Refused(slow.reason, "file"))
        return page("media/new.html", status=429, form=form)
    except Refused as refusal:
        status = refusal.status if isinstance(refusal, NotTaken) else 422
        if wants_json():
            return problem(status, refusal.reason)
        form.refuse(refusal)
        return page("media/new.html", status=status, form=form)
    notice = _("Only the first picture of an animation is kept.") if done.animated else None
    if not wants_json():
        return see_other(f"/media/pictures/{done.key}", notice)
    url = queries.address(done.key, done.file)
    return {"key": done.key, "url": url, "width": done.width, "height": done.height, "notice": notice}, 201


@media.get("/media/pictures/<key>")
@signed_in
def show(key: str) -> Response:
    """Show a picture to whoever may change it, with the words that put it into a post."""
    picture = _mine(key)
    return page("media/picture.html", picture=picture, form=_filled(picture))


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


@media.get("/media/<key>/<name>")
def serve(key: str, name: str) -> Response:
    """Serve a file of a picture to whoever may see it (S29, S48)."""
    found = queries.served(reader(), key, name)
    if found is None:
        raise Missing
    response = current_app.response_class(mimetype="image/webp")
    response.set_etag(f"{key}-{found.name}")
    _label(response, found)
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


@media.errorhandler(413)
def too_large(_error: Exception) -> Response:
    """Say how large a picture may be."""
    return problem(413, NotTaken("heavy").reason)


def _send(form: UploadForm) -> actions.Uploaded:
    sent = request.files.get("file")
    data = sent.read(MAX_BYTES + 1) if sent else b""
    alt, decorative = form.alt.data or "", bool(form.decorative.data)
    if not wants_json() and not alt.strip() and not decorative:
        raise Refused(_("Say what the picture shows, or mark it as decoration."), "alt")
    once = request.headers.get("Idempotency-Key") or request.form.get("once")
    kind = request.form.get("kind", "post")
    return actions.upload(reader(), data, kind, alt=alt, decorative=decorative, once=once)


def _sent_words() -> tuple[str, bool]:
    """Read a description sent as JSON; anything of another shape is refused (S40)."""
    sent = request.get_json(silent=True)
    alt, decorative = (
        (sent.get("alt", ""), sent.get("decorative", False)) if isinstance(sent, dict) else (None, None)
    )
    if not isinstance(alt, str) or not isinstance(decorative, bool):
        raise Refused(_('Send {"alt": "words", "decorative": false}.'))
    return alt, decorative


def _mine(key: str) -> PictureView:
    """Find a picture that the reader may change; others' are not there (S16)."""
    picture = queries.picture(key)
    if picture is None or may_change(reader(), picture.owner_id) is not None:
        raise Missing
    return picture


def _filled(picture: PictureView) -> DescribeForm:
    form = DescribeForm()
    form.alt.data, form.decorative.data = picture.alt, picture.decorative
    return form


def _label(response: Response, found: Served) -> None:
    """Fence the file in, and say who may keep it how long; what stands in for another is asked for again."""
    response.headers["Content-Security-Policy"] = FENCE
    response.headers["Content-Disposition"] = "inline"
    if found.public and found.final:
        response.headers["Cache-Control"] = f"public, max-age={YEAR_S}, immutable"
    elif found.public:
        response.headers["Cache-Control"] = "no-cache"
    else:
        response.headers["Cache-Control"] = "private, no-cache"
        response.vary.add("Cookie")
