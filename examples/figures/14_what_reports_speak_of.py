"""
What reports speak of, year by year
===================================

How often the nation's reports use the words of four packaged concepts, per 10,000 characters of the report proper. The
samples are short: the levels mean little, the page on words says what counts can carry.
"""

import govreport as gr

counts = gr.terms(gr.samples(), ["employment", "environment", "opening", "innovation"])
gr.plot.terms(counts, ["employment", "innovation"], title="Jobs and innovation", lang="en")
gr.plot.terms_multiples(counts, title="What the samples speak of", lang="en")
