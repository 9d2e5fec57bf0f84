"""
An indicator of one's own
=========================

See what the vocabulary does not hold, teach it, and follow it through the years.

``python examples/own_vocabulary.py [FILE OR FOLDER ...]``
"""

# sphinx_gallery_thumbnail_path = '_static/thumbs/own_vocabulary.png'

import sys

import govreport as gr

paths = sys.argv[1:] or gr.samples()

panel = gr.read_panel(paths)
print("Not in the vocabulary, said in most reports first:")
print(panel.unmatched[["name", "unit", "reports", "nearest"]].head(8).to_string(index=False))

own = gr.vocabulary().extend(
    [
        {
            "id": "railway_investment",
            "name_zh": "铁路投资",
            "name_en": "Investment in railways",
            "domain": "investment",
            "unit": "亿元",
            "kind": "flow",
            "direction": "more",
            "aliases": "铁路建设投资|铁路固定资产投资",
        },
        {"id": "exports", "aliases": "货物出口额"},  # one more name for an indicator that is known
    ]
)
panel = gr.read_panel(paths, vocabulary=own)

print("\nTaught, and planned in:")
print(panel.wide("railway_investment", status="target"))
