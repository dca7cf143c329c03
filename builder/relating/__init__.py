"""The relate stage: which papers are near each other, and a map of them."""
