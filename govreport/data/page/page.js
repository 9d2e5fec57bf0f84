"use strict";
// Everything that a report says is set as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const table = at("table"), detail = at("detail"), tools = at("tools");
  const rows = [...table.querySelectorAll("tr[data-row]")];
  const bodies = [...table.tBodies];
  const filters = [...tools.querySelectorAll("select[data-filter]")];
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  for (const row of rows) row.words = plain(row.dataset.text);

  function filter() {
    const words = plain(at("search").value).split(/\s+/).filter(Boolean);
    const wanted = filters.filter((f) => f.value).map((f) => [f.dataset.filter, f.value]);
    const targets = at("targets")?.checked;
    let shown = 0;
    for (const row of rows) {
      const fits = words.every((w) => row.words.includes(w)) && wanted.every(([k, v]) => row.dataset[k] === v)
        && (!targets || "target" in row.dataset);
      row.hidden = !fits;
      shown += fits;
    }
    for (const body of bodies) body.hidden = ![...body.rows].some((r) => r.dataset.row && !r.hidden);
    at("shown").textContent = data.labels.shown.replace("{n}", shown).replace("{all}", rows.length);
    at("nothing").hidden = shown > 0;
  }

  const columns = document.createElement("style");
  document.head.append(columns);
  function years() {
    const from = at("from"), to = at("to");
    if (!from) return;
    const first = Number(table.dataset.first);
    const low = Math.min(from.value, to.value), high = Math.max(from.value, to.value), count = from.options.length;
    const hidden = [];
    if (low > 0) hidden.push(`nth-child(n+${first}):nth-child(-n+${first + low - 1})`);
    if (high < count - 1) hidden.push(`nth-child(n+${first + high + 1}):nth-child(-n+${first + count - 1})`);
    columns.textContent = hidden.map((h) => `tr:not(.domain) > :${h} { display: none; }`).join("\n");
  }

  function element(tag, text, name) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  }

  function saying(index, first) {
    const [sentence, from, to, about] = data.sayings[index];
    const [who, text] = data.sentences[sentence];
    const letters = Array.from(text);
    const article = element("article", "", first ? "first" : "");
    article.append(element("p", `${data.who[who]}${about ? ` · ${about}` : ""}`, "who"));
    const said = element("p");
    said.append(letters.slice(0, from).join(""), element("mark", letters.slice(from, to).join("")), letters.slice(to).join(""));
    article.append(said);
    return article;
  }

  let chart = null, opened = null;
  function draw(series) {
    if (chart) chart.destroy();
    chart = null;
    if (!series || series.years.length < 2 || typeof uPlot === "undefined") return;
    const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const axis = { stroke: color("--soft"), grid: { stroke: color("--line"), width: 1 }, ticks: { show: false } };
    const results = { label: data.labels.result, stroke: color("--accent"), width: 2, spanGaps: false, points: { show: true, size: 6, fill: color("--accent") } };
    const targets = { label: data.labels.target, stroke: color("--bad"), width: 0, paths: () => null, points: { show: true, size: 9, fill: color("--paper"), stroke: color("--bad"), width: 1.5 } };
    const some = series.targets.some((v) => v !== null);
    chart = new uPlot({
      width: Math.max(240, detail.clientWidth - 44), height: 200, cursor: { drag: { setScale: false } },
      scales: { x: { time: false } },
      axes: [{ ...axis, values: (_, ticks) => ticks.map((t) => Number.isInteger(t) ? String(t) : "") }, { ...axis, size: 64 }],
      series: [{ label: data.labels.year, value: (_, v) => v === null ? "" : String(v) }, results, ...(some ? [targets] : [])],
    }, [series.years, series.values, ...(some ? [series.targets] : [])], at("chart"));
  }

  function open(button) {
    if (opened) opened.setAttribute("aria-expanded", "false");
    opened = button;
    button.setAttribute("aria-expanded", "true");
    const row = button.closest("tr");
    at("detail-title").textContent = `${row.cells[0].innerText} · ${button.innerText}`;
    at("sayings").replaceChildren(...button.dataset.s.split(" ").map((s, i) => saying(Number(s), i === 0)));
    detail.hidden = false;
    document.body.classList.add("beside");
    button.scrollIntoView({ block: "nearest", inline: "nearest" });
    detail.scrollTop = 0;
    draw(data.series[row.dataset.row]);
    detail.focus({ preventScroll: true });
  }

  function close() {
    detail.hidden = true;
    document.body.classList.remove("beside");
    if (!opened) return;
    opened.setAttribute("aria-expanded", "false");
    opened.focus({ preventScroll: true });
    opened = null;
  }

  // one stop for Tab in the whole table; the arrows go on from there
  const buttons = [...table.querySelectorAll("button[data-s]")];
  let current = buttons[0];
  for (const button of buttons) button.tabIndex = -1;
  if (current) current.tabIndex = 0;
  function go(button) {
    if (!button) return;
    current.tabIndex = -1;
    current = button;
    current.tabIndex = 0;
    current.focus();
  }
  const seen = (button) => button.offsetParent !== null;
  function step(button, key) {
    const cell = button.closest("td"), row = button.closest("tr");
    if (key === "ArrowLeft" || key === "ArrowRight") {
      const here = [...row.querySelectorAll("button[data-s]")].filter(seen);
      return here[here.indexOf(button) + (key === "ArrowRight" ? 1 : -1)];
    }
    const inside = [...cell.querySelectorAll("button[data-s]")];
    const next = inside[inside.indexOf(button) + (key === "ArrowDown" ? 1 : -1)];
    if (next) return next;
    const visible = rows.filter((r) => !r.hidden), way = key === "ArrowDown" ? 1 : -1;
    for (let i = visible.indexOf(row) + way; i >= 0 && i < visible.length; i += way) {
      const found = [...visible[i].cells[cell.cellIndex].querySelectorAll("button[data-s]")];
      if (found.length) return way > 0 ? found[0] : found[found.length - 1];
    }
    return null;
  }

  table.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-s]");
    if (button) { current.tabIndex = -1; current = button; button.tabIndex = 0; open(button); }
  });
  table.addEventListener("keydown", (event) => {
    const button = event.target.closest("button[data-s]");
    if (!button || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    go(step(button, event.key));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !detail.hidden) { event.preventDefault(); close(); }
    if (event.key === "/" && !/^(INPUT|SELECT)$/.test(document.activeElement.tagName)) { event.preventDefault(); at("search").focus(); }
  });
  at("close").addEventListener("click", close);
  tools.addEventListener("submit", (event) => event.preventDefault());
  function apply() {
    table.classList.toggle("no-changes", at("changes") !== null && !at("changes").checked);
    filter();
    years();
    if (current && !seen(current)) {
      current.tabIndex = -1;
      current = buttons.find(seen) ?? current;
      current.tabIndex = 0;
    }
  }
  for (const kind of ["input", "change"]) tools.addEventListener(kind, apply);
  filter();
  // the latest years first: older ones are a scroll away, to the left
  const last = table.tHead?.rows[0].cells[Number(table.dataset.first) + data.years - 2];
  if (last) at("scroll").scrollLeft = last.offsetLeft + last.offsetWidth - at("scroll").clientWidth;
})();
