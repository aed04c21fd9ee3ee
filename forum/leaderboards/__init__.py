"""Who stands where by points, for a week, a season or all time; seasons open and close."""
