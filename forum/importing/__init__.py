"""Importing: whole communities from elsewhere, with everything they said."""
