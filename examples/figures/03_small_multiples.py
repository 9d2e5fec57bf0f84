"""
Small multiples
===============

Levels in different units do not share an axis: each gets a small one of its own, with the same years. Read across:
the aims for new jobs are floors (arrows) that the results have stood above every year.
"""

import govreport as gr

panel = gr.read_panel(gr.samples())
ids = ["gdp", "urban_new_jobs", "grain_output", "exports", "high_speed_rail_length", "pm25"]
gr.plot.small_multiples(panel, ids, measure="level")
