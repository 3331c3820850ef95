"""A page that mounts the widget by hand, with a model that stands for the kernel's."""

import json
from pathlib import Path
from typing import Any

from narrow.notebook.explore import STYLE, own, script

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A notebook</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' blob:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body { margin: 12px; } STYLE</style></head>
<body THEME><main><div id="out"></div></main>
<script type="application/json" id="table">TABLE</script>
<script type="application/json" id="script">SCRIPT</script>
<script>
const given = (id) => JSON.parse(document.getElementById(id).textContent);
const model = {
  held: { table: given("table"), chosen: {} },
  heard: {},
  saved: [],
  get(name) { return this.held[name]; },
  set(name, value) { this.held[name] = value; (this.heard[`change:${name}`] || []).forEach((f) => f()); },
  on(name, f) { (this.heard[name] ||= []).push(f); },
  off(name, f) { this.heard[name] = this.heard[name].filter((g) => g !== f); },
  save_changes() { this.saved.push(JSON.stringify(this.held.chosen)); },
};
const address = URL.createObjectURL(new Blob([given("script")], { type: "text/javascript" }));
import(address).then(async ({ default: widget }) => {
  window.leave = await widget.render({ model, el: document.getElementById("out") });
  window.ready = true;
});
</script></body></html>
"""


def stage(folder: Path, table: dict[str, Any], *, theme: str = "") -> Path:
    """Write the page for a table, and give where it is."""
    path = folder / "page.html"
    page = PAGE.replace("STYLE", own(STYLE)).replace("THEME", theme)
    page = page.replace("TABLE", _embedded(table)).replace("SCRIPT", _embedded(script()))
    path.write_text(page, encoding="utf-8")
    return path


def _embedded(data: Any) -> str:
    return json.dumps(data).replace("<", "\\u003c")
