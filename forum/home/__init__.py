"""The house seen from the street: what is alive, lists, feeds, and what machines ask for."""
