"""
What reports speak of, and stop speaking of
===========================================

Silence is news. Rows begin in the year in which the reports first speak of them: registered unemployment and shanty
housing drop out on the way, and market entities stay, under a new name.
"""

import govreport as gr

panel = gr.read_panel(gr.samples())
ids = ["gdp", "urban_new_jobs", "urban_registered_unemployment", "urban_surveyed_unemployment", "market_entities"]
ids += ["rural_poverty_reduction", "shanty_housing_renewed", "old_housing_renewed", "pm25", "good_air_ratio"]
gr.plot.coverage(panel, ids, source=True)
