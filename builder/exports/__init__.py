"""The exports: each module has an `EXPORT`."""
