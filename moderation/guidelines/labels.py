"""What pages that show guidelines are known by."""

GUIDELINES = "guidelines"
