from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import jinja2

from builder.dedupe import merge
from builder.exports.merges import EXPORT
from builder.mkdocs_site.navigation import prune_nav
from builder.model.catalogue import Catalogue
from builder.model.records import Entry
from builder.output.rendering import Renderer
from builder.pages.merges import PAGE_KIND as MERGES
from builder.pages.redirects import PAGE_KIND as REDIRECTS
from tests import ROOT
from tests.papers import SITE, catalogue_of, paper
from tests.records import entries, entry

TEMPLATES = ROOT / "templates"
EVIL = "<script>alert(1)</script> {{ 7 * 7 }} **bold** | x\n\n# Heading"
ADA = ("Ada Lovelace",)


def having(**fields: object) -> dict[str, object]:
    return fields


def catalogue_with(records: list[Entry]) -> Catalogue:
    merged = merge(records)
    return replace(catalogue_of(*merged.papers), matches=merged.matches)


def rendered(catalogue: Catalogue) -> list[tuple[str, str]]:
    renderer = Renderer(TEMPLATES, SITE)
    return [
        (page.path, renderer.render(page).content.decode())
        for kind in (MERGES, REDIRECTS)
        for page in kind.lay_out(catalogue)
    ]


def page_of(catalogue: Catalogue, path: str) -> str:
    return dict(rendered(catalogue))[path]


MERGED = entries(
    having(title="Paper Flowers", authors=ADA, date="2020"),
    having(title="Paper Flowers: a Study", authors=ADA, date="2020"),
    having(title="Lamps and Gardens of Paper", authors=ADA, date="2018", venue="Conf. on Paper"),
    having(title="Lamps and Gardens of Paper", authors=ADA, date="2019", venue="Journal of Paper"),
)


def test_a_merge_stands_with_both_records_its_evidence_and_its_score() -> None:
    text = page_of(catalogue_with(MERGED), "merges/index.md")
    merged = text[text.index('id="merged"') : text.index('id="versions"')]
    assert merged.count('class="merge-record"') == 2
    for part in (
        "Paper Flowers: a Study",
        "same authors",
        "position 2",
        "../papers/paper-flowers/",
    ):
        assert part in merged
    assert re.search(r'class="merge-score"[^>]*>0\.\d\d<', merged)


def test_a_pair_kept_apart_stands_with_the_lines_that_would_merge_it() -> None:
    text = page_of(catalogue_with(MERGED), "merges/index.md")
    apart = html.unescape(text[text.index('id="versions"') :])
    assert 'merge:\n  - records: ["first.txt:3", "first.txt:4"]\n    comment: Why.' in apart


def test_the_lines_offered_are_a_ruling_that_holds(tmp_path: Path) -> None:
    from builder.dedupe import read_same_work
    from builder.model.problems import Problems

    text = page_of(catalogue_with(MERGED), "merges/index.md")
    rulings = [html.unescape(found) for found in re.findall(r"<pre><code>(.*?)</code>", text, re.S)]
    for ruling in rulings:
        file = tmp_path / "same_work.yml"
        file.write_text(ruling, "utf-8")
        problems = Problems()
        before, after = merge(MERGED), merge(MERGED, read_same_work(file, problems), problems)
        assert list(problems) == []
        assert len(before.papers) != len(after.papers)


def test_there_is_no_page_and_so_no_entry_of_the_menu_where_there_is_nothing_to_review() -> None:
    paths = [path for path, _ in rendered(catalogue_with(entries(having(title="Alone"))))]
    assert [path for path in paths if path.startswith("merges/")] == []
    nav = [{"Merges": "merges/index.md"}, {"Home": "index.md"}]
    assert prune_nav(nav, ["index.md", *paths]) == [{"Home": "index.md"}]


def test_what_strangers_wrote_is_shown_as_written() -> None:
    records = entries(
        having(title=EVIL + " flowers of paper", authors=(EVIL,), venue=EVIL, date="2020"),
        having(title=EVIL + " flower of paper", authors=(EVIL,), venue=EVIL, date="2020"),
    )
    for _, text in rendered(catalogue_with(records)):
        assert "<script>" not in text
    text = page_of(catalogue_with(records), "merges/index.md")
    assert "{{ 7 * 7 }}" in text
    assert "\n# Heading" not in text


def test_many_pairs_take_several_pages() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    records = entries(
        *(
            having(title=f"Paper {one}{two}quarium Flowers{end}", authors=(f"A. {two}{one}ndy",))
            for one in letters[:6]
            for two in letters[10:20]
            for end in ("", ": Lamplight")
        )
    )
    paths = [path for path, _ in rendered(catalogue_with(records)) if path.startswith("merges/")]
    assert paths == ["merges/index.md", "merges/page/2.md"]


def test_the_export_says_the_same_as_data() -> None:
    (file,) = EXPORT.lay_out(catalogue_with(MERGED))
    merged, versions = json.loads(file.content)
    assert (merged["decision"], versions["decision"]) == ("merged", "versions")
    assert merged["records"][1] == {
        "paper": "paper-flowers",
        "source": "first.txt",
        "position": 2,
        "title": "Paper Flowers: a Study",
        "authors": ["Ada Lovelace"],
        "date": "2020",
    }


def test_an_alias_leads_to_its_paper() -> None:
    catalogue = catalogue_of(paper("new", "New", aliases=("old",)))
    ((path, text),) = [found for found in rendered(catalogue) if "papers/" in found[0]]
    assert path == "papers/old.md"
    assert 'template: "redirect.html"' in text
    assert 'redirect: "new"' in text
    assert 'href="../../papers/new/"' in text


def test_the_redirect_needs_no_script_and_escapes_the_title() -> None:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES / "theme"))
    environment.filters["url"] = lambda path: f"../../{path}"
    text = environment.get_template("redirect.html").render(
        config={
            "site_url": "https://papers.example/sub/",
            "theme": {"language": "en"},
            "extra": {},
        },
        page={"meta": {"redirect": "new", "title": '&lt;b&gt; & "quotes" <i>'}},
    )
    assert '<meta http-equiv="refresh" content="0; url=../new/">' in text
    assert '<link rel="canonical" href="https://papers.example/sub/papers/new/">' in text
    assert '<a href="../new/">&lt;b&gt; & &quot;quotes&quot; &lt;i&gt;</a>' in text
    assert "<script" not in text


def test_an_address_of_several_papers_lists_them() -> None:
    records = [entry("Editorial", 1, date="2001"), entry("Editorial", 2, date="2002")]
    catalogue = catalogue_with(records)
    text = page_of(catalogue, "papers/editorial.md")
    assert "2 papers share this title" in text
    for one in catalogue.papers:
        assert f"papers/{one.id}/" in text


def test_an_alias_that_is_a_paper_is_left_to_it() -> None:
    catalogue = catalogue_of(paper("one", aliases=("two",)), paper("two"))
    assert [path for path, _ in rendered(catalogue) if path.startswith("papers/")] == []
