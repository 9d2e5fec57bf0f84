"""The views of `Terms` and `Wording`, and the page in which every count opens its sentences."""

from __future__ import annotations

from collections import defaultdict

from govreport.labels import year_span
from govreport.render.page import Cell, Page, PageRow, PageSection, Sayings, Series, choice
from govreport.render.parts import Record, records
from govreport.render.view import Column, Row, Saying, Section, View
from govreport.render.words import Words, number
from govreport.words.changes import Wording
from govreport.words.concept import Concept
from govreport.words.counts import Terms

_ACROSS = 10
_MANY = 40
_TOP_WORDS = 4


def terms_view(result: Terms, words: Words) -> View:
    """Lay out counts: a column for each concept where there are few, else a section for each."""
    few = len(result.concepts) <= _ACROSS
    rows = records(result.frame)
    labels = _labels(result, words)
    said = _sayings(result, words)
    if few:
        sections, columns = _across(result, rows, words, said)
    else:
        sections, columns = _down(result, rows, words, said)
    view = View(_title(result, words), _summary(result, words), columns, sections, _notes(result, words, labels))
    return view.without_empty_columns() if rows else view


def _labels(result: Terms, words: Words) -> dict[str, str]:
    return {id: _name(one, words) for id, one in result.concepts.items()}


def _name(concept: Concept, words: Words) -> str:
    return concept.name_en if words.lang == "en" else concept.name_zh


def _said_by(hit: Record, words: Words) -> str:
    return f"{words.region(hit['region'])} {hit['year']}"


def _who(row: Record, words: Words) -> str:
    said = [words.region(row["region"])] if "region" in row else []
    said += [str(row["year"])] if "year" in row else []
    part = row.get("part", "all")
    return " ".join([*said, *([words(f"part.{part}")] if part != "all" else [])])


def _sayings(result: Terms, words: Words) -> dict[tuple[str, ...], list[Saying]]:
    """The sentences behind each row, each once, with its first hit marked."""
    keys = [name for name in ("region", "year", "source") if name in result.frame.columns]
    apart = not (result.frame["part"] == "all").all()
    found: dict[tuple[str, ...], dict[tuple[str, int], Saying]] = defaultdict(dict)
    for hit in records(result.hits):
        key = (*(str(hit[name]) for name in keys), hit["part"] if apart else "all", hit["concept"])
        at = hit["sentence_start"]
        saying = Saying(_said_by(hit, words), hit["sentence"], hit["start"] - at, hit["end"] - at)
        found[key].setdefault((f"{hit['region']} {hit['source']}", at), saying)
    return {key: list(some.values()) for key, some in found.items()}


def _key(result: Terms, row: Record) -> tuple[str, ...]:
    names = [name for name in ("region", "year", "source") if name in row]
    return (*(str(row[name]) for name in names), row["part"], row["concept"])


def _across(
    result: Terms, rows: list[Record], words: Words, said: dict[tuple[str, ...], list[Saying]]
) -> tuple[tuple[Section, ...], tuple[Column, ...]]:
    stride = len(result.concepts)
    made = []
    for at in range(0, len(rows), stride):
        group = rows[at : at + stride]
        cells = (_who(group[0], words), *(_cell(row) for row in group))
        made.append(Row(cells, tuple(one for row in group for one in said.get(_key(result, row), ()))))
    heads = (Column(words(f"col.terms_{result.by}")), *(Column(n, right=True) for n in _labels(result, words).values()))
    return (Section("", tuple(made)),), heads


def _cell(row: Record) -> str:
    return f"{row['rate']:,.1f} ({row['count']:,})" if row["sentences"] else "—"


def _down(
    result: Terms, rows: list[Record], words: Words, said: dict[tuple[str, ...], list[Saying]]
) -> tuple[tuple[Section, ...], tuple[Column, ...]]:
    sections = []
    spoken: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        if row["count"]:
            spoken[row["concept"]].append(row)
    for id, label in _labels(result, words).items():
        made = tuple(
            Row(
                (
                    _who(row, words),
                    f"{row['count']:,}",
                    number(row["rate"], 1),
                    f"{number(100 * row['share'], 1)}%",
                ),
                tuple(said.get(_key(result, row), ())),
            )
            for row in spoken[id]
        )
        if made:
            sections.append(Section(label, made))
    heads = (
        Column(words(f"col.terms_{result.by}")),
        *(Column(words(f"col.{name}"), right=True) for name in ("hits", f"rate_{result.per}", "share")),
    )
    return tuple(sections), heads


