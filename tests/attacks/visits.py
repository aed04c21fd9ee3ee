"""People who visit the running house over HTTP, each with a session and a connection of their own."""

from typing import Any

import requests

from tests.services.product import House
from tests.world import Someone

PATIENCE_S = 20


class Visit:
    """Somebody at a running house; a guest if nobody is given."""

    def __init__(self, live: House, who: Someone | None = None) -> None:
        self.url = live.url
        self.session = requests.Session()
        client = live.world.client(who)
        self.token = live.world.token(client)
        for name in ("session", "guest"):
            if cookie := client.get_cookie(name):
                self.session.cookies.set(name, cookie.value)

    def get(self, path: str, **more: Any) -> requests.Response:
        """Ask for a page."""
        return self.session.get(self.url + path, timeout=PATIENCE_S, allow_redirects=False, **more)

    def post(self, path: str, **fields: Any) -> requests.Response:
        """Send a form with its token."""
        data = {"csrf_token": self.token} | fields
        return self.session.post(self.url + path, data=data, timeout=PATIENCE_S, allow_redirects=False)

    def close(self) -> None:
        """Leave."""
        self.session.close()
