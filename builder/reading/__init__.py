"""The read stage: files into records."""
