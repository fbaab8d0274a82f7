"""``wirlod publish`` and ``wirlod check``: from ``data/`` to an edition."""
