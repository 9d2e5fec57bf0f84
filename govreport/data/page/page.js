"use strict";
// Everything that a report says is set as text, never as markup.
(async () => {
  const at = (id) => document.getElementById(id);
  // a large page holds its rows and sentences packed; the rows are markup that govreport wrote, and names in it are escaped
  async function unpacked() {
    const letters = atob(at("packed").textContent);
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    const held = JSON.parse(text);
    held.rows.forEach((rows, i) => at("table").tBodies[i].insertAdjacentHTML("beforeend", rows));
    at("packed").remove();
    at("old").remove();
    return held.data;
  }
  const data = at("packed") ? await unpacked() : JSON.parse(at("data").textContent);
  const table = at("table"), detail = at("detail"), tools = at("tools");
  const rows = [...table.querySelectorAll("tr[data-row]")];
  const bodies = [...table.tBodies];
  const filters = [...tools.querySelectorAll("select[data-filter]")];
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  for (const row of rows) {
    row.words = plain(row.dataset.text);
    row.held = (row.dataset.held || "").split(" ").filter(Boolean).map(Number);
  }

  function filter() {
    const words = plain(at("search").value).split(/\s+/).filter(Boolean);
    const targets = at("targets")?.checked;
    const [low, high] = range(), narrow = low > 0 || high < data.years - 1;
    const choices = filters.filter((f) => f.value).map((f) => [f.dataset.filter, f.value, f.labels[0].firstElementChild.textContent]);
    // what a row does not fit, "" where it fits all; where it is several things, the first is told
    function unfit(row) {
      if (!words.every((w) => row.words.includes(w))) return "search";
      const choice = choices.find(([key, value]) => row.dataset[key] !== value);
      if (choice) return `filter\n${choice[2]}`;
      if (targets && !("target" in row.dataset)) return "target";
      return narrow && !row.held.some((y) => y >= low && y <= high) ? "years" : "";
    }
    const hidden = [];
    for (const body of bodies) {
      const fold = body.querySelector("button.fold");
      const closed = fold && fold.getAttribute("aria-expanded") === "false" && !words.length;
      let some = false;
      for (const row of body.rows) {
        if (!row.dataset.row) continue;
        const why = unfit(row) || (closed ? "folded" : "");
        row.hidden = why !== "";
        some ||= !why || why === "folded";
        if (why) hidden.push(why);
      }
      body.hidden = !some;
    }
    sayShown(at("shown"), rows.length, hidden);
    at("nothing").hidden = hidden.length < rows.length;
  }

  const columns = document.createElement("style");
  document.head.append(columns);
  function range() {
    const from = at("from"), to = at("to");
    return from ? [Math.min(from.value, to.value), Math.max(from.value, to.value)] : [0, data.years - 1];
  }
  function years() {
    const [low, high] = range(), count = data.years, first = Number(table.dataset.first);
    const hidden = [];
    if (low > 0) hidden.push(`nth-child(n+${first}):nth-child(-n+${first + low - 1})`);
    if (high < count - 1) hidden.push(`nth-child(n+${first + high + 1}):nth-child(-n+${first + count - 1})`);
    columns.textContent = hidden.map((h) => `tr:not(.domain, .compact) > :${h} { display: none; }`).join("\n");
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
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  function point(at, years, said) {
    const parts = at === null || at === undefined ? [] : said.filter((one) => one.shown && one.texts.has(years[at]))
      .map((one) => `${one.label} ${one.texts.get(years[at])}`);
    return at === null || at === undefined ? "" : `${years[at]} · ${parts.join(" · ") || data.labels.none}`;
  }
  // how a figure is hedged and whether it is an estimate, as its cell says it
  const marks = (text) => `${text.match(/^[≥≤≈≲]/)?.[0] ?? ""}${/\d–\d/.test(text) ? "–" : ""}${text.endsWith("*") ? "*" : ""}`;
  function sayMarks(u, years, said) {
    u.ctx.save();
    u.ctx.font = `${12 * devicePixelRatio}px sans-serif`;
    u.ctx.textAlign = "center";
    for (const one of said.filter((line) => line.shown)) {
      u.ctx.fillStyle = one.look.stroke;
      for (const year of years.filter((y) => one.texts.has(y))) {
        const [x, y] = [u.valToPos(year, "x", true), u.valToPos(one.values.get(year), "y", true)];
        // above a result, below a target: the two of a year lie close to each other
        u.ctx.fillText(marks(one.texts.get(year)), x, y + (one.name === "target" ? 17 : -8) * devicePixelRatio);
      }
    }
    u.ctx.restore();
  }
  // results are a line, targets hollow marks; the buttons above the chart hide and show them
  function draw(series) {
    if (chart) chart.destroy();
    chart = null;
    at("legend").replaceChildren();
    at("legend").hidden = true;
    at("point").textContent = "";
    if (!series || typeof uPlot === "undefined") return;
    const spoken = [...series[0], ...series[1]].map((p) => p[0]);
    const first = Math.min(...spoken), last = Math.max(...spoken);
    const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const looks = [
      { stroke: color("--accent"), width: 2, points: { show: true, size: 6, fill: color("--accent") } },
      { stroke: color("--bad"), width: 0, paths: () => null, points: { show: true, size: 9, fill: color("--paper"), stroke: color("--bad"), width: 1.5 } },
    ];
    const said = series.map((points, i) => ({
      label: [data.labels.result, data.labels.target][i], name: ["result", "target"][i], look: looks[i], shown: true,
      values: new Map(points.map((p) => [p[0], p[1]])), texts: new Map(points.map((p) => [p[0], p[2]])),
    })).filter((one) => one.values.size);
    const axis = { stroke: color("--soft"), grid: { stroke: color("--line"), width: 1 }, ticks: { show: false } };
    chart = new uPlot({
      width: Math.max(240, detail.clientWidth - 44), height: 200, legend: { show: false },
      cursor: { drag: { setScale: false }, y: false },
      scales: { x: { time: false, range: (_, low, high) => [low - .4, high + .4] } },
      axes: [
        { ...axis, incrs: [1, 2, 5, 10, 20, 50], space: 44, values: (_, ticks) => ticks.map((t) => Number.isInteger(t) ? String(t) : "") },
        { ...axis, size: 72, values: (_, ticks) => ticks.map((t) => t.toLocaleString("en")) },
      ],
      series: [{}, ...said.map((one) => ({ label: one.label, spanGaps: false, ...one.look }))],
      hooks: { draw: [(u) => sayMarks(u, years, said)], setCursor: [(u) => { at("point").textContent = point(u.cursor.idx, years, said); }] },
    }, [years, ...said.map((one) => years.map((y) => one.values.get(y) ?? null))], at("chart"));
    at("legend").hidden = false;
    said.forEach((one, i) => {
      const button = element("button", one.label, one.name);
      button.type = "button";
      button.setAttribute("aria-pressed", "true");
      button.addEventListener("click", () => {
        one.shown = !one.shown;
        button.setAttribute("aria-pressed", String(one.shown));
        chart.setSeries(i + 1, { show: one.shown });
      });
      at("legend").append(button);
    });
  }

  // a figure half under the names would read as another one: 40,000 for 540,000
  function uncut() {
    const heads = [...(table.tHead?.rows[0].cells ?? [])], edge = heads[0]?.getBoundingClientRect().right;
    const cut = heads.slice(1).map((head) => head.getBoundingClientRect()).find((box) => box.left < edge - 1 && box.right > edge + 1);
    if (cut) at("scroll").scrollLeft += Math.ceil(cut.right - edge);
  }

  function open(button) {
    if (opened) opened.setAttribute("aria-expanded", "false");
    opened = button;
    button.setAttribute("aria-expanded", "true");
    const row = button.closest("tr");
    const shown = [...button.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join("").trim();
    at("detail-title").textContent = `${row.cells[0].innerText.replace(/\s+/g, " ")} · ${shown}`;
    const notes = (button.dataset.n || "").split(" ").filter(Boolean).map((n) => element("p", data.notes[Number(n)], "note"));
    at("sayings").replaceChildren(...notes, ...button.dataset.s.split(" ").map((s, i) => saying(Number(s), i === 0)));
    detail.hidden = false;
    document.body.classList.add("beside");
    button.scrollIntoView({ block: "nearest", inline: "nearest" });
    uncut();
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
      const beside = visible[i].cells[Math.min(cell.cellIndex, visible[i].cells.length - 1)];
      const found = [...beside.querySelectorAll("button[data-s]")];
      if (found.length) return way > 0 ? found[0] : found[found.length - 1];
    }
    return null;
  }

  table.addEventListener("click", (event) => {
    const fold = event.target.closest("button.fold");
    if (fold) {
      fold.setAttribute("aria-expanded", String(fold.getAttribute("aria-expanded") === "false"));
      filter();
    }
    const spark = event.target.closest("td.trend");
    const inside = spark ? [...spark.parentNode.querySelectorAll("button[data-s]")].filter(seen) : [];
    const button = event.target.closest("button[data-s]") ?? inside[inside.length - 1];
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
  // thousands of rows open on the first region, all are one choice away
  const places = filters.find((f) => f.dataset.filter === "region");
  if (places && rows.length > data.many) places.selectedIndex = 1;
  // it opens on the newest results: as many years as there is room for, older ones are one choice away
  apply();
  const heads = [...(table.tHead?.rows[0].cells ?? [])], first = Number(table.dataset.first) - 1;
  if (at("from") && data.newest >= 0) {
    const last = Math.min(data.years - 1, data.newest + 1);
    const wide = (a, b) => heads[b].getBoundingClientRect().right - heads[a].getBoundingClientRect().left;
    const room = heads.slice(0, first).reduce((rest, head) => rest - head.getBoundingClientRect().width, at("scroll").clientWidth);
    // what stands behind the years is seen too, unless that would leave fewer than three of them
    const few = data.newest - 2, whole = heads.length - 1;
    let from = 0;
    while (from < data.newest && (wide(first + from, first + last) > room || (from < few && wide(first + from, whole) > room))) from += 1;
    if (from > 0) {
      const scroll = at("scroll");
      do {
        at("from").value = String(from);
        apply();
      } while (from < few && scroll.scrollWidth > scroll.clientWidth && (from += 1));
      at("narrowed").textContent = at("narrowed").dataset.says.replace("{year}", heads[first + from].textContent);
      at("narrowed").hidden = false;
      at("from").addEventListener("change", () => { at("narrowed").hidden = true; });
    }
  }
})();
