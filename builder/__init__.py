"""Turns listings of papers into Markdown and data for a static website."""
