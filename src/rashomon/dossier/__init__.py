"""What a person reads: one file a format, all of them drawn from the one arrangement in ``arrange.py``."""
