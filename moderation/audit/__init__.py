"""What staff and the house did, in a chain that nobody can change unseen."""
