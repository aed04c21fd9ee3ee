"""Polls: a question with choices on a thread. The smallest complete room: read it to learn the house."""
