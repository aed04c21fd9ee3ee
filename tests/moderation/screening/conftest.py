import pytest
from flask import Flask
from flask_babel import Babel


@pytest.fixture
def app_context():
    """Let refusals speak, without a house around them."""
    app = Flask(__name__)
    Babel().init_app(app)
    with app.test_request_context():
        yield
