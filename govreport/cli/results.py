"""`compare`, `targets`, `league`, `coverage`, `revisions`, `audit`, `check`, `export`: what is made of a panel."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from govreport.cli.common import (
    add_files,
    add_filters,
    add_lang,
    add_view,
    add_vintage,
    chosen,
    command,
    export_asked,
    made,
    read,
    say,
    show,
    write,
)
from govreport.errors import InputError
from govreport.model import STATUSES
from govreport.territories import LEVELS

_MEASURES = ("level", "growth", "change", "gap", "multiple", "rank", "streak", "completion")
_SPAN = re.compile(r"(\d{4})(?:[-–:](\d{4}))?")


def add_commands(commands: Any) -> None:
    """Add the commands of this module."""
    for add in (_add_compare, _add_targets, _add_league, _add_coverage, _add_revisions, _add_audit, _add_check):
        add(commands)
    _add_export(commands)


class _Years(argparse.Action):
    """Years, one by one or as 2018-2023; what is none of them is a file, if there is one."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        words = [values] if isinstance(values, str) else list(values or ())
        spans = [(word, _SPAN.fullmatch(word)) for word in words]
        years = [year for _, span in spans if span for year in _span(span)]
        files = [word for word, span in spans if not span]
        for word in files:
            if not Path(word).exists():
                raise InputError("neither a year nor a file", where=option_string, found=repr(word))
        setattr(namespace, self.dest, [*(getattr(namespace, self.dest) or []), *years])
        namespace.more_files = [*(getattr(namespace, "more_files", None) or []), *files]


def _span(found: re.Match[str]) -> list[int]:
    first, last = int(found[1]), int(found[2] or found[1])
    return list(range(first, last + 1)) if last >= first else list(range(first, last - 1, -1))


def add_years(parser: argparse.ArgumentParser, what: str, required: bool = False, several: bool = True) -> None:
    text = f"{what}; several one by one or as 2018-2023" if several else what
    parser.add_argument("--years", "--year", nargs="+", action=_Years, metavar="YEAR", required=required, help=text)


def _add_measure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--measure", choices=_MEASURES, help="only this measure")


