"""
Targets and outcomes
====================

What was promised in one report, and what the next one says of it.

``python examples/targets_and_outcomes.py [FILE OR FOLDER ...]``
"""

# sphinx_gallery_thumbnail_path = '_static/thumbs/targets_and_outcomes.png'

import sys

import govreport as gr

panel = gr.read_panel(sys.argv[1:] or gr.samples())
print(gr.targets(panel))
