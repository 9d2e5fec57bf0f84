"""
Promised and reached, region by region
======================================

One row a region. What a target asks for is in its hedge: ``5%以上`` is an arrow, ``5.5%左右`` a bar, and the outcome is
judged against that. In 2025 five of six provinces reached what they had set; Yunnan, ``5%左右``, reached 4.1%.
"""

import govreport as gr

panel = gr.read_panel(gr.samples("provinces"))
gr.plot.targets(panel, "gdp", by="region", year=2025, source=True)