def _title(result: Terms, words: Words) -> str:
    names = list(_labels(result, words).values())
    listed = words("count.sep").join(names[:4]) + (words("terms.more", n=len(names)) if len(names) > 4 else "")
    return words("title.terms", names=listed)


def _summary(result: Terms, words: Words) -> str:
    hits = int(result.frame["count"].sum())
    reports = len(result._counted)
    years = year_span(result.years[0], result.years[-1])
    return words("terms.summary", hits=f"{hits:,}", reports=f"{reports:,}", years=years)


def _notes(result: Terms, words: Words, labels: dict[str, str]) -> tuple[str, ...]:
    notes = [words(f"terms.cell_{result.per}")]
    tops = records(result.terms.groupby(["concept", "term"], sort=False)["count"].sum().reset_index())
    tops.sort(key=lambda row: -int(row["count"]))
    for id, label in list(labels.items())[:_ACROSS]:
        own = [row for row in tops if row["concept"] == id][:_TOP_WORDS]
        if len(result.concepts[id].wordings) > 1 and own:
            said = words("count.sep").join(f"{row['term']} {row['count']:,}" for row in own)
            notes.append(words("terms.top", concept=label, words=said))
    silent = [labels[id] for id, count in zip(labels, result.summary()["count"], strict=True) if not count]
    if silent:
        notes.append(words("terms.silent", names=words("count.sep").join(silent[:_MANY]), n=len(silent)))
    notes += [words("page.failed", what=str(one)) for one in result.failed]
    return (*notes, *(words("page.skipped", what=str(one)) for one in result.skipped))


def terms_page(result: Terms, words: Words) -> Page:
    """Lay out counts as a page: a row for each concept and region, a column for each year."""
    if result.by == "region":
        return _pages(result, words, "region")
    return _pages(result, words, "year")


def _pages(result: Terms, words: Words, across: str) -> Page:
    sayings, rows = Sayings(), list[PageRow]()
    table = records(result.frame)
    heads = list(dict.fromkeys(row[across] for row in table))
    heads = sorted(heads) if across == "year" else heads
    hits = _page_sayings(result, sayings, words)
    grouped: dict[str, dict[tuple[str, str], dict[object, list[Record]]]]
    grouped = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row in table:
        place = row.get("region", "") if across == "year" else ""
        grouped[row["concept"]][place, row["part"]][row[across]].append(row)
    sections: list[PageSection] = []
    for id, concept in result.concepts.items():
        own: list[PageRow] = []
        for (place, part), cells in grouped[id].items():
            columns = tuple(tuple(_page_cell(one, hits, result) for one in cells.get(head, ())) for head in heads)
            about = words(f"part.{part}") if part != "all" else ""
            name = _name(concept, words)
            series = _series(cells) if across == "year" else None
            shown = words.region(place) if place else ""
            said = " ".join([id, name, place, shown, *concept.wordings])
            kinds = (("section", id), ("region", place), ("part", part))
            own.append(PageRow(len(rows) + len(own), id, name, about, said, columns, shown, kinds, series))
        rows += own
        sections.append(PageSection(_name(concept, words), tuple(own)))
    told = [dict(row.kinds) for row in rows]
    places = [row["region"] for row in told if row["region"]]
    labels = _labels(result, words)
    return Page(
        title=_title(result, words),
        summary=_summary(result, words) + words("terms.click"),
        lang=words.lang,
        heads=tuple(map(str, heads if across == "year" else map(words.region, heads))),
        sections=tuple(sections),
        sayings=sayings,
        years=tuple(map(str, heads)) if across == "year" else (),
        choices=(
            choice("section", words("terms.concept"), ((k["section"], labels[k["section"]]) for k in told)),
            choice("region", words("page.region"), ((place, words.region(place)) for place in places)),
            choice("part", words("terms.part"), ((k["part"], words(f"part.{k['part']}")) for k in told)),
        ),
        notes=_notes(result, words, labels),
        named=words("terms.concept"),
        drawn=words(f"col.rate_{result.per}"),
    )


