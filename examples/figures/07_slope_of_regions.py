"""
The same as a slope
===================

Where two years are the whole story, a slope shows which ones crossed. Growth fell or stood still in most provinces
from 2024 to 2025; Hebei and Yunnan, which began lower, gained.
"""

import govreport as gr

panel = gr.read_panel(gr.samples("provinces"))
gr.plot.change(panel, 2024, 2025, "gdp", kind="slope", source=True)
