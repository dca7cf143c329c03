"""Turns listings of papers into Markdown and data for a static website."""

__version__ = "2.0.0"
