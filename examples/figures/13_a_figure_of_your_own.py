"""
A figure of your own, in the house style
========================================

Every function draws into axes that you give it and returns them. ``plot.style()`` holds inside its block alone, and
``plot.chinese_font()`` is the font for a note of your own.
"""

import matplotlib.pyplot as plt

import govreport as gr

panel = gr.read_panel(gr.samples())
with gr.plot.style():
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
gr.plot.trend(panel, "gdp", measure="growth", ax=left)
gr.plot.trend(panel, "urban_surveyed_unemployment", measure="level", ax=right)
font = gr.plot.chinese_font(9)
left.annotate("未设目标" if font else "no target", (2020.1, 2.3), ha="left", va="top", fontproperties=font)
