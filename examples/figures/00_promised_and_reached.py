"""
Promised and reached, over the years and across provinces
=========================================================

Two figures side by side, in axes of one's own. On the left the nation, year by year; on the right six provinces in one
year. Filled marks are outcomes, hollow diamonds targets, bars and arrows what the words leave open.
"""

import matplotlib.pyplot as plt

import govreport as gr

nation, provinces = gr.read_panel(gr.samples()), gr.read_panel(gr.samples("provinces"))
with gr.plot.style(font_size=11):
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.6), layout="constrained")
gr.plot.targets(nation, "gdp", title="China: growth of GDP", lang="en", ax=left)
gr.plot.targets(provinces, "gdp", by="region", year=2025, title="Provinces: growth of GDP in 2025", lang="en", ax=right)
right.locator_params(axis="x", nbins=5)
figure.align_titles()
