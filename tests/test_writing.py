"""Files that are written whole or not at all: a full disk, a kill, a place where nobody may write."""

from __future__ import annotations

import ast
import csv
import inspect
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import govreport as gr
from govreport.cli import main
from govreport.writing import replacing, write_text

FORMULA = "=HYPERLINK(1)"
posix = pytest.mark.skipif(sys.platform == "win32", reason="limits, modes and devices of Unix")


@contextmanager
def full_disk(room: int = 300) -> Iterator[None]:
    """No file grows beyond some bytes, as on a disk that is full."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture(scope="module")
def panel() -> gr.Panel:
    return gr.read_panel(gr.samples()[:2])


WRITERS: dict[str, Callable[[gr.Panel, Path], Any]] = {
    **{ending: lambda p, to: p.export(to) for ending in (".csv", ".sdmx.csv", ".dta", ".json", ".parquet", ".xlsx")},
    ".panel.json": lambda p, to: p.save(to),
    ".panel.json.gz": lambda p, to: p.save(to),
    ".html": lambda p, to: p.to_html(to),
    ".result.html": lambda p, to: gr.targets(p).to_html(to),
    ".tsv": lambda p, to: gr.suggest(p, to, least=1),
    ".png": lambda p, to: gr.plot.save(gr.plot.trend(p, "gdp", measure="growth", lang="en"), to),
    ".svg": lambda p, to: gr.plot.save(gr.plot.trend(p, "gdp", measure="growth", lang="en"), to),
    ".mended.tsv": lambda p, to: gr.corrections(said_wrongly(p)).save(to),
    ".review.tsv": lambda p, to: p.review(to, overwrite=True),
    ".review.xlsx": lambda p, to: p.review(to, overwrite=True),
    ".sentences.html": lambda p, to: gr.sentences(*(gr.read_report(one) for one in gr.samples()[:2])).to_html(to),
    ".promises.html": lambda p, to: gr.promises(gr.samples()[:2]).to_html(to),
    ".terms.csv": lambda p, to: gr.terms(gr.samples()[:2], ["就业", "创新", "农业", "改革"]).to_csv(to),
}
#: the functions that the writers above come to; a new one needs a row there
WRITING = {
    *("Exports.export", "Exports.to_csv", "Exports.to_excel", "Exports.to_json", "Exports.to_parquet"),
    *("Exports.to_sdmx_csv", "Result.to_html", "Corrections.save", "Correctable.review", "Saved.save", "Panel.to_html"),
    *("Exports.to_stata", "suggest", "save"),
}
READING = {"Panel.load", "load_panel", "open_panel", "read_report"}


def said_wrongly(panel: gr.Panel) -> list[dict[str, object]]:
    said = panel.frame.iloc[0].to_dict()
    row = {key: said[key] for key in ("report_region", "report_year", "quote", "sentence")}
    return [{**row, "action": "drop", "why": f"{FORMULA} {n}", "by": "甲" * 90} for n in range(9)]


def test_every_writer_is_tried() -> None:
    found: dict[str, object] = {"save": gr.plot.save}
    for name in gr.__all__:
        public = getattr(gr, name)
        members = inspect.getmembers(public, inspect.isroutine) if inspect.isclass(public) else [(name, public)]
        for _, one in members:
            if not getattr(one, "__qualname__", "_").split(".")[-1].startswith("_") and takes_a_path(one):
                found[one.__qualname__] = one
    assert set(found) - READING == WRITING


def takes_a_path(one: object) -> bool:
    return inspect.isfunction(getattr(one, "__func__", one)) and "path" in inspect.signature(one).parameters  # type: ignore[arg-type]


def test_nothing_is_written_past_the_one_helper(root: Path) -> None:
    """A file that the package opens to write, or lets another library write, is a draft of `replacing`.

    What a converter of old documents is given lies in a folder that is deleted again.
    """
    past = []
    for file in sorted((root / "govreport").rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        drafts = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.With) and re.search(r"replacing\(|TemporaryDirectory\(", ast.unparse(node.items[0]))
        ]
        held = {id(inner) for node in drafts for inner in ast.walk(node)}
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or id(call) in held:
                continue
            called = getattr(call.func, "attr", None) or getattr(call.func, "id", "")
            if called in WRITERS_CALLED and WRITES.match(ast.unparse(call)):
                past.append(f"{file.name}:{call.lineno}: {ast.unparse(call)[:60]}")
    assert past == []


#: how these calls are named, so that not every call is written out
WRITERS_CALLED = {"open", "savefig", "write_text", "write_bytes"} | {
    f"to_{kind}" for kind in ("parquet", "excel", "pickle", "csv", "json", "html")
}
WRITES = re.compile(
    r"(?:gzip\.)?open\([^)]*, '[wax]|[\w.]+\.(?:write_text|write_bytes|to_parquet|to_excel|to_pickle)\((?!\))"
    r"|[\w.]+\.to_(?:csv|json|html)\((?:path|file|place)|[\w.]+\.savefig\((?:path|file|place)"
)


COMMANDS = {
    ".md": ("coverage", "--samples"),
    ".jsonl": ("extract", "--samples", "--format", "jsonl"),
    ".pdf": ("plot", "gdp", "--samples", "--measure", "growth", "--lang", "en"),
}


@posix
@pytest.mark.parametrize("ending", WRITERS)
def test_a_full_disk_leaves_the_old_file_as_it_was_and_is_an_error_of_ours(
    ending: str, panel: gr.Panel, tmp_path: Path
) -> None:
    place = tmp_path / f"old{ending}"
    place.write_bytes(b"the old file")
    with pytest.raises(gr.InputError, match="cannot write here"), full_disk():
        WRITERS[ending](panel, place)
    assert place.read_bytes() == b"the old file"
    assert list(tmp_path.iterdir()) == [place], "a draft was left behind"
    WRITERS[ending](panel, place)
    assert place.stat().st_size > 300
    assert list(tmp_path.iterdir()) == [place]


@posix
@pytest.mark.parametrize("ending", COMMANDS)
def test_the_command_line_says_in_one_line_that_the_disk_is_full(
    ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / f"old{ending}"
    place.write_bytes(b"the old file")
    with full_disk():
        status = main([*COMMANDS[ending], "-o", str(place)])
    said = capsys.readouterr().err.splitlines()
    assert status == 2
    assert [line for line in said if "error" in line] == [
        f"govreport: error: {place}: cannot write here: found File too large"
    ]
    assert place.read_bytes() == b"the old file"


@posix
def test_output_that_nobody_can_hold_is_one_line_and_no_traceback(run_python: Callable[..., Any]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    code = (
        "import sys; sys.stdout = open('/dev/full', 'w'); from govreport.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    done = run_python("-c", code, "extract", "--samples")
    assert (done.returncode, done.stderr) == (2, "govreport: error: No space left on device\n")


@posix
def test_a_process_that_is_killed_while_it_writes_leaves_the_old_file(
    tmp_path: Path, run_python: Callable[..., Any]
) -> None:
    place = tmp_path / "panel.json"
    place.write_text("old")
    code = (
        "import os, signal, sys\nfrom govreport.writing import replacing\n"
        "with replacing(sys.argv[1]) as file, open(file, 'w') as stream:\n"
        "    stream.write('new' * 9999)\n    stream.flush()\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert run_python("-c", code, place).returncode == -9
    assert place.read_text() == "old"


@pytest.mark.parametrize("place", ["no/such/folder/x.csv", "."])
def test_a_place_where_nothing_can_be_written_is_said(place: str, panel: gr.Panel, tmp_path: Path) -> None:
    with pytest.raises(gr.InputError) as caught:
        panel.to_csv(tmp_path / place)
    assert str(tmp_path / place) in str(caught.value)


def test_a_character_that_the_encoding_lacks_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    place = tmp_path / "x.txt"
    place.write_text("old")
    with pytest.raises(gr.InputError, match="'\U00020000'"):
        write_text(place, "增长\U00020000", "gbk")
    assert place.read_text() == "old"


@posix
def test_a_replaced_file_keeps_its_mode_and_a_new_one_has_that_of_the_user(tmp_path: Path) -> None:
    shut, new = tmp_path / "shut.txt", tmp_path / "new.txt"
    shut.write_text("old")
    shut.chmod(0o600)
    before = os.umask(0o027)
    try:
        write_text(shut, "x")
        write_text(new, "x")
    finally:
        os.umask(before)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (shut, new)] == [0o600, 0o640]


@posix
def test_a_link_is_followed_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("old")
    link.symlink_to(real)
    write_text(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    with replacing("/dev/null") as file:
        assert file == Path("/dev/null")


def test_extract_as_csv_guards_words_against_formulas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.txt"
    file.write_text("各位代表：\n一、2022年工作回顾\n全市出口下降5%。\n", encoding="utf-8")
    assert main(["extract", str(file), "--region", FORMULA, "--year", "2023", "--format", "csv"]) == 0
    (row,) = csv.DictReader(capsys.readouterr().out.splitlines())
    assert (row["report_region"], row["value"]) == (f"'{FORMULA}", "-5")


def test_heads_of_csv_are_guarded_too(tmp_path: Path) -> None:
    text = "各位代表：\n一、2022年工作回顾\n生产总值增长5%。"
    regions = [FORMULA, "@X市"]
    reports = [gr.report_from_text(text, region=region, year=2023) for region in regions]
    from govreport.panel import panel_of

    panel = panel_of([(report, gr.normalize(report, gr.extract(report))) for report in reports])
    panel.wide("gdp", measure="growth")
    gr.side_by_side(panel, 2022).to_csv(tmp_path / "x.csv")
    said = list(csv.reader((tmp_path / "x.csv").read_text("utf-8-sig").splitlines()))
    assert not [cell for row in said for cell in row if cell.startswith(("=", "@"))]
    assert any(FORMULA in cell for row in said for cell in row)


def test_a_table_of_corrections_and_of_names_runs_no_formula_and_reads_back(tmp_path: Path) -> None:
    panel = gr.read_panel(gr.samples()[:1])
    given = gr.corrections(said_wrongly(panel))
    given.save(tmp_path / "c.tsv")
    cells = [cell for line in (tmp_path / "c.tsv").read_text("utf-8").splitlines() for cell in line.split("\t")]
    assert f"'{FORMULA} 0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    assert gr.corrections(tmp_path / "c.tsv").frame["why"].tolist() == given.frame["why"].tolist()
