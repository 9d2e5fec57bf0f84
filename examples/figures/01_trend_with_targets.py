"""
Growth, targets and hedges
==========================

A line of results with filled marks, and the targets as hollow diamonds at the year aimed at: ``左右`` and ranges are
bars, ``以上`` is an arrow, a year of which no report speaks is a gap. After 2020, for which none was set, growth has
stayed near what was aimed at, but for 2022.
"""

import govreport as gr

panel = gr.read_panel(gr.samples())
gr.plot.trend(panel, "gdp", measure="growth", source=True)