def _page_sayings(result: Terms, sayings: Sayings, words: Words) -> dict[tuple[str, ...], list[int]]:
    """The numbers of the sayings behind each row; a sentence with several hits is there once and names them."""
    keys = [name for name in ("region", "year", "source") if name in result.frame.columns]
    apart = not (result.frame["part"] == "all").all()
    found: dict[tuple[str, ...], dict[tuple[str, int], list[Record]]] = defaultdict(lambda: defaultdict(list))
    for hit in records(result.hits):
        key = (*(str(hit[name]) for name in keys), hit["part"] if apart else "all", hit["concept"])
        found[key][f"{hit['region']} {hit['source']}", hit["sentence_start"]].append(hit)
    numbers: dict[tuple[str, ...], list[int]] = {}
    for key, some in found.items():
        numbers[key] = [
            sayings.add(
                _said_by(hits[0], words),
                hits[0]["sentence"],
                hits[0]["start"] - at,
                hits[0]["end"] - at,
                " · ".join(hit["text"] for hit in hits),
            )
            for (_, at), hits in some.items()
        ]
    return numbers


def _page_cell(row: Record, hits: dict[tuple[str, ...], list[int]], result: Terms) -> Cell:
    if not row["sentences"]:
        return Cell(text="—")
    behind = tuple(hits.get(_key(result, row), ()))
    return Cell(text=f"{row['rate']:,.1f}", title=f"{row['count']:,}", sayings=behind)


def _series(cells: dict[object, list[Record]]) -> Series | None:
    known = {row["year"]: row["rate"] for some in cells.values() for row in some if row["sentences"]}
    if len(known) < 2:
        return None
    return Series(tuple((int(year), float(rate), f"{rate:,.1f}") for year, rate in sorted(known.items())))


def wording_view(result: Wording, words: Words) -> View:
    """Lay out wording: a section for each pair of years and kind, the strongest phrase first."""
    rows = records(result.frame)
    said: dict[tuple[str, int], list[tuple[str, Saying]]] = defaultdict(list)
    for hit in records(result.hits):
        at = hit["sentence_start"]
        saying = Saying(_said_by(hit, words), hit["sentence"], hit["start"] - at, hit["end"] - at)
        said[hit["phrase"], hit["year"]].append((hit["region"], saying))
    pairs = {pair: frozenset(regions) for pair, regions in result.pairs.items()}
    many = len(result.compared) > 2
    grouped: dict[tuple[int, int, str], list[Row]] = defaultdict(list)
    for row in rows:
        a, b = row["year_a"], row["year_b"]
        sayings = [
            Saying(one.who, one.sentence, one.start, one.end, side)
            for side, year in (("a", a), ("b", b))
            for region, one in said[row["phrase"], year]
            if region in pairs[a, b]
        ]
        cells = (
            row["phrase"],
            str(row["count_a"]),
            str(row["count_b"]),
            f"{row['z']:+.1f}".replace("-", "−"),
            "–".join(dict.fromkeys((str(row["first"]), str(row["last"])))),
            str(row["total"]),
        )
        grouped[a, b, row["kind"]].append(Row(cells, tuple(sayings)))
    sections = tuple(
        Section((f"{a} → {b} " if many else "") + words(f"wording.{kind}"), tuple(some))
        for (a, b, kind), some in grouped.items()
    )
    a, b = result.compared[0], result.compared[-1]
    names = [str(a), str(b)] if not many else [words("wording.before"), words("wording.after")]
    columns = (
        Column(words("wording.phrase")),
        Column(names[0], right=True, side="a"),
        Column(names[1], right=True, side="b"),
        Column("z", right=True),
        Column(words("wording.span"), right=True),
        Column(words("col.total"), right=True),
    )
    place = words("count.sep").join(map(words.region, result.regions[:3])) + ("…" if len(result.regions) > 3 else "")
    summary = words("count.sep").join(
        words("wording.count", kind=words(f"wording.{kind}"), listed=int(one["listed"]), total=int(one["total"]))
        for kind, one in result.summary().iterrows()
        if one["total"]
    )
    notes = [words("wording.note", years=year_span(result.years[0], result.years[-1]), least=result.least)]
    notes += [words("wording.left_out", what=what) for what in result.left_out]
    notes += [words("page.failed", what=str(one)) for one in result.failed]
    notes += [words("page.skipped", what=str(one)) for one in result.skipped]
    title = words("title.wording", place=place, a=a, b=b)
    return View(title, summary or words("wording.none"), columns, sections, tuple(notes))
