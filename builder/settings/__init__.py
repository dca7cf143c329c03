"""The owner's files: what they say, with the line of every fault."""
