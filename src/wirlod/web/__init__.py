"""Speaks HTTP: the only part that knows Flask."""
