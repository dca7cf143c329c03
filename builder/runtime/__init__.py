"""The machine: processes and progress."""
