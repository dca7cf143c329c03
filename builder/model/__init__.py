"""The ground: the nouns of a catalogue, and what a reader, a page and an export are."""
