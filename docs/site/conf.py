"""The manual as a site, by Sphinx: the pages as a git host shows them, with navigation and search around them.

Nothing in the pages is written for Sphinx. The index of each language is a plain page of links; its sections become
the navigation here. A page that no index names fails the build, as does every other warning (`make site`).
"""

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from promisectl import __version__

ROOT = Path(__file__).resolve().parents[2]
INDEX, SPANISH = "docs/README", "docs/es/README"

project = "promisectl"
author = "The promisectl authors"
version = release = __version__
language = "en"
root_doc = INDEX
include_patterns = ["README.md", "README.es.md", "CHANGELOG.md", "docs/**.md", "examples/*/README.md"]
exclude_patterns = ["docs/site"]

extensions = ["myst_parser"]
myst_heading_anchors = 6
myst_all_links_external = False
# Pages show broken YAML on purpose, which no lexer likes.
suppress_warnings = ["misc.highlighting_failure"]
highlight_language = "text"

html_theme = "furo"
html_title = "promisectl"
html_static_path: list[str] = []
html_extra_path = ["root"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_domain_indices = False
html_use_index = False
# What is written by hand and served by whoever serves the pages: nothing is fetched from elsewhere.
html_theme_options = {"top_of_page_buttons": []}

linkcheck_ignore = [r"https://(git|promisectl)\.example\.(com|org)/.*", r"https://promisectl\.example\.org"]
linkcheck_timeout = 20
linkcheck_retries = 2

_REMARK = re.compile(r"^[ \t]*<!--.*?-->[ \t]*\n?", re.DOTALL | re.MULTILINE)
_SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s#:]+\.md)\)")
_CAPTION = re.compile(r'(?=<p class="caption")')


def without_remarks(app: Sphinx, docname: str, source: list[str]) -> None:
    """Leave out comments (the scenes of transcripts, the marks of generated parts); give an index its navigation."""
    source[0] = _REMARK.sub("", source[0])
    if docname in (INDEX, SPANISH):
        sections = [("", source[0].partition("\n## ")[0]), *_SECTION.findall(source[0])]
        source[0] += "".join(_tree(caption, _pages(docname, body)) for caption, body in sections)
        source[0] += _tree("Español", [SPANISH]) if docname == INDEX else ""
    elif docname.endswith("/decisions/README"):
        source[0] += _tree("", _pages(docname, source[0]))


def _pages(docname: str, text: str) -> list[str]:
    """Return the pages that an index names in its own language, in its order."""
    folder = (ROOT / docname).parent
    found = ((folder / target).resolve().relative_to(ROOT).with_suffix("").as_posix() for target in _LINK.findall(text))
    mine = (page for page in found if page not in (INDEX, SPANISH) and _language(page) == _language(docname))
    return list(dict.fromkeys(mine))


def _tree(caption: str, pages: list[str]) -> str:
    lines = "".join(f"/{page}\n" for page in pages)
    caption = f":caption: {caption}\n" if caption else ""
    return f"\n```{{toctree}}\n:hidden:\n:titlesonly:\n{caption}\n{lines}```\n" if pages else ""


def _language(page: str) -> str:
    """Return the language a page is written in; an example's is that of its settings."""
    if page.startswith("examples/"):
        settings = (ROOT / page).parent / "promisectl.yaml"
        return "es" if "\nlanguage: es\n" in settings.read_text(encoding="utf-8") else "en"
    return "es" if page.startswith("docs/es/") or page == "README.es" else "en"


def speak_its_language(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Tell browsers and screen readers which language a page is in; its own language comes first in the navigation."""
    context["language"] = _language(pagename)
    tree = context.get("furo_navigation_tree", "")
    if _language(pagename) == "es" and tree:
        head, *parts, last = _CAPTION.split(tree)
        own, end, tail = last.rpartition("</ul>")
        context["furo_navigation_tree"] = head + own + end + "".join(parts) + tail


def setup(app: Sphinx) -> dict[str, bool]:
    """Join in, after the theme."""
    app.connect("source-read", without_remarks)
    app.connect("html-page-context", speak_its_language, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
