"""Makes sure there is a Chromium: `python -m tests.browser.install`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from bench.chromium import NAMES, chromium

INSTALLERS = {
    "apt-get": ("apt-get update -qq", "apt-get install -y -qq --no-install-recommends chromium"),
    "dnf": ("dnf install -y -q chromium",),
    "apk": ("apk add --quiet chromium",),
    "pacman": ("pacman -Sy --noconfirm --quiet chromium",),
    "zypper": ("zypper --non-interactive --quiet install chromium",),
}


def main() -> int:
    """Install Chromium from the distribution's packages where that is possible."""
    if chromium():
        return 0
    manager = next((name for name in INSTALLERS if shutil.which(name)), None)
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if manager and (not prefix or shutil.which("sudo")):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in INSTALLERS[manager]:
            subprocess.run([*prefix, *command.split()], env=environment, check=False)
        if chromium():
            return 0
    advice = f"sudo {INSTALLERS[manager][-1]}" if manager else "install Chromium or Google Chrome"
    sys.stderr.write(
        f"The tests need Chromium and found none among {', '.join(NAMES)}.\n"
        f"Run: {advice}\n"
        "or name one that is elsewhere: CHROMIUM=/path/to/chromium make test\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
