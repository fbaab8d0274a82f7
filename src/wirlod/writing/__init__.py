"""
What is said of a thing, as bytes.

The same bytes whether they are written when somebody asks, or beforehand, at publication.
"""
