"""Small plots of a value over days, as SVG. Colours are the style sheet's."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

HEIGHT = 64
_STEP = 10  # from day to day; the style sheet says how wide a plot is shown
_TOP = 2


def bar_plot(values: Sequence[float], *, plot_id: str, title: str, description: str) -> Markup:
    """One bar for each of ``values``, in order; nothing is below zero.

    Args:
        values: the first belongs to the first day.
        plot_id: unique on the page; title and description are tied to the plot by it.
        title: what is shown.
        description: what a reader sees in it, in words.
    """
    scale = (HEIGHT - _TOP) / (max(values, default=0) or 1)
    # One path of whole numbers for all bars: a page holds more than a thousand of them.
    bars = ""
    for place, value in enumerate(values):
        if value:
            top = HEIGHT - max(1, round(scale * value))
            bars += f"M{_STEP * place + 1} {HEIGHT}V{top}h{_STEP - 2}V{HEIGHT}z"
    inside = f'<path class="plot-bars" d="{bars}"/>' if bars else ""
    return _frame(inside, len(values), plot_id, title, description)


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
    pieces: list[list[str]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{_STEP * place + _STEP // 2} {HEIGHT - (HEIGHT - _TOP) * value / top:.1f}")
    # A single point is drawn as a short line, or it would not be seen.
    paths = [f"M{' L'.join(piece)}" if len(piece) > 1 else f"M{piece[0]} h0.01" for piece in pieces if piece]
    inside = f'<path class="plot-line" d="{" ".join(paths)}"/>' if paths else ""
    return _frame(inside, len(values), plot_id, title, description)


def _frame(inside: str, days: int, plot_id: str, title: str, description: str) -> Markup:
    width = _STEP * max(1, days)
    base = f'<path class="plot-base" d="M0 {HEIGHT + 0.5}H{width}"/>'
    return Markup(  # noqa: S704  (numbers and escaped words)
        f'<svg class="plot" viewBox="0 0 {width} {HEIGHT + 1}" preserveAspectRatio="none" role="img"'
        f' aria-labelledby="{plot_id}-title {plot_id}-text">'
        f'<title id="{plot_id}-title">{escape(title)}</title><desc id="{plot_id}-text">{escape(description)}</desc>'
        f"{base}{inside}</svg>"
    )
