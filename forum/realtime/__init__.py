"""Open pages that follow what happens, and show who else is there."""
