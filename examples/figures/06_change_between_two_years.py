"""
What changed between two years
==============================

A hollow mark is the first year, a filled one the second, and the line says whether the change is for the better.
Growth slowed almost everywhere from 2021, the year of recovery, to 2022.
"""

import govreport as gr

panel = gr.read_panel(gr.samples())
ids = ["gdp", "general_budget_revenue", "retail_sales", "fixed_asset_investment", "trade_total", "exports"]
gr.plot.change(panel, 2021, 2022, ids, source=True)
