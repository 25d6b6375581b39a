"""Everything that checks the course."""
