"""
Wording that rose and fell
==========================

Phrases found without a list, set beside those of the year before. Bars are log-odds in standard errors; below 2 much is
chance, above all in texts as short as the samples.
"""

import govreport as gr

found = gr.wording(gr.samples(), 2019, 2020, freedom=0.5, shortest=2)
gr.plot.wording(found, n=6, lang="en")
