"""
Several indicators on one axis
==============================

Each line is named at its end and has a colour and a mark of its own. Trade swings widest; retail sales fell twice,
in 2020 and 2022, and are the only ones here that did.
"""

import govreport as gr

panel = gr.read_panel(gr.samples())
gr.plot.trend(panel, ["gdp", "retail_sales", "trade_total"], measure="growth", targets=False, source=True)
