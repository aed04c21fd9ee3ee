"""Categories: the places threads stand in, and who may see, reply and start there."""
