"""The examples run as they are, on the samples and on the reader's own files, and are each a page at most."""

from __future__ import annotations

import ast
import json
import runpy
import sys
import warnings
from functools import partial
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

import govreport as gr
from govreport.language import speaking

FOLDER = Path(__file__).resolve().parents[1] / "examples"
EXAMPLES = sorted(FOLDER.rglob("*.py"))
FIRST = ("cluster", "one_report", "own_vocabulary", "targets_and_outcomes", "trend_figure", "two_years")
#: what a reader of the README looks for in what they print
SHOWS = {"two_years": ("国内生产总值", "2023", "2024"), "trend_figure": ("trend.png",)}


def test_the_examples_of_the_readme_are_there() -> None:
    assert tuple(sorted(path.stem for path in FOLDER.glob("*.py"))) == FIRST


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_a_page_at_most_and_begins_with_what_it_shows(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= {"questions": 120, "figures": 25}.get(path.parent.name, 50)
    assert lines[0] == '"""'
    assert lines[1] and lines[2] == "=" * len(lines[1]), "a title for the gallery"
    assert lines[4], "and a sentence under it"


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("path", [path for path in EXAMPLES if path.stem != "cluster"], ids=lambda path: path.stem)
def test_an_example_runs_on_the_samples(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process: to start Python and to load the libraries anew takes longer than most examples."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(path)])
    with mpl.rc_context(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        try:
            runpy.run_path(str(path), run_name="__main__")
        finally:
            plt.close("all")
    said = capsys.readouterr()
    assert ([str(one.message) for one in caught], said.err) == ([], ""), "a first run shows no warning"
    if path.parent.name != "figures":
        assert len(said.out.splitlines()) >= 1
    for word in SHOWS.get(path.stem, ()):
        assert word in said.out
    if path.stem == "trend_figure":
        picture = tmp_path / "out" / "trend.png"
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert picture.stat().st_size > 20_000


TOUR = json.loads((FOLDER / "tour.ipynb").read_text("utf-8"))


def test_the_tour_is_committed_without_what_running_it_leaves() -> None:
    assert (TOUR["nbformat"], TOUR["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in TOUR["cells"]]
    assert len(set(ids)) == len(ids) and TOUR["cells"][0]["cell_type"] == "markdown"
    codes = [cell for cell in TOUR["cells"] if cell["cell_type"] == "code"]
    assert not [cell["id"] for cell in codes if cell["outputs"] or cell["execution_count"] is not None]


def test_the_tour_runs_from_the_first_cell_to_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cell by cell, and what a cell ends with is shown as a notebook shows it; that needs no kernel of Jupyter."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}
    shown: list[str] = []
    with mpl.rc_context(), warnings.catch_warnings(record=True) as caught, speaking("en"):
        warnings.simplefilter("default")
        try:
            for cell in TOUR["cells"]:
                if cell["cell_type"] == "code":
                    shown.append(run_cell("".join(cell["source"]), cell["id"], names))
        finally:
            plt.close("all")
    assert [str(one.message) for one in caught] == []
    assert (tmp_path / "panel.html").stat().st_size > 50_000
    assert "国内生产总值" in shown[1] and "gdp" in shown[3] and "<table" in shown[4]


def run_cell(code: str, name: str, names: dict[str, object]) -> str:
    """Run a cell, and return what a notebook shows of its last line where that is an expression."""
    tree = ast.parse(code, name)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), names)
    value = eval(compile(ast.Expression(last.value), name, "eval"), names) if last else None
    page = getattr(value, "_repr_html_", None)
    return (page() if page else None) or repr(value)


def test_the_example_of_a_cluster_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With workers that are threads: that its processes read the same is asked where the engine is tested."""
    distributed = pytest.importorskip("distributed", reason="no cluster to try: needs the extra dask")
    import dask.distributed

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["cluster.py"])
    monkeypatch.setattr(dask.distributed, "LocalCluster", partial(distributed.LocalCluster, processes=False))
    runpy.run_path(str(FOLDER / "cluster.py"), run_name="__main__")
    said = capsys.readouterr()
    assert said.err == ""
    assert "2 workers" in said.out and "the same as in one process: True" in said.out


def test_every_figure_of_the_library_has_an_example() -> None:
    shown = "".join(path.read_text("utf-8") for path in FOLDER.glob("figures/*.py"))
    kinds = {"change", "coverage", "heatmap", "league", "revisions", "small_multiples", "targets", "trend"}
    kinds |= {"terms", "terms_multiples", "wording"}
    assert not [name for name in kinds if f"gr.plot.{name}(" not in shown]
    assert kinds == set(gr.plot.__all__) - {"chinese_font", "save", "style"}


def test_an_example_takes_the_readers_own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "县报告.txt"
    path.write_text("某县2023年政府工作报告\n一、2022年工作回顾\n地区生产总值增长6.1%。\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["one_report.py", str(path)])
    runpy.run_path(str(FOLDER / "one_report.py"), run_name="__main__")
    said = capsys.readouterr()
    assert "6.1%" in said.out and said.err == ""
    assert str(gr.samples()[-1]) not in said.out
