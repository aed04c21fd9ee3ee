"""Trust levels: how the house comes to rely on a member, and which rights that opens."""
