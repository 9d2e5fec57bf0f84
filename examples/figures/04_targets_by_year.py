"""
Promised and reached, year by year
==================================

A hollow diamond is the target, a filled mark the outcome, the line between them says how far apart they are and which
way. 2022 is the one year that fell short; 2021, measured against a low year and a modest aim, exceeded it most.
"""

import govreport as gr

panel = gr.read_panel(gr.samples())
gr.plot.targets(panel, "gdp", source=True)
