"""Room: figures laid out by matplotlib, which say in our words where they are too small for what is drawn."""

from __future__ import annotations

import warnings

from matplotlib.figure import Figure, SubFigure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from govreport.errors import warn

__all__ = ["Roomy"]

_COLLAPSED = "axes sizes collapsed to zero"


class Roomy(ConstrainedLayoutEngine):
    """Constrained layout; where nothing is left for the axes it says so once, in the reader's language."""

    _told = False

    def execute(self, fig: Figure) -> object:  # type: ignore[override]
        """Lay a figure out, whenever it is drawn, shown or saved."""
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always")
            laid = super().execute(fig)
        for one in heard:
            if _COLLAPSED not in str(one.message):
                warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)
            else:
                self.say_so(fig)
        return laid

    def say_so(self, fig: Figure | SubFigure) -> None:
        """Warn, once, that a figure is too small for what is drawn."""
        if not self._told:
            self._told = True
            width, height = (round(float(side), 1) for side in fig.figure.get_size_inches())
            warn(f"{width:g} by {height:g} inches are too small for this figure; name a larger figsize=")
