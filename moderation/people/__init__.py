"""People: notes of moderators on members, hints at shared addresses and devices, blocks at the door."""
