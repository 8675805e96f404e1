"""Pages of organisations: `pages` (mine, dashboard, public…), `founding`, `members`, `invitations`. Thin."""
