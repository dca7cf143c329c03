"""The lock file of a catalogue: the wheel in `vendor/` and all that it needs, with hashes."""

from __future__ import annotations

import hashlib

LOCK = "requirements.txt"
VENDOR = "vendor"
_HEAD = """\
# What makes the site, each with its hash; `catalogue upgrade` writes it anew. To install it:
# python -m pip install --require-hashes -r requirements.txt
"""


def compose_lock(wheel_name: str, wheel: bytes, needed: str) -> str:
    """Return the text of a lock file for this wheel; `needed` is the lock that it brings."""
    digest = hashlib.sha256(wheel).hexdigest()
    return f"{_HEAD}./{VENDOR}/{wheel_name} \\\n    --hash=sha256:{digest}\n{needed}"
