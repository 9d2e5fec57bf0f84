"""Files that are broken, out of all measure or made to break: one of them never ends a folder."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from checks import seconds

import govreport as gr
from govreport.errors import InputError
from govreport.panel import Failure, working
from govreport.text import Limits, Source, shown
from govreport.text.limits import within

TEXT = """南湖市2024年政府工作报告
各位代表：
一、2023年工作回顾
地区生产总值增长5%，出口增长7%。
二、2024年工作安排
地区生产总值增长6%左右。
"""
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:document>'
posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and names of Unix")


def word(document: str, **parts: str) -> bytes:
    """A Word document with a main part as it is given, and others."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        target = "<Relationship Id='a' Type='http://x/officeDocument' Target='word/document.xml'/>"
        package.writestr("_rels/.rels", f"<Relationships xmlns='x'>{target}</Relationships>")
        package.writestr("word/document.xml", document)
        for name, part in parts.items():
            package.writestr(f"word/{name}.xml", part)
    return data.getvalue()


def paragraphs(text: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())


def body(inside: str) -> str:
    return WORD.format(f"<w:body>{inside}</w:body>")


CELL = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
ROW = "<w:tr>{}</w:tr>"
TABLE = f"<w:tbl>{ROW.format(CELL.format('{}', '出口'))}</w:tbl>"
#: what stops the reading of a file with an error of ours, and a word of the error
BROKEN: dict[str, tuple[str, bytes, str]] = {
    "no body": ("a.docx", word(WORD.format("")), "Word document"),
    "no main part": ("a.docx", word(body(""))[:200], "Word document"),
    "no XML": ("a.docx", word("<w:document"), "Word document"),
    "a document type": ("a.docx", word("<!DOCTYPE x [<!ENTITY a 'b'>]>" + body("")), "Word document"),
    "nothing in it": ("a.docx", word(body("")), "no text"),
    "nested without end": ("a.docx", word(body("<w:p>" * 20_000 + "</w:p>" * 20_000)), ""),
    "half of a page": ("a.html", b"<html><body>" + "各位".encode()[:4], "does not look like"),
    "not a zip file": ("a.zip", b"PK\x03\x04 no zip", "zip file"),
    "an old Word document": ("a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word document"),
    "no letter": ("a.txt", b"\xef\xbb\xbf\n \n", "no text"),
}


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_of_broken_files_gives_a_failure_for_each_and_the_rest(jobs: int, tmp_path: Path) -> None:
    for number, (name, data, _) in enumerate(BROKEN.values()):
        (tmp_path / f"{number:02}{name}").write_bytes(data)
    (tmp_path / "南湖市_2024.txt").write_text(TEXT, encoding="utf-8")
    panel = gr.read_panel(tmp_path, n_jobs=jobs)
    assert panel.report_years == [2024]
    failed = sorted(panel.failed, key=lambda failure: failure.source)
    assert [Path(f.source).name for f in failed] == [f"{n:02}{v[0]}" for n, v in enumerate(BROKEN.values())]
    for failure, (_, _, said) in zip(failed, BROKEN.values(), strict=True):
        assert type(failure.error) is InputError
        assert said in str(failure.error) and failure.source in str(failure.error)
        assert "please report it" not in str(failure.error), failure


ODD: dict[str, tuple[str, bytes]] = {
    "a span that is no number": (
        "docx",
        word(body(paragraphs(TEXT) + TABLE.format('<w:gridSpan w:val="abc"/>'))),
    ),
    "a span of 5,000 digits": (
        "docx",
        word(body(paragraphs(TEXT) + TABLE.format('<w:gridSpan w:val="' + "9" * 5000 + '"/>'))),
    ),
    "a merge that goes on nothing": (
        "docx",
        word(body(paragraphs(TEXT) + TABLE.format("<w:vMerge/>"))),
    ),
    "a number that is no character": (
        "html",
        "".join(f"<p>{line}</p>" for line in TEXT.splitlines()).encode() + b"&#" + b"9" * 5000 + b";",
    ),
}


