"""A ledger of points: what earns them, by which rule, and what takes them back."""
