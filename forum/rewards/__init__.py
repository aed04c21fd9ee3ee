"""Coupons, gifts and perks: given, claimed once, redeemed and accounted for."""
