import socket
import ssl
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from forum.core.clock import now
from forum.core.net import NetError, fetch
from forum.core.net.target import Target
from forum.core.net.wire import send, trust
from tests.core.net.servers import Served, serving

INSIDE = [
    *("http://127.0.0.1/", "http://localhost/", "http://127.1/", "http://0x7f000001/", "http://2130706433/"),
    *("http://0177.0.0.1/", "http://0/", "http://0.0.0.0/", "http://127.0.0.1./", "http://[::1]/", "http://[::]/"),
    *("http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/"),
    *("http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://100.100.100.200/"),
    *("http://168.63.129.16/", "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/", "http://100.64.0.1/"),
    *("http://224.0.0.1/", "http://255.255.255.255/", "http://[fe80::1]/", "http://[ff02::1]/", "http://１２７.0.0.1/"),
    *("http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://LOCALHOST/", "http://[::127.0.0.1]/", "https://127.0.0.1/"),
]
UNREADABLE = [
    *("", "/path", "//127.0.0.1/", "ftp://a.example/", "file:///etc/passwd", "gopher://127.0.0.1:25/", "dict://a:1/"),
    *("javascript:1", "http:127.0.0.1", "http:///x", "http://", "http://a b/", "http://a\r\nHost: b/", "http://a\\b/"),
    *("http://user:pw@8.8.8.8/", "http://8.8.8.8@127.0.0.1/", "http://8.8.8.8#@127.0.0.1/\n", "http://8.8.8.8:0x50/"),
    *("http://8.8.8.8:22/", "http://8.8.8.8:6379/", "http://8.8.8.8:99999/", "http://[::1", "http://-a.example/"),
    *("http://a..example/", "http://" + "a" * 300 + "/", "http://8.8.8.8/" + "a" * 5000, "http://a\0/", "http://%31/"),
]


@pytest.mark.parametrize("address", INSIDE)
def test_s42_no_spelling_of_an_inside_address_is_reached(address: str):
    with pytest.raises(NetError, match=r"not on the open net|no host"):
        fetch(address, timeout_s=2)


@pytest.mark.parametrize("address", UNREADABLE)
def test_s42_an_address_that_is_not_plain_is_refused(address: str):
    with pytest.raises(NetError):
        fetch(address, timeout_s=2)


@pytest.mark.parametrize(
    "place", ["http://127.0.0.1/", "http://localhost:6379/", "file:///etc/passwd", "//169.254.169.254/"]
)
def test_s42_a_redirect_does_not_lead_inside(place: str):
    with serving() as peer:
        peer.lead_to(place)
        with pytest.raises(NetError):
            fetch(f"{peer.url}/to/302", allow=[peer.place])


def test_s42_an_allowed_port_opens_no_other():
    with serving() as peer, serving() as other, pytest.raises(NetError, match="ports 80 and 443"):
        fetch(f"{other.url}/hello", allow=[peer.place])


def test_s42_a_name_that_points_inside_is_refused(monkeypatch: pytest.MonkeyPatch):
    answers(monkeypatch, "127.0.0.1")
    with pytest.raises(NetError, match="not on the open net"):
        fetch("http://inside.example/")


def test_s42_one_inside_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch):
    answers(monkeypatch, "8.8.8.8", "10.0.0.1")
    with pytest.raises(NetError, match="not on the open net"):
        fetch("http://mixed.example/")


def test_s42_the_name_is_asked_for_once_and_the_checked_address_is_used(monkeypatch: pytest.MonkeyPatch):
    with serving() as peer:
        name, port = "peer.example", peer.server.server_port
        asked = answers(monkeypatch, "127.0.0.1")
        fetch(f"http://{name}:{port}/hello", allow=[f"{name}:{port}"])
        assert asked == [name]
        assert peer.asked[0][2]["host"] == f"{name}:{port}"


def answers(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let every name lead to these addresses, and keep the names that were asked for."""
    asked: list[str] = []
    known = socket.getaddrinfo

    def look_up(host: str, port: int, *rest: object, **more: object) -> list[object]:
        if host[0].isdigit():
            return list(known(host, port, type=socket.SOCK_STREAM))
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


@pytest.fixture
def tls(tmp_path: Path) -> Iterator[Served]:
    """A server whose certificate is for peer.example, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "peer.example")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now(), now() + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("peer.example")]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path / "pair.pem"
    path.write_bytes(pem + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    with serving() as served:
        served.server.socket = context.wrap_socket(served.server.socket, server_side=True)
        served.lead_to(str(path))
        yield served


def ask(served: Served, host: str) -> int:
    target = Target("https", host, served.server.server_port, "/hello", ("127.0.0.1",))
    return send(target, "GET", None, {}, limit_bytes=1000, deadline=monotonic() + 3)[0]


def test_s43_a_certificate_nobody_vouches_for_is_refused(tls: Served):
    with pytest.raises(NetError, match=r"certificate of peer\.example cannot be trusted"):
        ask(tls, "peer.example")


def test_s43_a_trusted_certificate_counts_for_its_own_host_only(tls: Served):
    trust().load_verify_locations(tls.handler.elsewhere)
    assert ask(tls, "peer.example") == 200
    with pytest.raises(NetError, match=r"certificate of other\.example cannot be trusted"):
        ask(tls, "other.example")
    trust.cache_clear()
