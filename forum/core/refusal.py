"""What an action says when it cannot take what it was given."""


class Refused(Exception):
    """Input that cannot be taken; the reason tells its author how to mend it.

    `field` names the form field the reason belongs to, or None for the whole form.
    """

    def __init__(self, reason: str, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field
