"""
Which years were unusual
========================

Each row is coloured against its own mean: red grew faster than usual, blue slower, grey is a year that no report
speaks of. 2020 and 2022 stand out as columns, and 2021 as the rebound.
"""

import govreport as gr

panel = gr.read_panel(gr.samples())
gr.plot.heatmap(panel, source=True)
