"""Flask-Login, told that our users are actors."""

from flask_login import LoginManager

from forum.core.access import GUEST

login_manager = LoginManager()
login_manager.session_protection = None  # it only watches address and browser; our sessions are on the server
login_manager.anonymous_user = lambda: GUEST
