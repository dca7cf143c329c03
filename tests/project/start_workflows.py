"""The workflows of a new catalogue, made of ours: `python -m tests.project.start_workflows`.

Ours run scripts of `.ci/`, which a catalogue has not: there they are steps of the workflow, and the
program is installed in place of being there.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests import ROOT

DERIVED = ("suggestion.yml", "update.yml")
START = ROOT / "builder" / "start" / "workflows"
_STEP = re.compile(r"^( +)run: \.ci/([\w-]+)\n", re.M)
_CHECKED_OUT = re.compile(r"          persist-credentials: false\n(?: {10}.*\n)*")


def derive_workflow(name: str) -> str:
    """What `.github/workflows/<name>` is in a new catalogue."""
    text = (ROOT / ".github" / "workflows" / name).read_text("utf-8")
    text = text.replace("of the project, only the script runs", "only git and gh run")
    head, *jobs = re.split(r"(?m)^(?=  \w+:\n    name)", text)
    return head + "".join(_STEP.sub(_inline, _install(job)) for job in jobs)


def _install(job: str) -> str:
    """The job with the steps that install the program, where it runs it."""
    scripts = [_script(found[2]) for found in _STEP.finditer(job)]
    if not any("catalogue" in script for script in scripts):
        return job
    check = (START / "check.yml").read_text("utf-8")
    steps = check[check.index("      - name: Install Python") : check.index("      - name: Report")]
    return _CHECKED_OUT.sub(lambda found: found[0] + steps, job, count=1)


def _inline(found: re.Match[str]) -> str:
    indent = found[1]
    lines = _script(found[2]).splitlines()
    return f"{indent}run: |\n" + "".join(f"{indent}  {each}".rstrip() + "\n" for each in lines)


def _script(name: str) -> str:
    """A script without what finds the project and its Python."""
    text = (ROOT / ".ci" / name).read_text("utf-8")
    text = re.sub(r"\A#!.*\n(?:#.*\n)+", "", text)
    text = re.sub(r'^(?:cd "\$\(dirname|\[\[ -n \$\{BIN|python=).*\n', "", text, flags=re.M)
    text = re.sub(r'"(?:\$python|\$\{BIN:-\.venv/bin\}/python)" -m builder', "catalogue", text)
    return re.sub(r"\n\n+", "\n", text)


def main() -> None:
    """Write them."""
    for name in DERIVED:
        Path(START / name).write_text(derive_workflow(name), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
