"""Files → rows and documents that know their file and line. What they mean is for ``records``."""
