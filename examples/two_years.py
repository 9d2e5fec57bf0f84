"""
Two years side by side
======================

What changed, what is new, what is no longer said, and what does not compare.

``python examples/two_years.py [FILE OR FOLDER ...] [YEAR YEAR]``
"""

# sphinx_gallery_thumbnail_path = '_static/thumbs/two_years.png'

import sys

import govreport as gr

years = [int(word) for word in sys.argv[1:] if word.isdigit()]
paths = [word for word in sys.argv[1:] if not word.isdigit()]

panel = gr.read_panel(paths or gr.samples())
for failure in panel.failed:
    print(f"not read: {failure}", file=sys.stderr)
if not years:
    results = panel.frame[panel.frame["status"] == "actual"]
    years = sorted(int(year) for year in results["period_end"].unique())[-2:]

comparison = gr.compare(panel, *years)
print(comparison)
