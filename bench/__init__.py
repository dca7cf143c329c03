"""Figures: what the project claims about its speed and its quality, measured on demand."""