@pytest.mark.parametrize("kind", ODD)
def test_what_is_only_odd_is_read(kind: str, tmp_path: Path) -> None:
    suffix, data = ODD[kind]
    path = tmp_path / f"南湖市_2024.{suffix}"
    path.write_bytes(data)
    assert [m.quote for m in gr.extract(gr.read_report(path))] == ["5%", "7%", "6%左右"]


def test_many_cells_that_are_merged_downwards_take_no_time(tmp_path: Path) -> None:
    first, on = CELL.format('<w:vMerge w:val="restart"/>', "出口"), CELL.format("<w:vMerge/>", "")
    path = tmp_path / "南湖市_2024.docx"

    def reading(cells: int) -> float:
        rows = ROW.format(first) + ROW.format(on) * cells
        path.write_bytes(word(body(f"{paragraphs(TEXT)}<w:tbl>{rows}</w:tbl>")))
        return seconds(lambda: gr.read_report(path), tries=2)

    assert reading(8000) < 48 * max(reading(500), 0.01)  # sixteen times as many; the square of that is 256


# --- limits --------------------------------------------------------------------------------------------------------


def refused(path: Path, **limits: float) -> str:
    with pytest.raises(InputError) as caught:
        gr.read_report(path, limits=Limits(**limits))  # type: ignore[arg-type]
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_a_file_above_a_limit_is_refused_by_the_name_of_the_limit(tmp_path: Path) -> None:
    plain, page, packed = (tmp_path / f"南湖市_2024.{suffix}" for suffix in ("txt", "html", "docx"))
    plain.write_text(TEXT, encoding="utf-8")
    page.write_text(TEXT, encoding="utf-8")
    packed.write_bytes(word(body(paragraphs(TEXT) + "<w:p/>" * 400_000)))
    assert "Limits(size=…)" in refused(plain, size=50)
    assert "Limits(characters=…)" in refused(plain, characters=50)
    assert "Limits(unpacked=…)" in refused(page, unpacked=50)
    assert "Limits(unpacked=…)" in refused(packed, unpacked=10_000, ratio=10_000)
    assert "Limits(ratio=…)" in refused(packed)
    assert gr.read_report(packed, limits=Limits(ratio=10_000)).year == 2024


@posix
def test_a_file_that_takes_too_long_is_refused_and_the_clock_of_others_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(report: gr.Report) -> list[gr.Metric]:
        if report.year == 2023:
            time.sleep(60)
        return gr.extract(report)

    monkeypatch.setattr(working, "extract", slow)
    for year in (2023, 2024):
        (tmp_path / f"南湖市_{year}.txt").write_text(TEXT, encoding="utf-8")
    gr.extract(gr.read_report(tmp_path / "南湖市_2024.txt"))  # what is loaded once is no time of a file
    begin, before = time.perf_counter(), signal.getsignal(signal.SIGALRM)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        panel = gr.read_panel(tmp_path, limits=Limits(seconds=0.5))
    assert time.perf_counter() - begin < 40  # a file that is not given up takes sixty seconds
    assert signal.getsignal(signal.SIGALRM) is before
    assert [f.source for f in panel.failed] == [str(tmp_path / "南湖市_2023.txt")]
    assert "seconds=…" in str(panel.failed[0].error)
    assert panel.report_years == [2024]


@pytest.mark.parametrize(
    "wrong", [{"size": 0}, {"seconds": -1}, {"ratio": "2"}, {"characters": True}, {"size": float("nan")}]
)
def test_a_limit_is_a_number_above_nothing(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=f"Limits.{next(iter(wrong))}"):
        Limits(**wrong)


def test_an_entry_that_unpacks_to_a_bomb_is_refused_and_its_neighbours_are_read(tmp_path: Path) -> None:
    path = tmp_path / "reports.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("南湖市_2023.txt", " " * 30_000_000)
        packed.writestr("南湖市_2024.txt", TEXT)
    panel = gr.read_panel(path)
    assert panel.report_years == [2024]
    assert "Limits(ratio=…)" in str(panel.failed[0].error)