def _add_status(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--status", action="append", choices=STATUSES, help="only these; may be said several times")


# compare


def _add_compare(commands: Any) -> None:
    parser = command(commands, "compare", _compare, "Years or regions side by side: changed, new, dropped.")
    add_files(parser)
    add_years(parser, "the years to compare", required=True)
    parser.add_argument(
        "--by",
        choices=("period", "report_year"),
        default="period",
        help="compare what is said of the years, or what the reports of the years say; default: %(default)s",
    )
    parser.add_argument("--regions-side-by-side", action="store_true", dest="beside", help="a column for each region")
    parser.add_argument("--level", choices=LEVELS, help="side by side: only regions of this level")
    parser.add_argument("--domain", action="append", help="only this domain; may be said several times")
    parser.add_argument(
        "--tolerance",
        action="append",
        metavar="SHARE|UNIT=AMOUNT",
        help="what counts as unchanged: 0.01 is one percent, %%=0.1 a tenth of a point; may be said for each unit",
    )
    parser.add_argument(
        "--no-links", action="store_true", help="do not set open ids beside each other that mean the same"
    )
    _add_measure(parser)
    _add_status(parser)
    add_vintage(parser)
    add_filters(parser)
    add_view(parser)


def _compare(arguments: argparse.Namespace) -> int:
    from govreport.comparison import compare, side_by_side

    if not arguments.beside and arguments.level:
        raise InputError("a level is for regions side by side", where="--level", hint="say --regions-side-by-side too")
    if arguments.beside and (arguments.tolerance or arguments.no_links):
        raise InputError("regions side by side are not changes", where="--tolerance, --no-links")
    tolerance = _tolerance(arguments.tolerance)
    panel, status = read(arguments)
    names = ("by", "region", "indicator", "measure", "status", "domain", "vintage")
    filters = {name: getattr(arguments, name) for name in names}
    if arguments.beside:
        show(side_by_side(panel, *arguments.years, level=arguments.level, **filters), arguments)
    else:
        links = not arguments.no_links
        show(compare(panel, years=arguments.years, tolerance=tolerance, links=links, **filters), arguments)
    return status


def _tolerance(said: list[str] | None) -> float | Mapping[str, float] | None:
    """Read one share, or amounts for units."""
    if not said:
        return None
    amounts: dict[str, float] = {}
    for word in said:
        unit, sign, amount = word.rpartition("=")
        try:
            amounts[unit if sign else ""] = float(amount)
        except ValueError:
            expected = "a share such as 0.01, or UNIT=AMOUNT"
            raise InputError("not a tolerance", where="--tolerance", expected=expected, found=repr(word)) from None
    if "" in amounts and len(said) > 1:
        raise InputError("a share and amounts do not go together", where="--tolerance", found=" ".join(said))
    return amounts.get("", amounts)


# targets


def _add_targets(commands: Any) -> None:
    parser = command(commands, "targets", _targets, "What was aimed at, and what later reports say was reached.")
    add_files(parser)
    add_years(parser, "only targets for these years")
    parser.add_argument(
        "--about", type=float, metavar="POINTS", help="how far 左右 reaches, in points of a rate; default: 0.5"
    )
    parser.add_argument(
        "--story", action="store_true", help="how each was raised, lowered, reworded or dropped; --years side by side"
    )
    _add_measure(parser)
    add_vintage(parser)
    add_filters(parser)
    add_view(parser)


def _targets(arguments: argparse.Namespace) -> int:
    from govreport.comparison import target_story, targets

    if arguments.story and arguments.about is not None:
        raise InputError("a story judges with the usual reach", where="--about", hint="leave out --about or --story")
    if arguments.measure and not arguments.story:
        raise InputError("only a story is told of one measure", where="--measure", hint="say --story too")
    panel, status = read(arguments)
    filters = {name: getattr(arguments, name) for name in ("region", "indicator", "vintage")}
    if arguments.story:
        show(target_story(panel, measure=arguments.measure, years=arguments.years or None, **filters), arguments)
    else:
        show(targets(panel, year=arguments.years, about=arguments.about, **filters), arguments)
    return status


# league


def _add_league(commands: Any) -> None:
    parser = command(commands, "league", _league, "Regions ranked by one indicator in one year.")
    parser.add_argument("id", metavar="INDICATOR", help="an id or name, as in: govreport vocabulary")
    add_files(parser)
    add_years(parser, "the latest year with data unless one is named", several=False)
    parser.add_argument("--target", action="store_true", help="rank what is aimed at, and not what was reached")
    parser.add_argument("--region", action="append", help="only this territory; may be said several times")
    parser.add_argument("--level", choices=LEVELS, help="only regions of this level")
    parser.add_argument("--order", choices=("high first", "low first"), help="default: the good end first")
    _add_measure(parser)
    add_vintage(parser)
    add_view(parser)


def _league(arguments: argparse.Namespace) -> int:
    from govreport.comparison import league

    years = arguments.years or [None]
    if len(years) != 1:
        found = ", ".join(map(str, years))
        raise InputError("a league is of one year", where="years", expected="one year", found=found)
    panel, status = read(arguments, [arguments.id])
    options = {name: getattr(arguments, name) for name in ("measure", "region", "level", "order", "vintage")}
    goal = "target" if arguments.target else None
    show(league(panel, arguments.id, years[0], status=goal, **options), arguments)
    return status


# coverage, revisions, audit


def _add_coverage(commands: Any) -> None:
    parser = command(commands, "coverage", _coverage, "Which reports speak of which indicator; what begins and ceases.")
    add_files(parser)
    parser.add_argument(
        "--move", type=float, default=0.25, help="how far, as a share of the report, is a move; default: %(default)s"
    )
    _add_measure(parser)
    _add_status(parser)
    add_filters(parser)
    add_view(parser)


def _coverage(arguments: argparse.Namespace) -> int:
    from govreport.comparison import coverage

    panel, status = read(arguments)
    filters = {name: getattr(arguments, name) for name in ("region", "indicator", "measure", "status", "move")}
    show(coverage(panel, **filters), arguments)
    return status


def _add_revisions(commands: Any) -> None:
    parser = command(commands, "revisions", _revisions, "What later reports make of figures that earlier ones gave.")
    add_files(parser)
    parser.add_argument(
        "--triangle", metavar="ID", help="a table of one indicator: years spoken of down, years of reports across"
    )
    _add_measure(parser)
    add_filters(parser)
    add_view(parser)


def _revisions(arguments: argparse.Namespace) -> int:
    from govreport.comparison import revisions

    if not arguments.triangle and arguments.measure:
        raise InputError("a measure is for a triangle", where="--measure", hint="say --triangle ID too")
    if arguments.triangle and (arguments.indicator or arguments.html or len(arguments.region or ()) > 1):
        raise InputError("a triangle is of one indicator and one region, as text or .csv", where="--triangle")
    panel, status = read(arguments)
    found = revisions(panel, region=arguments.region, indicator=arguments.indicator)
    if not arguments.triangle:
        show(found, arguments)
        return status
    held = panel.select(region=arguments.region).frame["region"].iloc[0] if arguments.region else None
    table = found.triangle(arguments.triangle, region=held, measure=arguments.measure)
    as_csv = (arguments.output or "").endswith(".csv")
    from govreport.export import guarded

    said = guarded(table.reset_index()).to_csv(index=False) if as_csv else table.to_string(na_rep="") + "\n"
    write(said, arguments.output)
    return status


def _add_audit(commands: Any) -> None:
    parser = command(
        commands, "audit", _audit, "What reports claim, reckoned again from what they and their peers say."
    )
    add_files(parser)
    add_years(parser, "only claims about these years")
    parser.add_argument(
        "--check",
        action="append",
        choices=("growth", "sum", "part", "between", "rank"),
        help="only this check; may be said several times",
    )
    add_filters(parser)
    add_view(parser)


def _audit(arguments: argparse.Namespace) -> int:
    from govreport.comparison import audit

    panel, status = read(arguments)
    filters = {"region": arguments.region, "indicator": arguments.indicator, "check": arguments.check}
    show(audit(panel, year=arguments.years, **filters), arguments)
    return status


# check


def _add_check(commands: Any) -> None:
    parser = command(commands, "check", _check, "What cannot be, or is hard to believe: where to look first.")
    add_files(parser)
    add_filters(parser)
    add_view(parser)


def _check(arguments: argparse.Namespace) -> int:
    from govreport.comparison import check

    panel, status = read(arguments)
    show(check(chosen(panel, arguments)), arguments)
    return status


# export


def _add_export(commands: Any) -> None:
    parser = command(
        commands,
        "export",
        _export,
        "The whole panel as a file: .csv, .sdmx.csv, .dta, .json, .parquet, .xlsx or .html.",
    )
    add_files(parser)
    parser.add_argument("-o", "--output", metavar="OUT", required=True, help="its ending says the format")
    add_lang(parser)
    _add_measure(parser)
    _add_status(parser)
    add_filters(parser)


def _export(arguments: argparse.Namespace) -> int:
    from govreport.export import check_ending

    ending = check_ending(arguments.output, ".html")
    panel, status = read(arguments)
    part = chosen(panel, arguments)
    if ending == ".html":
        part.to_html(made(arguments.output))
    else:
        export_asked(part, arguments)
    say(f"saved {arguments.output}: {len(part):,} rows")
    return status
