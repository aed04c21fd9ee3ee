"""The front door: lists the rooms in order and puts the house together."""

if __name__ == "__main__":
    import gc

    from gevent import monkey

    gc.disable()  # nothing is rubbish yet of what is loaded now; the server sweeps once and turns it on again
    monkey.patch_all()

import sys
from contextlib import nullcontext

import click
from flask import Flask
from flask_compress import Compress

from forum.core import addresses, bell, db, i18n, limits, log, markup, respond, security, setup
from forum.core.assets import asset, serve_assets
from forum.core.cache import Cache
from forum.core.config import ROOT, Misconfigured, Settings, load, signing_keys
from forum.core.furniture import furniture
from forum.core.pages import front
from forum.core.plug import plug_in
from forum.core.serve import OneServer, serve
from forum.core.session import TokenSessions
from forum.core.shared import Shared
from forum.core.signin import login_manager
from forum.core.slots import slot
from forum.core.tail import Tail
from forum.home.founding import invitation
from forum.realtime import sockets

ROOMS = (
    "forum.core",
    "forum.brands",
    "forum.members",
    "forum.realtime",
    "forum.media",
    "forum.notifications",
    "forum.search",
    "forum.points",
    "forum.badges",
    "forum.trust",
    "forum.categories",
    "forum.threads",
    "forum.polls",
    "forum.leaderboards",
    "forum.kudos",
    "forum.rewards",
    "forum.profiles",
    "forum.superfans",
    "forum.importing",
    "forum.home",
    "moderation.guidelines",
    "moderation.audit",
    "moderation.people",
    "moderation.queue",
    "moderation.sanctions",
    "moderation.flags",
    "moderation.notices",
    "moderation.screening",
    "moderation.appeals",
    "moderation.mediation",
    "moderation.desk",
)


def create_app(settings: Settings | None = None) -> Flask:
    """Put the house together for these settings, or for those of the environment."""
    settings = settings or load()
    app = Flask("homeground", template_folder=str(ROOT / "templates"), static_folder=None)
    app.extensions["settings"] = settings
    app.extensions["keys"] = signing_keys(settings)
    app.extensions["cache"] = Cache()
    app.secret_key = app.extensions["keys"][0]
    shared = Shared(settings.redis_url) if settings.redis_url else None
    app.extensions.update(shared=shared, bell=bell.hang(shared))
    app.extensions["tail"] = Tail(app)
    app.session_interface = TokenSessions(settings)
    addresses.start(app)
    db.start(app, settings)
    setup.start(app)
    i18n.start(app)
    limits.start(app, settings, shared)
    login_manager.init_app(app)
    front.start(app, settings)
    sockets.start(app, settings)
    security.start(app, settings)
    respond.start(app)
    _set_table(app, settings)
    plug_in(app, ROOMS)
    Compress(app)
    serve_assets(app)
    return app


def _set_table(app: Flask, settings: Settings) -> None:
    """Lay out what every template may use."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.auto_reload = settings.debug
    app.jinja_env.globals.update(asset=asset, csrf_token=security.csrf_token, furniture=furniture, slot=slot)
    markup.start(app)
    app.context_processor(respond.context)


def main() -> None:
    """Serve the embedded house, or say in one sentence why not."""
    try:
        settings = load()
        log.start()
        app = create_app(settings)
        with OneServer(settings.data) if settings.embedded else nullcontext():
            with app.app_context():
                setup.bring_up_to_date()
                if line := invitation():
                    click.echo(line)
            serve(app, settings)
    except Misconfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