def entry(name: str, text: str, kind: int = zipfile.ZIP_DEFLATED, mode: int = 0) -> bytes:
    """A zip file with one entry."""
    data, info = BytesIO(), zipfile.ZipInfo(name)
    info.compress_type, info.create_system, info.external_attr = kind, 3, mode << 16
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr(info, text)
    return data.getvalue()


def marked(data: bytes, place: int, value: bytes) -> bytes:
    """A zip file of one entry with another value in its head: `place` counts from the flags, which both heads have."""
    made, listed = bytearray(data), data.find(b"PK\x01\x02")
    made[6 + place : 6 + place + len(value)] = value
    made[listed + 8 + place : listed + 8 + place + len(value)] = value
    return bytes(made)


def torn(data: bytes) -> bytes:
    """A zip file in whose entry some bytes are others."""
    return data[:80] + b"\xff" * 40 + data[120:]


PLAIN = entry("南湖市_2024.txt", TEXT)
#: what a zip file of one entry may be, and what is said of it
ODDLY_PACKED = {
    "a password": (marked(PLAIN, 0, b"\x01\x08"), "packed with a password"),
    "a method of nobody": (marked(PLAIN, 2, b"\x63"), "damaged here: found That compression method is not supported"),
    "a size that is not": (marked(PLAIN, 16, b"\x05\x00\x00\x00"), "damaged here"),
    "bytes that do not unpack": (torn(entry("a.txt", TEXT * 9, zipfile.ZIP_BZIP2)), "damaged here"),
    "the same in lzma": (torn(entry("a.txt", TEXT * 9, zipfile.ZIP_LZMA)), "damaged here"),
    "a link": (entry("a.txt", "/etc/passwd", mode=0o120777), "does not look like a government work report"),
    "a zip file": (entry("a.zip", TEXT), "no report in the zip file"),
    "cut short": (PLAIN[:-30], "not a zip file that can be read"),
}


@pytest.mark.parametrize("kind", ODDLY_PACKED)
def test_what_is_packed_oddly_is_a_failure_with_one_reason(kind: str, tmp_path: Path) -> None:
    data, said = ODDLY_PACKED[kind]
    (tmp_path / "odd.zip").write_bytes(data)
    (tmp_path / "南湖市_2024.txt").write_text(TEXT, encoding="utf-8")
    panel = gr.read_panel(tmp_path)
    assert panel.report_years == [2024]
    assert [said in str(one.error) and "odd.zip" in one.source for one in panel.failed] == [True]
    assert "please report it" not in str(panel.failed[0])


@pytest.mark.parametrize("name", ["/etc/南湖市_2024.txt", "../../南湖市_2024.txt", "C:\\南湖市_2024.txt"])
def test_where_an_entry_says_it_belongs_does_not_matter_as_nothing_is_unpacked(name: str, tmp_path: Path) -> None:
    (tmp_path / "odd.zip").write_bytes(entry(name, TEXT))
    assert gr.read_panel(tmp_path).regions == ["南湖市"]
    assert [path.name for path in tmp_path.iterdir()] == ["odd.zip"]


def test_the_time_of_a_file_is_held_to_in_any_thread_and_beside_another_alarm() -> None:
    told: list[str] = []

    def patient() -> None:
        for _ in range(3):
            try:
                with within(0.05, "a.txt"):
                    while True:
                        sum(range(1000))
            except InputError as error:
                told.append(error.message)
        with within(60, "b.txt"):
            told.append("in time")

    thread = threading.Thread(target=patient)
    thread.start()
    thread.join(30)
    assert told == ["reading it took too long"] * 3 + ["in time"]
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 500)
        try:
            patient()
            assert signal.getitimer(signal.ITIMER_REAL)[0] > 300
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        assert told[4:] == told[:4]


def test_a_clock_that_did_not_ring_leaves_a_debugger_its_steps() -> None:
    """Told to forget an error that is not there, Python 3.11 looks for it at every call: under a tracer for ever."""
    before = sys.gettrace()
    with within(5, "a.txt"):
        with within(60, "b.txt"):
            pass
        sys.settrace(lambda frame, event, what: None)
        try:
            assert shown("x") == "x"
        finally:
            sys.settrace(before)


