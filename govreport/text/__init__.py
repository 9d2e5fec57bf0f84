"""`read_report`: from a file to a `Report`: text, region, year, title, sections, sentences.

The text is read in canonical characters (`govreport.text.canon`); offsets count those of `Report.text` all the same.
For `.txt` that is the decoded file without its byte order mark and with its line ends as they are (a carriage return
and a line feed are two characters). For `.docx` it is the paragraphs and table cells joined by line feeds, for `.html`
the visible text of the page with a line break at every block.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from govreport.errors import GovReportWarning, InputError
from govreport.model import Report, Section
from govreport.regions import locate
from govreport.text.canon import Canon, canonical
from govreport.text.decode import SUFFIXES, read_text
from govreport.text.files import report_files
from govreport.text.identify import find_title, is_report, name_region, name_year, text_region, text_year
from govreport.text.layout import find_report
from govreport.text.lines import sentences
from govreport.text.sections import find_sections

_FIRST_YEAR, _LAST_YEAR = 1949, 2100
_LONGEST_REGION = 100

__all__ = ["SUFFIXES", "read_report", "report_files", "report_from_text"]


def read_report(path: str | Path, *, region: str | None = None, year: int | None = None) -> Report:
    """Read one government work report from a file.

    Parameters
    ----------
    path : str or pathlib.Path
        A `.txt` file in UTF-8 or GB18030, a `.docx` file (needs the extra `docx`), or a saved page (`.html`, `.htm`).
    region : str, optional
        The territory that reports. Found in the file name (`浙江省_2025.txt`) or the text when left out.
    year : int, optional
        The year the report was delivered. Found in the file name or the text when left out.

    Returns
    -------
    Report
        Its text is what is in the file; all offsets count its characters.

    Raises
    ------
    InputError
        If the file cannot be read, is no report, or does not say its region or year.

    Warns
    -----
    GovReportWarning
        If the name of the file and the report in it speak of different territories, or of years that lie apart. The
        name is believed; `region` and `year` say otherwise.

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
    path = Path(path)
    source = str(path)
    _check(region, year, source)
    text = read_text(path)
    if not is_report(canonical(text).text):
        raise _no_report(text, source)
    named = None if region else name_region(path.name), None if year else name_year(path.name)
    report = _build(text, region or named[0], year or named[1], source)
    for doubt in _doubts(report, *named):
        warnings.warn(f"{source}: {doubt}", GovReportWarning, stacklevel=2)
    return report


def _doubts(report: Report, region: str | None, year: int | None) -> Iterator[str]:
    """Yield where the name of a file and the report in it contradict each other; the name is believed all the same."""
    text = canonical(report.text).text
    layout = find_report(text)
    title = find_title(text, layout)
    held, ours = text_region(text, layout, title), locate(region) if region else None
    theirs = locate(held) if held else None
    if ours and theirs and not ours.holds(theirs) and not theirs.holds(ours):
        yield f"the name says {region}, the report {held}; say region=... if the name is wrong"
    said = text_year(text, layout, title)
    # a session late in the year and the report of the coming year are one and the same
    if year and said and abs(said - year) > 1:
        yield f"the name says {year}, the report {said}; say year=... if the name is wrong"


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
    return Report(
        text,
        region,
        year,
        canon.spelled(title, 0, layout.start or _HEAD),
        source,
        tuple(_in_file(canon, sections)),
        tuple(canon.all_back(spans)),
    )


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
        hint="if it is one, pass its text to report_from_text with region=... and year=...",
    )


def _glimpse(text: str) -> str:
    said = " ".join(text[:400].split())
    return f"'{said[:30]}…'" if len(said) > 30 else f"'{said}'"
