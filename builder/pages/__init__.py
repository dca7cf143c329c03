"""The page kinds: each module has a `PAGES`."""