def test_an_entry_of_a_zip_file_that_is_damaged_or_too_large_is_named(tmp_path: Path) -> None:
    path = tmp_path / "reports.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("东山市_2024.txt", TEXT.replace("南湖市", "东山市"))
        packed.writestr("南湖市_2024.txt", TEXT)
        packed.writestr("西河市_2024.txt", TEXT.replace("南湖市", "西河市") + "各项工作都取得了好成绩。\n" * 40)
    path.write_bytes(path.read_bytes().replace("东山市2024年".encode(), "东山市2042年".encode()))
    panel = gr.read_panel(path, limits=Limits(size=len(TEXT.encode()) + 100))
    assert panel.regions == ["南湖市"]
    damaged, large = (str(one.error) for one in panel.failed)
    assert damaged.startswith(f"{path}/东山市_2024.txt: the zip file is damaged here")
    assert large.startswith(f"{path}/西河市_2024.txt: too large") and "Limits(size=…)" in large


def test_a_zip_file_without_a_report_is_a_failure_and_what_is_there_twice_is_listed(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    file = tmp_path / "南湖市_2024.txt"
    file.write_text(TEXT, encoding="utf-8")
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(tmp_path / "two.zip", "w") as packed:
        for _ in range(2):
            packed.writestr("山阳县_2024.txt", TEXT.replace("南湖市", "山阳县"))
    with pytest.warns(gr.GovReportWarning, match="the same text as"):
        panel = gr.read_panel([tmp_path, file])
    assert [str(f.error).split(": expected")[0] for f in panel.failed] == [
        f"{tmp_path}/empty.zip: no report in the zip file"
    ]
    assert [str(one) for one in panel.skipped] == [
        f"{tmp_path}/two.zip/山阳县_2024.txt: given twice",
        f"{file}: given twice",
    ]


# --- things that are no files --------------------------------------------------------------------------------------


@posix
def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "南湖市_2024.txt").write_text(TEXT, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    panel = gr.read_panel([tmp_path, tmp_path / ("x" * 5000 + ".txt"), "nul\0.txt"])
    said = {Path(f.source).name[:9]: str(f.error) for f in panel.failed}
    assert set(said) == {"pipe.txt", "a.txt", "b.txt", "gone.txt", "zero.txt", "xxxxxxxxx", "nul\0.txt"}
    assert "pipe" in said["pipe.txt"] and "device" in said["zero.txt"]
    assert "link" in said["a.txt"] and "did you mean" not in said["a.txt"] + said["gone.txt"]
    assert "nowhere" in said["gone.txt"]
    assert panel.report_years == [2024]


WAYS: dict[str, Callable[[Path, Path], list[Failure]]] = {
    "a panel": lambda folder, _: gr.read_panel(folder).failed,
    "a store": lambda folder, home: [*gr.open_panel(home).update(folder).failed],
    "a table": lambda folder, _: table_refused(folder / "waits.csv"),
}


def table_refused(path: Path) -> list[Failure]:
    try:
        return gr.read_panel(path).failed
    except InputError as error:
        return [Failure(error.where, error)]


@posix
@pytest.mark.filterwarnings("ignore::govreport.GovReportWarning")
@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_gives_nothing_and_does_not_end_is_refused_at_once_in_any_thread(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log of the kernel is such a file; so is a pipe that is said to be a file, and that somebody may write to."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "南湖市_2024.txt").write_text(TEXT, encoding="utf-8")
    name = "waits.csv" if way == "a table" else "waits.txt"
    os.mkfifo(folder / name)
    monkeypatch.setattr("govreport.text.opening.stat.S_ISREG", lambda mode: True)
    told: list[Failure] = []
    writer = os.open(folder / name, os.O_RDWR)
    try:
        thread = threading.Thread(target=lambda: told.extend(WAYS[way](folder, tmp_path / "store")), daemon=True)
        thread.start()
        thread.join(60)
        assert not thread.is_alive()
    finally:
        os.close(writer)
    [failure] = told
    said = "an empty file" if way == "a table" else "gives nothing now and does not end"
    assert Path(failure.source).name == name and said in str(failure)


@posix
@pytest.mark.filterwarnings("ignore::govreport.GovReportWarning")
def test_a_store_waits_no_longer_for_a_file_than_it_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(source: Source, most: int) -> Iterator[bytes]:
        if source.name == "东山市_2024.txt":
            time.sleep(60)
        yield source.path.read_bytes()

    monkeypatch.setattr("govreport.text.opening._parts", slow)
    for name in ("东山市", "南湖市"):
        (tmp_path / f"{name}_2024.txt").write_text(TEXT.replace("南湖市", name), encoding="utf-8")
    begin = time.perf_counter()
    made = gr.open_panel(tmp_path / "store").update(tmp_path, limits=Limits(seconds=1))
    assert time.perf_counter() - begin < 40
    assert made.read == 1
    assert [Path(one.source).name for one in made.failed] == ["东山市_2024.txt"]
    assert "seconds=…" in str(made.failed[0])


@posix
def test_a_circle_of_folders_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "南湖市_2024.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "round").symlink_to(tmp_path)
    panel = gr.read_panel(tmp_path, recursive=True)
    assert len(panel.reports) == 1
    assert [str(one) for one in panel.skipped] == [f"{tmp_path}/in/round: a link to a folder"]


def test_a_folder_that_cannot_be_opened_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "南湖市_2024.txt").write_text(TEXT, encoding="utf-8")
    there = os.listdir

    def listed(path: Any = ".") -> list[str]:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return there(path)

    monkeypatch.setattr(os, "listdir", listed)
    panel = gr.read_panel(tmp_path, recursive=True)
    said = f"{tmp_path}/shut: the folder cannot be opened: found Permission denied"
    assert [str(f) for f in panel.failed] == [said]


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="names of files are always in UTF-8 there")
def test_a_name_in_gbk_is_read_and_can_be_written(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    for name in ("南湖市_2024.txt".encode("gbk"), b"\xff\xfe_2023.txt"):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(TEXT.replace("2024年政", "政").replace("南湖市", "").encode())
    panel = gr.read_panel(tmp_path)
    assert panel.regions == ["南湖市"]
    assert panel.reports["source"].tolist() == [f"{tmp_path}/南湖市_2024.txt"]
    assert "\\xff" in panel.failed[0].source
    for ending in ("json", "csv", "html"):
        out = tmp_path / f"out.{ending}"
        panel.save(out) if ending == "json" else panel.to_html(out) if ending == "html" else panel.to_csv(out)
    assert shown("\ud800x") == "?x"


# --- what breaks the worker ----------------------------------------------------------------------------------------


class Deadly(gr.Vocabulary):
    """A vocabulary that is broken at 进口, wherever it is opened."""

    __slots__ = ("_harm",)
    _harm: str

    def lookup(self, name: str, **said: Any) -> gr.Match | None:
        if name == "进口" and self._harm == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "进口":
            raise MemoryError if self._harm == "memory" else KeyError("a bug of ours")
        return super().lookup(name, **said)

    def __reduce__(self) -> tuple[Any, ...]:
        return deadly, (self._harm,)


def deadly(harm: str) -> Deadly:
    made = Deadly((), ())
    object.__setattr__(made, "_harm", harm)
    return made


@posix
@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize(
    ("jobs", "harm", "said"),
    [
        (2, "kill", "killed, twice"),
        (1, "memory", "not enough memory"),
        (2, "memory", "not enough memory"),
        (1, "bug", "KeyError"),
        (2, "bug", "KeyError"),
    ],
)
def test_a_report_that_breaks_its_worker_is_listed_and_all_others_are_read(
    jobs: int, harm: str, said: str, tmp_path: Path
) -> None:
    for number, name in enumerate("丁丙乙壬己辛"):
        region, what = f"{name}山县", "进口" if name == "辛" else "出口"
        text = TEXT.replace("南湖市", region).replace("出口", what).replace("7%", f"{number}.5%")
        (tmp_path / f"{region}_2024.txt").write_text(text, encoding="utf-8")
    panel = gr.read_panel(tmp_path, n_jobs=jobs, vocabulary=deadly(harm))
    assert [Path(f.source).name for f in panel.failed] == ["辛山县_2024.txt"]
    assert said in str(panel.failed[0].error)
    assert len(panel.regions) == len(panel.reports) == 5


@pytest.mark.usefixtures("processes")
def test_warnings_are_the_same_with_one_process_and_with_two(tmp_path: Path) -> None:
    for name in ("南湖市_2022.txt", "青山县_2024.txt", "易县_2024.txt"):
        (tmp_path / name).write_text(TEXT.replace("南湖市", "米易县"), encoding="utf-8")
    told: list[list[str]] = []
    for jobs in (1, 2):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            gr.read_panel(tmp_path, n_jobs=jobs)
        told.append([str(one.message) for one in caught])
        assert {one.filename for one in caught} == {"govreport"}
    assert told[0] == told[1]
    assert any("the name says 2022, the report 2024" in line for line in told[0])
    assert any("the report 米易县" in line for line in told[0])


# --- what a reader sees of a Word document ---------------------------------------------------------------------------

RUN = "<w:r><w:t>{}</w:t></w:r>"
SEEN = {
    "an insertion": (f"<w:ins>{RUN.format('5%')}</w:ins>", "5%"),
    "a deletion": (f"<w:del><w:r><w:delText>9</w:delText><w:t>9</w:t></w:r></w:del>{RUN.format('5%')}", "5%"),
    "what was moved away": (f"<w:moveFrom>{RUN.format('9')}</w:moveFrom>{RUN.format('5%')}", "5%"),
    "a smart tag": (f"<w:smartTag>{RUN.format('5')}</w:smartTag>{RUN.format('%')}", "5%"),
    "a content control": (f"<w:sdt><w:sdtContent>{RUN.format('5%')}</w:sdtContent></w:sdt>", "5%"),
    "a link": (f"<w:hyperlink>{RUN.format('5%')}</w:hyperlink>", "5%"),
    "a note": (f"{RUN.format('5')}<w:r><w:footnoteReference w:id='2'/></w:r>{RUN.format('%')}", "5%"),
}


@pytest.mark.parametrize("kind", SEEN)
def test_numbers_are_read_wherever_a_reader_sees_them_and_not_where_they_are_struck_out(
    kind: str, tmp_path: Path
) -> None:
    inside, seen = SEEN[kind]
    lines = paragraphs("各位代表：\n一、2023年工作回顾")
    path = tmp_path / "南湖市_2024.docx"
    notes = WORD.replace("w:document", "w:footnotes").format(f"<w:footnote>{paragraphs('另有7家企业')}</w:footnote>")
    path.write_bytes(word(body(f"{lines}<w:p>{RUN.format('出口增长')}{inside}</w:p>"), footnotes=notes))
    report = gr.read_report(path)
    assert [metric.quote for metric in gr.extract(report)] == [seen]
    assert [one.reason for one in report.declined if one.quote.startswith("7")] == ["text.outside"]


def test_a_text_box_is_read_once_behind_its_paragraph(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraphs('出口增长5%。')}</w:txbxContent>"
    both = (
        f"<x:AlternateContent xmlns:x='y'><x:Choice>{box}</x:Choice><x:Fallback>{box}</x:Fallback></x:AlternateContent>"
    )
    path = tmp_path / "南湖市_2024.docx"
    path.write_bytes(
        word(body(f"{paragraphs('各位代表：')}<w:p><w:r>{both}</w:r>{RUN.format('2023年，税收增长3%。')}</w:p>"))
    )
    assert gr.read_report(path).text.split("\n")[1:] == ["2023年，税收增长3%。", "出口增长5%。"]
