"""Members: who they are, how they join and sign in, and what they may."""
