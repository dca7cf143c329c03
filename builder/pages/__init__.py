"""The page kinds: each module has a `PAGE_KIND`."""
