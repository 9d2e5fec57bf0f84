"""
One report, number by number
============================

What one report says: every number with its subject, its year, its hedge and its place in the text.

``python examples/one_report.py [FILE]``
"""

# sphinx_gallery_thumbnail_path = '_static/thumbs/one_report.png'

import sys

import govreport as gr

path = sys.argv[1] if len(sys.argv) > 1 else gr.samples()[-1]
report = gr.read_report(path)
metrics = gr.extract(report)
observations = gr.normalize(report, metrics)

print(f"{report.region} {report.year}: {len(metrics)} metrics in {len(report.sentences)} sentences\n")
for seen in observations:
    if seen.indicator.startswith("open:"):
        continue
    metric = seen.metric
    assert report.text[metric.start : metric.end] == metric.quote
    first, last = seen.period
    years = str(first) if first == last else f"{first}-{last}"
    print(f"{seen.indicator:<28} {seen.measure:<7} {years:<10} {seen.status:<8} {metric.name} {metric.quote}")
