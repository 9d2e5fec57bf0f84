"""
A league table of targets
=========================

What is aimed at, with its hedge in sight: ``5%左右``, ``5%—5.5%`` and ``5%以上`` begin at the same number and do not
promise the same. The number decides the place, of a range its middle; where it is the same, the hedge does.
"""

import govreport as gr

panel = gr.read_panel(gr.samples("provinces"))
gr.plot.league(panel, "gdp", 2026, measure="growth", status="target", own="浙江", source=True)
