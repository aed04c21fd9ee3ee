"""Members' reports, weighed by how right they were before."""
