"""The pages of the catalogue: `desk` for those who belong to an organisation, `public` for everybody."""
