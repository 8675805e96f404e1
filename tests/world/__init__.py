"""A whole world in memory: schools with their keys and sites, and a web that remembers who asked for what."""
