"""Forms: what was typed, checked and explained."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import request
from flask_babel import gettext
from wtforms import Form as WTForm
from wtforms import HiddenField

from forum.core.refusal import Refused
from forum.core.text.clean import refuse_unstorable


class _Words:
    """WTForms' own messages in our language."""

    def gettext(self, string: str) -> str:
        return gettext(string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return gettext(singular if n == 1 else plural)


class Form(WTForm):
    """The base of our forms: filled from the request, its errors in the reader's language."""

    class Meta:
        """WTForms' settings."""

        def get_translations(self, form: WTForm) -> _Words:
            """Speak the reader's language."""
            return _Words()

    def __init__(self, **given: Any) -> None:
        sent = request.form if request.method in {"POST", "PUT", "PATCH", "DELETE"} else None
        super().__init__(sent, **given)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; what no database keeps is refused in all of them (S34)."""
        super().validate(extra_validators)
        for field in self:
            if isinstance(field.data, str):
                with self.explaining():
                    refuse_unstorable(field.data, field.name)
        return not self.errors

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """Turn a refusal inside the block into an error of the field it names."""
        try:
            yield
        except Refused as refusal:
            self.refuse(refusal)

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal at the field it names, or above the form."""
        field = self._fields.get(refusal.field or "")
        if isinstance(field, OnceField):
            field.renew()
        if field is None or isinstance(field, OnceField):
            self.form_errors.append(refusal.reason)
        else:
            field.errors = [*field.errors, refusal.reason]


class OnceField(HiddenField):
    """A hidden key made with the form: sending the same form twice does the thing once."""

    def __init__(self, **given: Any) -> None:
        super().__init__("", **given)  # or WTForms asks how its name is said in the reader's language

    def process_data(self, value: Any) -> None:
        """Make a new key for a new form."""
        self.data = value or secrets.token_urlsafe(16)

    def renew(self) -> None:
        """Make a new key for a form that could not be sent with its old one."""
        self.data = secrets.token_urlsafe(16)
