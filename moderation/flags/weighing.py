"""How much a flag counts: as much as its maker was right before.

The share of right flags that the next one is expected to have is the mean of a beta distribution, (r + 1) / (r + w + 2)
after r right and w wrong ones: Jøsang and Ismail, "The Beta Reputation System", Bled eCommerce Conference 2002. It is
doubled, so that somebody nobody knows yet counts 1.
"""

from datetime import timedelta

REMEMBERED = timedelta(days=365)
"""How long a flag that was decided counts for or against its maker."""
HIDES_AT = 3.0
"""The weight of all flags on a thing at which it is hidden until somebody looks."""


def weight(right: int, wrong: int) -> float:
    """Give what the next flag of a member counts, from just above 0 to just below 2."""
    return round(2 * (right + 1) / (right + wrong + 2), 3)
