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
    // what a row does not fit, "" where it fits all
    function unfit(row, section) {
      if (!words.every((w) => row.words.includes(w))) return "search";
      if (wanted && section.dataset.section !== wanted) return `filter\n${at("section").labels[0].firstElementChild.textContent}`;
      return off.has(row.dataset.kind) ? "kinds" : "";
    }
    const hidden = [];
    for (const section of sections) {
      let here = 0;
      for (const row of section.querySelectorAll(".row")) {
        const why = unfit(row, section);
        row.hidden = why !== "";
        if (why) hidden.push(why);
        else here += 1;
      }
      section.hidden = !here;
    }
    sayShown(at("shown"), rows.length, hidden);
    at("nothing").hidden = hidden.length < rows.length;
  }

  at("tools").addEventListener("input", filter);
  at("tools").addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== at("search")) { event.preventDefault(); at("search").focus(); }
    if (event.key === "Escape" && at("search").value) { at("search").value = ""; filter(); }
  });
  filter();
})();
