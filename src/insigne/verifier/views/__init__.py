"""Pages of the verifier: `ask` (drop a file or a link) and `credential` (the public page of one badge)."""
