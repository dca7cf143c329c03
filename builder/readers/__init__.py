"""The input formats: each module has a `READER`."""
