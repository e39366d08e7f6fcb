"""A phone: Markdown rendered with a stylesheet like a host's, in a real browser, in a frame 390 px wide."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

from markdown_it import MarkdownIt

WIDTH = 390
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)

# What hosts do with a comment, as far as it decides where lines break.
STYLE = """
body { margin: 0; padding: 16px; font: 16px/1.5 -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
       overflow-wrap: break-word; }
h3 { font-size: 1.25em; } ul { padding-left: 2em; margin: 0 0 16px; } ul ul { margin: 0; }
code { padding: .2em .4em; font: 85% ui-monospace, "DejaVu Sans Mono", monospace; white-space: break-spaces; }
pre { overflow: auto; padding: 16px; } pre code { white-space: pre; padding: 0; }
"""
# Every piece of a line that text stands in: how far to the right it goes, and what it says.
LOOK = """
const frame = document.querySelector('iframe').contentDocument;
frame.querySelectorAll('details').forEach((one) => { one.open = true; });
const walker = frame.createTreeWalker(frame.body, NodeFilter.SHOW_TEXT);
const wide = [];
while (walker.nextNode()) {
  const range = frame.createRange();
  range.selectNodeContents(walker.currentNode);
  for (const piece of range.getClientRects()) {
    if (piece.right > WIDTH) wide.push([piece.right, walker.currentNode.data.slice(0, 80)]);
  }
}
const seen = { wide, scroll: frame.documentElement.scrollWidth, text: frame.body.innerText };
document.body.innerHTML = '<pre id="seen"></pre>';
document.getElementById('seen').textContent = JSON.stringify(seen);
"""


def rendered(comment: str) -> str:
    """Return a comment as a page of HTML."""
    body = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(comment)
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><body>{body}"


def seen(comment: str, place: Path) -> dict[str, object]:
    """Return what a phone shows: the pieces of lines that are too `wide`, how wide the page is (`scroll`), its `text`."""
    frame = html.escape(rendered(comment), quote=True)
    look = LOOK.replace("WIDTH", str(WIDTH))
    page = place / "page.html"
    page.write_text(
        "<!doctype html><meta charset=utf-8><body>"
        f'<iframe style="width:{WIDTH}px;height:800px;border:0" srcdoc="{frame}"></iframe>'
        f"<script>addEventListener('load', () => {{ {look} }});</script>",
        encoding="utf-8",
    )
    profile = place / "profile"
    told = subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}",
         "--virtual-time-budget=5000", "--dump-dom", page.as_uri()],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    found = re.search(r'<pre id="seen">(.*?)</pre>', told.stdout, re.DOTALL)
    assert found, told.stderr[-2000:]
    return json.loads(html.unescape(found[1]))
