"use strict";
// Everything that a report says stands in the page as text; this only hides and shows.
(() => {
  const at = (id) => document.getElementById(id);
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const rows = [...document.querySelectorAll(".row")];
  const sections = [...document.querySelectorAll("section")];
  const ticks = [...document.querySelectorAll("input[data-kind]")];
  for (const row of rows) row.words = plain(row.dataset.text);

  function filter() {
    const words = plain(at("search").value).split(/\s+/).filter(Boolean);
    const off = new Set(ticks.filter((t) => !t.checked).map((t) => t.dataset.kind));
    const wanted = at("section")?.value;
    let shown = 0;
    for (const section of sections) {
      let here = 0;
      const fits = !wanted || section.dataset.section === wanted;
      for (const row of section.querySelectorAll(".row")) {
        row.hidden = !fits || off.has(row.dataset.kind) || !words.every((w) => row.words.includes(w));
        here += !row.hidden;
      }
      section.hidden = !here;
      shown += here;
    }
    at("shown").textContent = at("shown").dataset.says.replace("{n}", shown).replace("{all}", rows.length);
    at("nothing").hidden = shown > 0;
  }

  at("tools").addEventListener("input", filter);
  at("tools").addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== at("search")) { event.preventDefault(); at("search").focus(); }
    if (event.key === "Escape" && at("search").value) { at("search").value = ""; filter(); }
  });
  filter();
})();
