"""Whether to believe a badge: every check, the two facts, the verdict. Documents come through a `Fetcher`."""
