"use strict";
// How many rows are shown and, in words, why the others are not: `hidden` has a reason for each of them.
function sayShown(output, all, hidden) {
  const says = JSON.parse(output.dataset.says);
  const fill = (text, gaps) => Object.entries(gaps).reduce((said, [gap, value]) => said.replace(`{${gap}}`, value), text);
  const counts = new Map();
  for (const why of hidden) counts.set(why, (counts.get(why) ?? 0) + 1);
  const reasons = [...counts].map(([why, n]) => {
    const [kind, what] = why.split("\n");
    return fill(says[kind], { n, what: what ?? "" });
  });
  const gaps = { n: all - hidden.length, all, why: reasons.join(says.sep) };
  output.textContent = fill(hidden.length ? says.some : says.every, gaps).replace(/\b1 rows\b/, "1 row");
}
