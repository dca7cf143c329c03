"""The write stage: templates into files, files onto the disk."""
