"""Accessibility of a page as axe-core sees it."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from playwright.async_api import Page

_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = """async (tags) => {
  const results = await window.axe.run(document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations"],
  });
  return results.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""


async def violations(page: Page) -> list[str]:
    """What breaks WCAG 2.2 AA on the page as it stands: one line for each element, none where all is well."""
    if not await page.evaluate("'axe' in window"):
        # Not a script element: the page's own policy refuses those.
        await page.evaluate(f"() => {{ {_AXE} }}")
    found: list[str] = await page.evaluate(_RUN, _TAGS)
    return found
