"""`store update` and `store info`: a panel of any number of reports, on disk."""

from __future__ import annotations

import argparse
import warnings
from typing import Any

from govreport.cli.common import command, complain, pass_over, say
from govreport.errors import InputError
from govreport.language import told

_SHOWN = 20


def add_commands(commands: Any) -> None:
    """Add the commands of this module."""
    text = "A folder that holds any number of reports, read once; the other commands take it for their files."
    parser = commands.add_parser("store", help=text, description=text)
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    add = command(
        actions, "update", _update, "Read what is new or changed into a store, and make it if need be.", under="store"
    )
    add.add_argument("store", metavar="DIR", help="the folder of the store")
    add.add_argument("files", nargs="+", metavar="REPORTS", help="reports, folders, zip files or tables of texts")
    add.add_argument("--recursive", action="store_true", help="read the sub-folders of folders too")
    add.add_argument("--jobs", type=int, metavar="N", help="processes; -1 for as many as there are cores")
    add.add_argument("--again", action="store_true", help="read what is unchanged too")
    add.add_argument("--drop-gone", action="store_true", help="drop reports whose files are no longer there")
    info = command(actions, "info", _info, "What a store holds.", under="store")
    info.add_argument("store", metavar="DIR", help="the folder of the store")
    info.add_argument("--failed", action="store_true", help="list all that could not be read")


def _update(arguments: argparse.Namespace) -> int:
    from govreport.store import open_panel

    with warnings.catch_warnings(record=True) as heard:
        made = open_panel(arguments.store).update(
            arguments.files,
            n_jobs=arguments.jobs,
            recursive=arguments.recursive,
            again=arguments.again,
            drop_gone=arguments.drop_gone,
        )
    # what could not be read is told below, each with its error
    unread = told(str(made.failed[0])) if made.failed else ""
    for one in heard:
        if not unread or unread not in str(one.message):
            warnings.showwarning(one.message, one.category, one.filename, one.lineno)
    pass_over(list(map(str, made.skipped)))
    say(f"{arguments.store}: {made}")
    return max([0, *(complain(failure.error) for failure in made.failed)])


def _info(arguments: argparse.Namespace) -> int:
    from govreport.store import is_store, open_panel

    store = open_panel(arguments.store)
    if not is_store(arguments.store):
        raise InputError("there is no store", where=arguments.store, hint="govreport store update makes one")
    reports = store.reports
    say(f"{len(reports):,} reports of {reports['region'].nunique():,} regions, {reports['metrics'].sum():,} metrics")
    for year, count in reports.groupby("year").size().items():
        say(f"{year}  {count:,}")
    pass_over(list(map(str, store.skipped)))
    shown = store.failed if arguments.failed else store.failed[:_SHOWN]
    status = max([0, *(complain(failure.error) for failure in shown)])
    if len(shown) < len(store.failed):
        complain(f"and {len(store.failed) - len(shown):,} more that could not be read; --failed lists them")
    return status
