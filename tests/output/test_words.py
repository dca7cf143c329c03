"""Pages say their texts in the language of the site, with values escaped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from builder.model.page import Page
from builder.model.site import Site
from builder.model.wording import ENGLISH, Wording, message
from builder.output.rendering import Renderer

SITE = Site(
    name="A",
    url="",
    description="",
    author="",
    language="de",
    content_licence="",
    papers_language="de",
    words=Wording(
        language="de",
        messages={
            "Pages of %(what)s": ("Seiten: %(what)s",),
            'See <a href="%(root)s">all %(all)s</a>.': ('<a href="%(root)s">Alle %(all)s</a>.',),
            "%(number)s paper": ("%(number)s Paper", "%(number)s Papers"),
            "same title": ("gleicher Titel",),
            "under 1%%": ("unter 1 %%",),
        },
    ),
)


def render(folder: Path, template: str, site: Site = SITE, **context: object) -> str:
    (folder / "page.md.j2").write_text(template, "utf-8")
    page = Page(path="a.md", template="page.md.j2", title="", description="", context=context)
    return Renderer(folder, site).render(page).content.decode().split("---\n\n")[1]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ('{{ _("Pages of %(what)s", what=name) }}', "Seiten: &lt;b&gt; &amp; 5%"),
        (
            '{% trans all=name %}See <a href="{{ root }}">all {{ all }}</a>.{% endtrans %}',
            '<a href="../">Alle &lt;b&gt; &amp; 5%</a>.',
        ),
        ('{{ ngettext("%(number)s paper", "%(number)s papers", 1024) }}', "1.024 Papers"),
        ('{{ _("under 1%%") }} {{ 2048 | decimal }}', "unter 1 % 2.048"),
        ("{{ reason | told }} {{ name | told }}", "gleicher Titel &lt;b&gt; &amp; 5%"),
        ('{{ _("Not translated") }}', "Not translated"),
    ],
)
def test_a_template_says_its_texts_in_the_language(
    template: str, said: str, tmp_path: Path
) -> None:
    assert render(tmp_path, template, name="<b> & 5%", reason=message("same title")) == said


def test_what_was_compiled_in_one_language_is_said_in_another(tmp_path: Path) -> None:
    english = replace(SITE, words=ENGLISH)
    template = '{{ 2048 | decimal }}, {{ _("under 1%%") }}'
    said = [render(tmp_path, template, site) for site in (SITE, english, SITE)]
    assert said == ["2.048, unter 1 %", "2,048, under 1%", "2.048, unter 1 %"]


def test_what_is_made_of_other_words_is_another_page(tmp_path: Path) -> None:
    (tmp_path / "page.md.j2").write_text('{{ _("under 1%%") }}', "utf-8")

    def hashed(site: Site, **context: object) -> str:
        page = Page(path="a.md", template="page.md.j2", title="", description="", context=context)
        return Renderer(tmp_path, site).plan(page).made_of

    reason = message("same title")
    assert hashed(SITE, reason=reason) == hashed(SITE, reason=reason)
    assert hashed(SITE, reason=reason) != hashed(replace(SITE, words=ENGLISH), reason=reason)
    # What an owner wrote is not translated, though it looks the same.
    assert hashed(SITE, reason=reason) != hashed(SITE, reason="same title")


def test_what_is_no_template_may_lie_beside_templates(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\xff")
    before = Renderer(tmp_path, SITE).hash_templates()
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\xfe")
    assert Renderer(tmp_path, SITE).hash_templates() != before
    assert render(tmp_path, "{% include 'missing.md.j2' ignore missing %}ok") == "ok"


def test_the_papers_language_is_marked_where_the_page_has_another(tmp_path: Path) -> None:
    template = "<p{{ of_papers }}></p>"
    assert render(tmp_path, template) == "<p></p>"
    english = replace(SITE, papers_language="en")
    assert render(tmp_path, template, english) == '<p lang="en"></p>'
