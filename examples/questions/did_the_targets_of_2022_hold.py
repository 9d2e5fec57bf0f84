"""
Did the targets of 2022 hold?
=============================

A question asked of reports, from the files to a conclusion: what was set, what was reached, which of it can be judged,
and the sentences to quote. Every number below comes from the sample reports, with its place in the text.
"""

# %%
# From files to rows
# ------------------
# Two reports matter: that of 2022, which sets the targets, and that of 2023, which says what came of them. The others
# are read too: to know whether a target was hard, one has to know the years around it.

import pandas as pd

import govreport as gr

pd.set_option("display.unicode.east_asian_width", True)  # Chinese names are two columns wide
panel = gr.read_panel(gr.samples())
print(panel)

# %%
# Before anything is concluded: was something not read, or not understood? What the vocabulary does not hold is
# listed as such and does not vanish.

print(f"{len(panel.failed)} files not read, {len(panel.conflicts)} units that do not fit")
print(panel.unmatched[["name", "unit", "reports"]].head(5).to_string(index=False))

# %%
# What was set for 2022
# ---------------------
# ``low`` and ``high`` are what a hedge allows: ``5.5%左右`` is a band, ``1100万人以上`` has no upper end.

plans = panel.select(status="target", report_year=2022).frame
plans = plans[
    (plans["period_start"] == 2022) & (plans["period_end"] == 2022) & ~plans["indicator"].str.startswith("open:")
]
print(plans[["indicator", "measure", "quote", "low", "high", "unit"]].to_string(index=False))

# %%
# What came of it
# ---------------
# ``targets`` sets each beside what later reports say of 2022, and judges by the words of the target.

outcomes = gr.targets(panel, year=2022)
print(outcomes.summary())

# %%
judged = outcomes.frame[outcomes.frame["verdict"].isin(["met", "within_hedge", "exceeded", "missed"])]
print(judged[["name", "measure", "quote_target", "quote_result", "verdict"]].to_string(index=False))

# %%
# What cannot be judged is not counted as reached: nothing was found in the next report, the two are of different
# things, or neither direction is better, as for prices. ``reason`` says which.

open_ones = outcomes.frame[outcomes.frame["verdict"].isin(["not_found", "not_comparable", "not_decidable"])]
print(open_ones[["name", "quote_target", "verdict", "reason"]].to_string(index=False))

# %%
# The one that everyone looks at
# ------------------------------
# Growth of 3% stands against ``5.5%左右``. Beside the other years it is the only miss.

gr.plot.targets(panel, "gdp", source=True)

# %%
# How did the target itself move? A year later it was lowered; it had been dropped once, in 2020.

print(gr.target_story(panel, region="全国", indicator="gdp"))

# %%
# The sentences
# -------------
# A claim is worth what it can be traced to: both sentences, and where they stand.

missed = outcomes.missed.iloc[0]
print(f"{missed['report_year_target']}: {missed['sentence_target']}")
print(f"{missed['report_year_result']}: {missed['sentence_result']}")

# %%
# Conclusion
# ----------
# In numbers, from the rows above and not from memory:

counts = outcomes.frame["verdict"].value_counts()
held = int(counts.get("met", 0) + counts.get("exceeded", 0))
print(f"Of {len(outcomes.frame)} targets for 2022, {held} held and {int(counts.get('missed', 0))} did not;")
print(f"{len(open_ones)} cannot be judged from the reports. Missed: {', '.join(outcomes.missed['name'])}.")
