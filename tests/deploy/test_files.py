"""What we publish for running a house: as far as this machine can read it, it is right, and true to the house."""

import re
import shutil
import subprocess
import sys
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml  # noqa: TID251 (it is Compose's own language)
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from granian.cli import cli as granian

from forum.core.clock import now
from forum.core.config import PREFIX, ROOT, Settings
from forum.media.darkroom import MAX_BYTES
from tests.services import nginx
from tests.services.child import Child
from tests.services.product import House
from tests.services.waiting import free_port

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
LETS_ENCRYPT = "/etc/letsencrypt/live/community.example.org"
EXPOSURE = re.compile(r"Overall exposure level for \S+: ([0-9.]+)")
ELSEWHERE = {"HOMEGROUND_SITE", "HOMEGROUND_STATIC", "HOMEGROUND_PAGES", "HOMEGROUND_SOCKETS"}
"""What only the proxy reads."""


def certificate(folder: Path) -> None:
    """Write a certificate that nobody trusts, and its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now())
        .not_valid_after(now() + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    kind = serialization.PrivateFormat.PKCS8
    (folder / "privkey.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, kind, plain))


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return read


def command_of(unit: str) -> str:
    """Give what a unit starts, on one line."""
    text = (DEPLOY / "systemd" / unit).read_text().replace("\\\n", " ")
    return " ".join(re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)[0].split())


def test_nginx_takes_the_published_configuration(tmp_path: Path):
    certificate(tmp_path)
    site = nginx.replaced(nginx.PUBLISHED.read_text(), (LETS_ENCRYPT, str(tmp_path)))
    done = subprocess.run(
        [nginx.program(), "-t", "-c", nginx.write(tmp_path, site)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_takes_a_unit_and_finds_it_safe(unit: Path, tmp_path: Path):
    program = shutil.which("systemd-analyze")
    if not program:
        pytest.skip("systemd is not installed")
    here = tmp_path / unit.name.replace("@", "@1")
    here.write_text(unit.read_text().replace("/srv/homeground/.venv/bin/", "/bin/ls "))
    verified = subprocess.run([program, "verify", here], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    rated = subprocess.run([program, "security", "--offline=true", here], capture_output=True, text=True, check=False)
    found = EXPOSURE.search(rated.stdout)
    assert found, rated.stdout + rated.stderr
    assert float(found[1]) < 2


def test_granian_knows_what_it_is_told():
    known = {name for option in granian.params for name in (*option.opts, *option.secondary_opts)}
    told = set(re.findall(r"--[a-z0-9-]+", command_of("homeground-web@.service")))
    assert told
    assert told <= known


def test_containers_start_what_units_start():
    services = compose()["services"]
    granian_in_unit = re.findall(r"--[a-z0-9-]+(?:[ =](?!-)\S+)?", command_of("homeground-web@.service"))
    ours = {word.replace(" ", "=") for word in granian_in_unit}
    differ = {word for word in ours if word.startswith(("--host", "--port", "--factory"))}
    assert ours - differ <= set(services["pages"]["command"])
    assert command_of("homeground-worker@.service").endswith(" ".join(services["worker"]["command"]))
    assert 'CMD ["python", "app.py"]' in (DEPLOY / "Containerfile").read_text()
    assert command_of("homeground.service").endswith("python app.py")


def test_every_setting_they_give_is_one_of_ours():
    known = {PREFIX + field.name.upper() for field in fields(Settings)} | ELSEWHERE
    texts = [path.read_text() for path in DEPLOY.rglob("*") if path.is_file()]
    assert {name for text in texts for name in re.findall(r"HOMEGROUND_[A-Z_]+", text)} <= known


def copied_by_the_image() -> list[str]:
    """Name what the image takes from the repository."""
    text = (DEPLOY / "Containerfile").read_text()
    last = text[text.rindex("\nFROM ") :]
    found = re.findall(r"^COPY (?!--from)(.*) \S+$", last, re.MULTILINE)
    return [name for line in found for name in line.split()]


def test_the_image_may_copy_what_it_copies_and_is_not_root():
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert set(copied_by_the_image()) <= allowed
    assert re.findall(r"^USER (\S+)$", (DEPLOY / "Containerfile").read_text(), re.MULTILINE) == ["homeground"]


def test_what_the_image_copies_is_enough_to_run_and_to_be_found_healthy(tmp_path: Path):
    image, port = tmp_path / "image", free_port()
    for name in copied_by_the_image():
        (image / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, image / name)
    environ = House(tmp_path / "data", port, {"HOMEGROUND_URL": "https://community.example.org"}).environ
    child = Child([sys.executable, image / "app.py"], port=port, log=tmp_path / "log", environ=environ)
    ask = re.findall(r'CMD \["python", "-c", "(.*)"\]', (DEPLOY / "Containerfile").read_text())[0]
    healthy = subprocess.run([sys.executable, "-c", ask.replace(":8000/", f":{port}/")], check=False)
    assert child.stop() == 0
    assert healthy.returncode == 0


def test_proxies_let_the_largest_picture_through():
    sizes = [
        int(number) * 2**20
        for name, pattern in (("nginx.conf", r"client_max_body_size (\d+)m;"), ("Caddyfile", r"max_size (\d+)MB"))
        for number in re.findall(pattern, (DEPLOY / name).read_text())
    ]
    assert len(sizes) == 2
    assert all(MAX_BYTES < size < 2 * MAX_BYTES for size in sizes)


def test_house_containers_may_do_nothing_but_their_work():
    services = compose()["services"]
    houses = [each for each in services.values() if each.get("image") == "homeground"]
    assert len(houses) == 5
    for each in houses:
        assert each["read_only"]
        assert each["cap_drop"] == ["ALL"]
        assert each["security_opt"] == ["no-new-privileges:true"]
    assert services["house"]["profiles"] == ["embedded"]
