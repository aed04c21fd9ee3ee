"""The ground floor: everything every room stands on, and no community words."""
