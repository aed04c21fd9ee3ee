"""What is typed about rewards."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import starmap

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from forum.core.forms import Form, OnceField
from forum.core.ids import id_in
from forum.core.refusal import Refused
from forum.members.flairs import FLAIRS
from forum.rewards.actions import LONGEST_TEXT, LONGEST_TITLE, LONGEST_VALUE, Wording
from forum.rewards.money import typed, written
from forum.rewards.offering import LONGEST_REASON
from forum.rewards.queries import RewardRow
from forum.rewards.sending import LONGEST_ADDRESS, LONGEST_NAME, LONGEST_NOTE
from forum.rewards.words import PERK_NAMES, RULE_NAMES

DAYS = [Optional(), NumberRange(1, 3650, _l("Between 1 and 3650 days."))]


class RewardForm(Form):
    """What staff say of a reward."""

    title = StringField(_l("What is it called?"), [InputRequired(_l("Give it a name.")), Length(max=LONGEST_TITLE)])
    text = TextAreaField(_l("What is it?"), [Length(max=LONGEST_TEXT)], description=_l("Read before it is claimed."))
    use = TextAreaField(
        _l("How is it used?"), [Length(max=LONGEST_TEXT)], description=_l("Read by whoever has claimed it.")
    )
    claim_days = IntegerField(
        _l("Days to claim it"),
        [InputRequired(_l("Give a number.")), NumberRange(1, 365, _l("Between 1 and 365 days."))],
    )
    ends_on = StringField(
        _l("Last day of all"), [Length(max=10)], description=_l("Such as 2027-03-31; afterwards nobody claims it.")
    )
    unit_cost = StringField(_l("What one costs you"), [Length(max=16)])
    currency = StringField(_l("Currency"), [Length(max=3)])
    most_grants = IntegerField(_l("At most so many"), [Optional(), NumberRange(0, 10**9, _l("Give a smaller number."))])
    most_cost = StringField(_l("At most so much money"), [Length(max=16)])
    once = OnceField()

    @property
    def said(self) -> Wording:
        """Read what was typed; raises Refused for what cannot be read."""
        fault = _("Write an amount such as 12.50.")
        return Wording(
            title=self.title.data or "", text=self.text.data or "", use=self.use.data or "",
            claim_days=self.claim_days.data or 0, ends_at=_end_of(self.ends_on.data or ""),
            currency=(self.currency.data or "EUR").strip(),
            unit_cost=typed(self.unit_cost.data or "", fault, "unit_cost") or 0,
            most_grants=self.most_grants.data, most_cost=typed(self.most_cost.data or "", fault, "most_cost"),
        )  # fmt: skip


class PerkForm(RewardForm):
    """A perk, with what it gives."""

    perk = SelectField(
        _l("What does it give?"), choices=list(starmap(SelectChoice, PERK_NAMES.items())), validate_choice=False
    )
    perk_value = StringField(_l("The words of the title"), [Length(max=LONGEST_VALUE)])
    flair = SelectField(
        _l("Which mark?"), choices=[SelectChoice("", ""), *starmap(SelectChoice, FLAIRS.items())], validate_choice=False
    )
    category = SelectField(_l("Which category?"), validate_choice=False)
    perk_days = IntegerField(_l("For so many days"), DAYS, description=_l("Empty: for good."))

    def offer(self, categories: Iterable[tuple[str, str]]) -> None:
        """List the categories there are."""
        self.category.choices = [SelectChoice("", ""), *starmap(SelectChoice, categories)]

    @property
    def said(self) -> Wording:
        """Read what was typed, and what the perk is."""
        perk = self.perk.data or ""
        given = {"category": self.category, "flair": self.flair}.get(perk, self.perk_value)
        return replace(super().said, perk=perk, perk_value=given.data or "", perk_days=self.perk_days.data)


class CodesForm(Form):
    """Codes for a pool: a file, or pasted."""

    file = FileField(
        _l("A CSV file"), description=_l("One code on each line; a second column may hold its last day (2027-03-31).")
    )
    pasted = TextAreaField(_l("Or paste the codes"))


class GrantForm(Form):
    """To whom staff grant a reward, and why."""

    names = TextAreaField(_l("Who gets it?"), [InputRequired(_l("Give at least one name."))],
                          description=_l("Names, one on each line or with commas."))  # fmt: skip
    reason = StringField(
        _l("Why?"), [InputRequired(_l("Say why: the member will read it.")), Length(max=LONGEST_REASON)]
    )

    @property
    def listed(self) -> list[str]:
        """Read the names."""
        return (self.names.data or "").replace(",", " ").split()


class DeliveryForm(Form):
    """Where a gift goes to."""

    name = StringField(_l("Who is it for?"), [InputRequired(_l("Who is it for?")), Length(max=LONGEST_NAME)])
    street = TextAreaField(
        _l("Where does it go to?"), [InputRequired(_l("Where does it go to?")), Length(max=LONGEST_ADDRESS)],
        description=_l("Street, town and country, as on a parcel."),
    )  # fmt: skip
    note = TextAreaField(
        _l("Anything else?"), [Length(max=LONGEST_NOTE)], description=_l("A size, a colour, the name on your bell.")
    )


class RuleForm(Form):
    """What grants a reward by itself."""

    how = SelectField(_l("Granted"), choices=list(starmap(SelectChoice, RULE_NAMES.items())), validate_choice=False)
    badge = SelectField(_l("Badge"), validate_choice=False)
    number = IntegerField(
        _l("Place, or points"), [Optional()], description=_l("Up to which place of a season, or from how many points.")
    )
    words = StringField(
        _l("Why?"), [InputRequired(_l("Say why: the member will read it.")), Length(max=LONGEST_REASON)]
    )

    def offer(self, badges: Iterable[tuple[int, str]]) -> None:
        """List the badges there are."""
        self.badge.choices = [SelectChoice("", ""), *(SelectChoice(str(each), name) for each, name in badges)]

    @property
    def value(self) -> int | None:
        """Read what the rule is about."""
        if self.how.data != "badge":
            return self.number.data
        return id_in(self.badge.data or "", None)


class RedemptionsForm(Form):
    """A file of redemptions."""

    file = FileField(
        _l("A CSV file"),
        description=_l("The first line names the columns: code, order, cost, brought, currency, when."),
    )


def filled(row: RewardRow) -> RewardForm:
    """Give the form with what is said of a reward now."""
    last = row.ends_at - timedelta(days=1) if row.ends_at else None
    return RewardForm(data={
        "title": row.title, "text": row.text, "use": row.use, "claim_days": row.claim_days,
        "ends_on": last.date().isoformat() if last else "", "unit_cost": written(row.unit_cost),
        "currency": row.currency, "most_grants": row.most_grants, "most_cost": written(row.most_cost),
    })  # fmt: skip


def _end_of(day: str) -> datetime | None:
    """Give the end of a day, in UTC."""
    if not day.strip():
        return None
    try:
        return datetime.combine(date.fromisoformat(day.strip()), time(), UTC) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise Refused(_("Write the last day as 2027-03-31."), "ends_on") from None
