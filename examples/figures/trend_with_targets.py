"""
Growth, targets and hedges
==========================

Results are a line with filled marks; targets are hollow diamonds at the year aimed at.
``左右`` and ranges are bars, ``以上`` is an arrow, and a year of which no report speaks is a gap.
"""

import govreport as gr

panel = gr.read_panel(gr.samples())
gr.plot.trend(panel, "gdp", measure="growth", source=True)
