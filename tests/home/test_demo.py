from app import create_app
from forum.core.config import Settings
from forum.core.sealing import seal, unseal
from forum.home.cli import begin


def test_what_the_demo_seals_is_opened_by_the_house_that_serves_it(tmp_path):
    settings = Settings(data=tmp_path / "demo")
    with create_app(settings).app_context():
        begin(settings.data, afresh=True)
        sealed = seal("coupon", "LIGHT-10")
    with create_app(settings).app_context():
        assert unseal("coupon", sealed) == "LIGHT-10"
