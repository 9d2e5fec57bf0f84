"""
Vintages of a figure
====================

A hollow mark is what the first report said, a filled one what the latest says. Two censuses raised GDP afterwards: a
growth reckoned across reports would mix the old level with the new.
"""

import govreport as gr

panel = gr.read_panel(gr.samples())
gr.plot.revisions(panel, "gdp", measure="level", source=True)
