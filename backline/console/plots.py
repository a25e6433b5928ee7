"""Small plots of a value over days, as SVG. Colours are the style sheet's."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

WIDTH, HEIGHT = 300.0, 64.0
_TOP = 2.0


def bar_plot(values: Sequence[float], *, plot_id: str, title: str, description: str) -> Markup:
    """One bar for each of ``values``, in order; nothing is below zero.

    Args:
        values: the first belongs to the first day.
        plot_id: unique on the page; title and description are tied to the plot by it.
        title: what is shown.
        description: what a reader sees in it, in words.
    """
    highest = max(values, default=0) or 1
    step = WIDTH / max(1, len(values))
    gap = min(2.0, step * 0.2)
    scale = (HEIGHT - _TOP) / highest
    # One path for all bars: a page holds more than a thousand of them.
    bars = ""
    for place, value in enumerate(values):
        if value:
            top = HEIGHT - max(1.0, scale * value)
            bars += f"M{place * step + gap / 2:.1f} {HEIGHT:.0f}V{top:.1f}h{step - gap:.1f}V{HEIGHT:.0f}z"
    return _frame(f'<path class="plot-bars" d="{bars}"/>' if bars else "", plot_id, title, description)


def line_plot(
    values: Sequence[float | None], *, plot_id: str, title: str, description: str, highest: float | None = None
) -> Markup:
    """A line through ``values``, broken where there is none; the arguments are as in :func:`bar_plot`.

    Args:
        values: as many as there are days; None where nothing can be said.
        plot_id, title, description: see :func:`bar_plot`.
        highest: the value at the upper edge; by default the highest of ``values``.
    """
    known = [value for value in values if value is not None]
    top = highest or max(known, default=0) or 1
    step = WIDTH / max(1, len(values))
    pieces: list[list[str]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{(place + 0.5) * step:.2f} {HEIGHT - (HEIGHT - _TOP) * value / top:.2f}")
    # A single point is drawn as a short line, or it would not be seen.
    paths = [f"M{' L'.join(piece)}" if len(piece) > 1 else f"M{piece[0]} h0.01" for piece in pieces if piece]
    return _frame(f'<path class="plot-line" d="{" ".join(paths)}"/>' if paths else "", plot_id, title, description)


def _frame(inside: str, plot_id: str, title: str, description: str) -> Markup:
    base = f'<path class="plot-base" d="M0 {HEIGHT + 0.5} H{WIDTH:.0f}"/>'
    return Markup(  # noqa: S704  (numbers and escaped words)
        f'<svg class="plot" viewBox="0 0 {WIDTH:.0f} {HEIGHT + 1:.0f}" preserveAspectRatio="none" role="img"'
        f' aria-labelledby="{plot_id}-title {plot_id}-text">'
        f'<title id="{plot_id}-title">{escape(title)}</title><desc id="{plot_id}-text">{escape(description)}</desc>'
        f"{base}{inside}</svg>"
    )
