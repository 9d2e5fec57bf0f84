"""What the README and the docs promise is run: every Python block, every command line, every link."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from sharing import samples_read

import govreport as gr
from govreport.cli import main

ROOT = Path(__file__).resolve().parents[1]
CHINESE = sorted((ROOT / "docs" / "zh").glob("*.md"))
PAGES = [
    *(ROOT / name for name in ("README.md", "README.zh.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *CHINESE,
]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path, language: str) -> list[tuple[int, str]]:
    """The line number and text of every block of one language."""
    text = path.read_text("utf-8")
    return [(text[: m.start(2)].count("\n"), m[2]) for m in BLOCK.finditer(text) if m[1] == language]


COMMANDS = [
    pytest.param(line, id=f"{label(path)}: {line}")
    for line, path in {
        line: path
        for path in reversed(PAGES)
        for _, block in blocks(path, "sh")
        for line in block.splitlines()
        if line.startswith("govreport ")
    }.items()
]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a reader has it: his own reports in `reports/`."""
    (tmp_path / "reports").mkdir()
    for path in gr.samples():
        shutil.copy(path, tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    return tmp_path


#: the Chinese pages that have the code of the English ones, as a test below asks: it is run once
SAME = [path for path in CHINESE if path.name != "index.md"]
RUN = [path for path in PAGES if path not in SAME and blocks(path, "python")]


@pytest.mark.filterwarnings("ignore:.*the same text as")  # a table of an example has one text twice
@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("path", RUN, ids=label)
def test_every_python_block_of_a_page_runs_after_those_before_it(
    path: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import matplotlib.pyplot as plt

    names: dict[str, object] = {"__name__": "__main__"}
    try:
        for line, block in blocks(path, "python"):
            # blank lines before the block make the line numbers of a traceback those of the page
            exec(compile("\n" * line + block, str(path), "exec"), names)
    finally:
        plt.close("all")


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_line_of_a_page_runs(line: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(shlex.split(line, comments=True)[1:])
    assert status == 0, capsys.readouterr().err


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_every_link_of_a_page_leads_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text("utf-8"))
    assert not [target for target in targets if not (path.parent / target).exists()]


@pytest.mark.parametrize("path", SAME, ids=label)
def test_a_chinese_page_has_the_code_and_the_tables_of_the_english_one(path: Path) -> None:
    def code(page: Path) -> list[str]:
        """Every block, without its comments."""
        return [re.sub(r" *# .*", "", block) for kind in ("python", "sh") for _, block in blocks(page, kind)]

    def rows(page: Path) -> list[str]:
        """The first name of every row below a head, or of its second cell where the rows are numbered."""
        text = page.read_text("utf-8")
        return re.findall(r"^ *\| (?:\d+ \| )?`([^`]+)`.*\n(?! *\| ---)", text, flags=re.MULTILINE)

    english = path.parents[1] / path.name
    assert code(path) == code(english)
    assert rows(path) == rows(english)
    assert f"](../{path.name})" in path.read_text("utf-8")
    assert f"](zh/{path.name})" in english.read_text("utf-8")


def test_the_chinese_index_links_every_page() -> None:
    index = (ROOT / "docs" / "zh" / "index.md").read_text("utf-8")
    pages = [*CHINESE, *(ROOT / "docs").glob("*.md")]
    assert not [p.name for p in pages if p.name != "index.md" and f"({p.name})" not in index.replace("(../", "(")]


def test_the_index_links_every_page() -> None:
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    assert not [p.name for p in (ROOT / "docs").glob("*.md") if p.name != "index.md" and f"({p.name})" not in index]


def test_the_reference_lists_every_public_name() -> None:
    import govreport.plot

    listed = set(re.findall(r"^   ([\w.]+)$", (ROOT / "docs" / "api.rst").read_text("utf-8"), flags=re.MULTILINE))
    public = {*gr.__all__, *(f"plot.{name}" for name in govreport.plot.__all__)} - {"plot", "__version__"}
    assert listed - {"toctree"} == public


def test_the_readme_shows_what_is_really_read_in_its_sentence() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    sentence = re.search(r"^> (.+)$", text, flags=re.MULTILINE)
    assert sentence
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in re.findall(r"^\| `.+$", text, re.MULTILINE)]
    report = gr.report_from_text(f"一、2022年工作回顾\n{sentence[1]}。", region="某市", year=2023)
    said = []
    for seen in gr.normalize(report, gr.extract(report)):
        bound = "" if seen.metric.bound == "exact" else f"{seen.metric.bound} "
        low, high = (("∞" if limit == float("inf") else f"{limit:g}") for limit in (seen.low, seen.high))
        value = f"{bound}{seen.value:g}"
        said.append([f"`{seen.indicator}`", seen.metric.name, seen.measure, value, f"{low} – {high}", seen.unit])
    assert said == rows


def test_the_data_model_documents_the_columns_of_the_frame_in_their_order() -> None:
    text = (ROOT / "docs" / "data-model.md").read_text("utf-8")
    table = text[text.index("## The frame") : text.index("## Units")]
    documented = re.findall(r"^\| `(\w+)` \| (\w+)", table, flags=re.MULTILINE)
    frame = samples_read().frame
    assert [name for name, _ in documented] == list(frame.columns)
    kinds = {"int64": "int64", "float64": "float64", "bool": "bool"}
    assert [kind for _, kind in documented] == [kinds.get(str(dtype), "str") for dtype in frame.dtypes]


def test_the_errors_page_names_every_error() -> None:
    text = (ROOT / "docs" / "errors.md").read_text("utf-8")
    raised = {name for name in gr.__all__ if name.endswith(("Error", "Warning"))}
    assert not [name for name in raised if f"`{name}`" not in text]


def test_the_measures_statuses_and_bounds_are_documented() -> None:
    from govreport.model import BOUNDS, MEASURES, STATUSES

    text = (ROOT / "docs" / "data-model.md").read_text("utf-8")
    assert not [word for word in (*BOUNDS, *MEASURES, *STATUSES) if f"\n| `{word}`" not in text]
