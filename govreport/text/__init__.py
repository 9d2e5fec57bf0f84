"""`read_report`: from a file to a `Report`: text, region, year, title, sections, sentences.

The text is read in canonical characters (`govreport.text.canon`); offsets count those of `Report.text` all the same.
For `.txt` that is the decoded file without its byte order mark and with its line ends as they are (a carriage return
and a line feed are two characters). For `.docx` it is the paragraphs and rows of tables joined by line feeds, for
`.html` the visible text of the page with a line break at every block, for `.pdf` the paragraphs of its pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from govreport.asked import called_right, path_of
from govreport.errors import GovReportError, InputError, warn
from govreport.model import Report, Section
from govreport.text.canon import Canon, canon_of, canonical
from govreport.text.characters import HALF
from govreport.text.decode import SUFFIXES, as_big5, decoded, text_of
from govreport.text.doubts import Doubt, doubts_of
from govreport.text.files import Found, Source, find_files, report_files, shown, source_of
from govreport.text.identify import find_title, is_report, name_region, name_year, text_region, text_year
from govreport.text.layout import find_report
from govreport.text.limits import Limits, held_to, refuse, within
from govreport.text.lines import sentences
from govreport.text.opening import Opener, check_file
from govreport.text.sections import find_sections
from govreport.text.stored import stored_text

_FIRST_YEAR, _LAST_YEAR = 1949, 2100
_LONGEST_REGION = 100

__all__ = [
    "SUFFIXES",
    "Doubt",
    "Found",
    "Limits",
    "Opener",
    "Source",
    "as_big5",
    "as_ours",
    "canonical_text",
    "check_file",
    "decoded",
    "doubts_of",
    "find_files",
    "held_to",
    "read_report",
    "report_files",
    "report_from_text",
    "report_of",
    "shown",
    "source_of",
    "stored_text",
    "text_report",
    "within",
]


@called_right
def read_report(
    path: str | Path, *, region: str | None = None, year: int | None = None, limits: Limits | None = None
) -> Report:
    """Read one government work report from a file.

    Parameters
    ----------
    path : str or pathlib.Path
        A `.txt` file in UTF-8, UTF-16, GB18030 or Big5, a `.docx` file, a saved page (`.html`, `.htm`), a `.pdf` with a
        text layer (extra `pdf`), or a `.doc` or `.wps` file where LibreOffice or antiword is installed.
    region : str, optional
        The territory that reports. Found in the file name (`浙江省_2025.txt`) or the text when left out.
    year : int, optional
        The year the report was delivered. Found in the file name or the text when left out.
    limits : Limits, optional
        How large the file may be, and how long reading may take; by default far above what a report needs.

    Returns
    -------
    Report
        Its text is what is in the file; all offsets count its characters.

    Raises
    ------
    InputError
        If the file cannot be read, is above a limit, is no report, or does not say its region or year.

    Warns
    -----
    GovReportWarning
        If the name of the file and the report in it speak of different territories or years (the name is believed;
        `region` and `year` say otherwise), or if the text reads like a budget report, a plan report, the news of a
        meeting, a summary and the like.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "XX市_2024.txt"
    ...     text = "各位代表：\\n一、2023年工作回顾\\n生产总值增长5%。\\n二、2024年工作安排\\n增长6%。"
    ...     _ = path.write_text(text, encoding="utf-8")
    ...     report = read_report(path)
    >>> report.region, report.year, [(s.kind, s.period) for s in report.sections[-2:]]
    ('XX市', 2024, [('review', (2023, 2023)), ('plan', (2024, 2024))])
    """
    most = held_to(limits)
    path_of(path)
    source = source_of(path)
    with within(most.seconds, source.label), Opener(most) as opener:
        report, doubts = report_of(opener.read(source), source, region=region, year=year, limits=most)
    for doubt in doubts:
        warn(f"{source.label}: {doubt}")
    return report


def report_of(
    data: bytes, source: Source, *, region: str | None = None, year: int | None = None, limits: Limits
) -> tuple[Report, list[Doubt]]:
    """Make a report of what is in a file, and tell what speaks against it.

    Parameters
    ----------
    data : bytes
        What is in the file.
    source : Source
        Where it comes from.
    region : str, optional
    year : int, optional
        As in `read_report`.
    limits : Limits
        What is too much.

    Returns
    -------
    tuple of Report and list of Doubt

    Raises
    ------
    InputError
        As in `read_report`.

    Examples
    --------
    >>> text = "各位代表：\\n一、2023年工作回顾\\n生产总值增长5%。\\n二、2024年工作安排\\n增长6%。"
    >>> _, doubts = report_of(text.encode(), source_of("XX市_2023.txt"), limits=Limits())
    >>> doubts
    ['the name says 2023, the report 2024; say year=... if the name is wrong']
    """
    where = source.label
    _check(region, year, where)
    try:
        notes: list[str] = []
        text = text_of(data, source.suffix, where, limits, notes)
        if not is_report(canonical(text).text):
            raise _no_report(text, where)
        named = None if region else name_region(source.name), None if year else name_year(source.name)
        report = _build(text, region or named[0], year or named[1], where)
        return report, [*map(Doubt, notes), *doubts_of(report, *named)]
    except Exception as problem:
        raise as_ours(problem, where) from problem


def text_report(
    text: object, where: str, region: str | None, year: int | None, *, limits: Limits
) -> tuple[Report, list[Doubt]]:
    """Make a report of the text in a row of a table, and tell what speaks against it.

    Parameters
    ----------
    text : object
        What stands in the row.
    where : str
        The table and the row.
    region : str, optional
    year : int, optional
        What the row says; found in the text where it says nothing.
    limits : Limits
        What is too much.

    Returns
    -------
    tuple of Report and list of Doubt

    Raises
    ------
    InputError
        As in `report_from_text`; also if the text is no report although the row says whose and when.

    Examples
    --------
    >>> text = "各位代表：\\n一、2023年工作回顾\\n生产总值增长5%。\\n二、2024年工作安排\\n增长6%。"
    >>> text_report(text, "<table>, row 1", "XX市", 2023, limits=Limits())[1]
    ['the row says 2023, the report 2024; say year=... if the row is wrong']
    """
    try:
        if text is None or text != text:
            raise InputError("the text is empty", where=where)
        if isinstance(text, str):
            refuse("characters", len(text), limits.characters, where, "characters")
        report = report_from_text(text, region=region, year=year, source=where)  # type: ignore[arg-type]
        if not is_report(canon_of(report).text):
            raise _no_report(report.text, where)
        return report, list(doubts_of(report, region, year, "the row"))
    except Exception as problem:
        raise as_ours(problem, where) from problem


def canonical_text(text: str) -> str:
    """Return a text in canonical characters, for comparing it with another.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> canonical_text("增長５％")
    '增长5%'
    """
    return canonical(text).text


def as_ours(problem: Exception, where: str) -> GovReportError:
    """Return an error of ours for any: a file that nobody foresaw ends no folder.

    Parameters
    ----------
    problem : Exception
    where : str
        What was read.

    Returns
    -------
    GovReportError
        The error itself where it is one of ours.

    Examples
    --------
    >>> print(as_ours(KeyError("w"), "a.docx"))
    a.docx: something in it breaks the reader: found KeyError: 'w'; please report it
    """
    if isinstance(problem, GovReportError):
        return problem
    if isinstance(problem, MemoryError):
        return InputError("there is not enough memory to read it", where=where)
    found = f"{type(problem).__name__}: {problem}"[:300]
    return InputError("something in it breaks the reader", where=where, found=found, hint="please report it")


@called_right
def report_from_text(
    text: str, *, region: str | None = None, year: int | None = None, source: str = "<text>"
) -> Report:
    """Make a report of a text that is already in memory.

    Parameters
    ----------
    text : str
        The text; it is kept as it is.
    region : str, optional
        The territory that reports. Found in the text when left out.
    year : int, optional
        The year the report was delivered. Found in the text when left out.
    source : str, default "<text>"
        What to call the text in errors and in the data.

    Returns
    -------
    Report
        With both `region` and `year` given, any text is taken at the caller's word.

    Raises
    ------
    InputError
        If the text is empty, is no report, or does not say its region or year.

    Examples
    --------
    >>> report = report_from_text("XX市2024年政府工作报告\\n各位代表：\\n一、2023年工作回顾\\n增长5%。")
    >>> report.region, report.year, report.title
    ('XX市', 2024, 'XX市2024年政府工作报告')
    >>> [text[a:b] for text in [report.text] for a, b in report.sentences][-1]
    '增长5%。'
    """
    _check(region, year, source)
    if not isinstance(text, str):
        raise InputError("this is no text", where=source, expected="a str", found=type(text).__name__)
    if half := HALF.search(text):
        raise InputError("the text holds half a character", where=source, found=repr(half.group()))
    if not canonical(text).text.strip():
        raise InputError("the text is empty", where=source)
    if (region is None or year is None) and not is_report(canonical(text).text):
        raise _no_report(text, source)
    return _build(text, region, year, source)


def _check(region: str | None, year: int | None, source: str) -> None:
    if region is not None and not (isinstance(region, str) and region.strip()):
        raise InputError("region is empty", where=source, hint="leave it out to have it found")
    if region is not None and len(region) > _LONGEST_REGION:
        expected = f"at most {_LONGEST_REGION} characters"
        raise InputError("this is no name of a region", where=source, expected=expected, found=f"{len(region)}")
    if year is not None and not (isinstance(year, int) and _FIRST_YEAR <= year <= _LAST_YEAR):
        expected = f"a whole number from {_FIRST_YEAR} to {_LAST_YEAR}"
        raise InputError("this is no year of a report", where=source, expected=expected, found=repr(year))


def _build(text: str, region: str | None, year: int | None, source: str) -> Report:
    canon = canonical(text)
    layout = find_report(canon.text)
    title = find_title(canon.text, layout)
    year = year or text_year(canon.text, layout, title)
    if year is None:
        raise InputError(
            "the report does not say its year",
            where=source,
            found=_glimpse(text),
            hint="pass year=..., as in year=2024",
        )
    region = region or text_region(canon.text, layout, title)
    if region is None:
        raise InputError(
            "the report does not say whose it is",
            where=source,
            found=_glimpse(text),
            hint="pass region=..., as in region='浙江省', or name the file <region>_<year>",
        )
    sections = find_sections(canon.text, layout, year)
    spans = [span for part in sections if part.kind != "other" for span in sentences(canon.text, part.start, part.end)]
    report = Report(
        text,
        region,
        year,
        canon.spelled(title, 0, layout.start or _HEAD),
        source,
        tuple(_in_file(canon, sections)),
        tuple(canon.all_back(spans)),
    )
    canon_of(report)  # out of the cache while it is there
    return report


_HEAD = 400


def _in_file(canon: Canon, sections: tuple[Section, ...]) -> Iterator[Section]:
    """Yield the sections with the offsets of the text as it is in the file, each up to where the next one begins."""
    begun = canon.all_back([(part.start, part.start) for part in sections[1:]])
    starts = [0, *(start for start, _ in begun), len(canon.source)]
    for number, part in enumerate(sections):
        heading = canon.spelled(part.heading, part.start, part.end)
        yield replace(part, heading=heading, start=starts[number], end=starts[number + 1])


def _no_report(text: str, source: str) -> InputError:
    return InputError(
        "this does not look like a government work report",
        where=source,
        expected="政府工作报告, 各位代表 or the subjects of a report",
        found=_glimpse(text),
        hint="if it is one, write its title above the text, as in 浙江省2024年政府工作报告",
    )


def _glimpse(text: str) -> str:
    said = " ".join(text[:400].split())
    return f"'{said[:30]}…'" if len(said) > 30 else f"'{said}'"
