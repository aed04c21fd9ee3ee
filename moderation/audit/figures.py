"""What the log itself puts into the transparency report: every public act, by people and by rules."""

from flask_babel import gettext as _

from moderation.audit.queries import counts
from moderation.audit.registry import Figures, Period, figures, label_of


@figures(90)
def acts(period: Period) -> Figures:
    """Count the public acts by kind."""
    rows = [(label_of(name), total - automatic, automatic, total) for name, total, automatic in counts(period)]
    columns = (_("Act"), _("By people"), _("By rules"), _("All"))
    return Figures("acts", _("What was done"), columns, rows)
