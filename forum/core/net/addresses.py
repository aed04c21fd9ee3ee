"""Which network addresses may be reached from here: public ones, and nothing that leads back inside."""

from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address

# Written out, since Python's is_global lets 64:ff9b::/96, 2002::/16 and 224/4 through.
_CLOSED_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",  # a cloud's host agent on a public address
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
        ),
    )
)
_OPEN_6 = IPv6Network("2000::/3")
"""The only IPv6 that is given out; mapped, translated, local and multicast ranges all lie elsewhere."""
_CLOSED_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")))


def is_public(address: str) -> bool:
    """Tell whether an address literal is one on the open net; anything unclear is not."""
    try:
        known = ip_address(address)
    except ValueError:
        return False
    if isinstance(known, IPv4Address):
        return not any(known in network for network in _CLOSED_4)
    return known.scope_id is None and known in _OPEN_6 and not any(known in network for network in _CLOSED_6)
