"""An application for the kill tests only: work that is slow enough to be killed in the middle."""
