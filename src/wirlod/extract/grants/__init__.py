"""Who is granted how much."""
