"""
What became of the plan?
========================

Every planned task of two provinces, and how much of it the next report speaks of; the sentences of both, side by side.

``python examples/questions/what_became_of_the_plan.py [FILE OR FOLDER ...]``
"""

import sys
from pathlib import Path

import govreport as gr

# %%
# Each report is set beside the next one of its region that is given.
given = [Path(name) for name in sys.argv[1:]]
files = given or [path for path in gr.samples("provinces") if path.name.startswith(("浙江省", "四川省"))]
told = gr.promises(files)
print(told.summary())

# %%
# What is decided is decided by words of the next report, and they are there to be read.
for row in told.frame[told.frame["answer"].isin(["done", "missed", "in_progress"])].head(8).to_dict("records"):
    print(f"{row['report_region']} {row['report_year_task']} [{row['answer']}] {row['task']}")
    print(f"    {row['report_year_found']}: {row['found']}  ({row['reason']})")

# %%
# The same two reports sentence by sentence: what was reworded, and which numbers in it changed.
region = told.regions[0]
pair = told.frame[told.frame["report_region"] == region].iloc[0]
both = gr.sentences(pair["source_task"], pair["source_found"])
print(both)

# %%
# As pages: both sentences side by side, the words that decided marked.
out = Path("out")
out.mkdir(exist_ok=True)
told.to_html(out / "promises.html")
both.to_html(out / "sentences.html")
print("out/promises.html, out/sentences.html")
