"""How a paper is cited, and the metadata of its page."""
