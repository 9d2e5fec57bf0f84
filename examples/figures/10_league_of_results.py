"""
A league table of results
=========================

Regions from the top down by what they reached, one's own marked. Equal numbers share a place. Hebei leads in 2025,
Fujian and Yunnan close the list.
"""

import govreport as gr

panel = gr.read_panel(gr.samples("provinces"))
gr.plot.league(panel, "gdp", 2025, measure="growth", own="浙江", source=True)
