"""What a guest's first look at a thread costs, everything together, as it goes over the wire."""

import pytest

from tests.shots import shots

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

MOST_KB = 60
MOST_REQUESTS = 8


def test_a_guests_first_view_of_a_thread_is_small(look, demo, record_property):
    page = look()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    sizes: list[float] = []
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    with demo.app.app_context():
        address = {shot[0]: shot[2] for shot in shots()}["thread"]
    landed = demo.live.get(address).headers["Location"]
    page.goto(landed, wait_until="networkidle")
    size = sum(sizes) / 1000
    record_property("first view, kB", round(size, 1))
    record_property("first view, requests", len(sizes))
    print(f"{size:.1f} kB in {len(sizes)} requests")  # noqa: T201
    assert size <= MOST_KB
    assert len(sizes) <= MOST_REQUESTS
