"""Politeness: how many pages one network may have drawn for it in a short while."""

import ipaddress
import threading
from collections import OrderedDict

from forum.core.clock import monotonic

A_SECOND = 5.0
AT_ONCE = 60.0
MOST_NETWORKS = 20_000


class Politeness:
    """Counts guests' drawings by network, /24 or /64; kept pages are not counted."""

    def __init__(self) -> None:
        self.left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, address: str) -> int:
        """Count one more; gives the seconds to wait where it is one too many, else 0."""
        network = network_of(address)
        if network is None:
            return 0
        with self._lock:
            moment = monotonic()
            left, counted_at = self.left.pop(network, (AT_ONCE, moment))
            left = min(AT_ONCE, left + (moment - counted_at) * A_SECOND)
            self.left[network] = (max(0.0, left - 1), moment)
            if len(self.left) > MOST_NETWORKS:
                self.left.popitem(last=False)
        return 0 if left >= 1 else 1 + int((1 - left) / A_SECOND)


def network_of(address: str) -> str | None:
    """Give the network of an address; None for one behind which anybody may stand: a proxy of the house, a LAN."""
    try:
        host = ipaddress.ip_address(address)
    except ValueError:
        return None
    host = getattr(host, "ipv4_mapped", None) or host
    if host.is_private or host.is_loopback or host.is_link_local:
        return None
    width = 24 if host.version == 4 else 64
    return str(ipaddress.ip_network(f"{host}/{width}", strict=False).network_address)
