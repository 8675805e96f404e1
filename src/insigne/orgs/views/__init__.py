"""Pages of organisations: `pages` (mine, dashboard, presentation, public), `members`, `invitations`. Thin."""
