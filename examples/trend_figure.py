"""
A trend as a picture
====================

Results as a line, targets as hollow marks, hedges as bars, silent years as gaps.

``python examples/trend_figure.py [FILE OR FOLDER ...]``
"""

import sys
from pathlib import Path

import matplotlib.pyplot as plt

import govreport as gr

panel = gr.read_panel(sys.argv[1:] or gr.samples())

figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.5), layout="constrained")
gr.plot.trend(panel, "gdp", measure="growth", ax=left)
gr.plot.trend(panel, "urban_new_jobs", measure="level", ax=right)

path = Path("out") / "trend.png"
path.parent.mkdir(exist_ok=True)
figure.savefig(path, dpi=150)
print(f"saved {path}")
