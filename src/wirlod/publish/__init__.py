"""Makes an edition out of ``data/``; writes, never serves."""
