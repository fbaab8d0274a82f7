"""From facts to proposed records, and from these, by a person, to the tables."""
