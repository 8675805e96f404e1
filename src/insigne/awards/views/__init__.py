"""Pages of awarding: `desk` and `events` for issuers, `unlock` for the earner. Thin: parse, call a service, render."""
