"""Addresses where a reader suggests a correction: the owner's issue forms, filled in."""

from __future__ import annotations

from urllib.parse import urlencode

from ..model.site import Site
from ..text.lines import truncate

_LONGEST_SUBJECT = 80
"""Characters of what an issue is about in its title."""


def make_suggestion_address(site: Site, form: str, subject: str, **fields: str) -> str:
    """Return the address of a form of `.github/ISSUE_TEMPLATE/`, such as `wrong-field`.

    `subject` ends the title of the issue, `fields` are values by the ids of the form's fields,
    of those that readers type: GitHub fills in no dropdown, and may leave the form out for one.
    Empty where the site has no issues with forms.
    """
    if not site.issues_url:
        return ""
    title = f"{form.replace('-', ' ').capitalize()}: {truncate(subject, _LONGEST_SUBJECT)}"
    return f"{site.issues_url}?{urlencode({'template': f'{form}.yml', 'title': title, **fields})}"
