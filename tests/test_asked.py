"""What is no sensible argument gets one clear error of the library, and nothing is read into it."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import govreport as gr
from govreport.asked import called_right

Asked = Callable[[Any, Any], object]
#: of a panel and of one without rows
REFUSED: dict[str, Asked] = {
    "an empty path is not the folder one stands in": lambda p, e: gr.read_panel(""),
    "limits that are a number": lambda p, e: gr.read_panel(gr.samples()[:1], limits=5),  # type: ignore[arg-type]
    "limits of one report": lambda p, e: gr.read_report(gr.samples()[0], limits=5),  # type: ignore[arg-type]
    "a vocabulary that is a text": lambda p, e: gr.read_panel(gr.samples()[:1], vocabulary="x"),  # type: ignore[arg-type]
    "a frame that is a list": lambda p, e: gr.Panel([1]),  # type: ignore[arg-type]
    "a year that is a text": lambda p, e: p.select("gdp", period="2023"),
    "a year that is a fraction": lambda p, e: p.select("gdp", period=2023.0),
    "a column that is not there": lambda p, e: p.select("gdp", foo=1),
    "an indicator that is a number": lambda p, e: p.select(0),
    "an indicator that is a list in a list": lambda p, e: p.wide(["gdp"]),
    "a value that is missing": lambda p, e: p.select(measure=pd.NA),
    "two measures in one table": lambda p, e: p.wide("gdp", measure=["level", "growth"]),
    "a period that ends before it begins": lambda p, e: p.sayings("gdp", (2024, 2022)),
    "results and targets in one ranking": lambda p, e: gr.league(p, "gdp", 2022, status=["actual", "target"]),
    "wording from the later year to the earlier": lambda p, e: gr.wording(gr.samples(), 2023, 2022),
    "no check": lambda p, e: gr.audit(p, check=[]),
    "a row of no rows": lambda p, e: e.explain(0),
    "a figure of no rows": lambda p, e: gr.plot.targets(e, "gdp"),
    "a resolution of nothing": lambda p, e: gr.plot.save(gr.plot.trend(p, "gdp"), "x.png", dpi=0),
    "a size of type that is a text": lambda p, e: gr.plot.chinese_font("x"),  # type: ignore[arg-type]
    "a seed that is a text": lambda p, e: p.review("x.tsv", by="random", seed="x"),
    "a region within a number": lambda p, e: gr.region("x", within=0),  # type: ignore[arg-type]
    "a search for nothing": lambda p, e: gr.vocabulary().search(None),  # type: ignore[arg-type]
    "a name that is none": lambda p, e: gr.vocabulary().lookup(None),  # type: ignore[arg-type]
    "a path with a zero": lambda p, e: p.to_html("x\0.html"),
    "a path that is too long": lambda p, e: gr.load_panel("x" * 5000),
    "a store whose path is too long": lambda p, e: gr.open_panel("x" * 5000),
    **{
        f"{name} of what is no panel": lambda p, e, call=call: call(None)  # type: ignore[misc]
        for name, call in {
            "compare": lambda x: gr.compare(x, 2022, 2023),
            "targets": gr.targets,
            "league": lambda x: gr.league(x, "gdp", 2022),
            "coverage": gr.coverage,
            "audit": gr.audit,
            "revisions": gr.revisions,
        }.items()
    },
}


def public() -> Iterator[tuple[str, Any]]:
    """Yield what a user calls: functions, and the methods of what they return."""
    faces = {"gr": gr, "gr.plot": gr.plot}
    for face, home in faces.items():
        for name in home.__all__:
            value = getattr(home, name)
            if inspect.isclass(value):
                for method, _ in inspect.getmembers(value, inspect.isroutine):
                    raw = inspect.getattr_static(value, method)
                    ours = str(getattr(raw, "__module__", "")).startswith("govreport")
                    if not method.startswith("_") and ours and not issubclass(value, BaseException):
                        yield f"{face}.{name}.{method}", getattr(value, method)
            elif callable(value) and name != "options":
                yield f"{face}.{name}", value


CALLED = dict(public())


@pytest.mark.parametrize("name", CALLED)
def test_what_is_public_refuses_what_it_does_not_take(name: str) -> None:
    """Python refuses such a call before anything is done; what it says is no error of ours."""
    shape = inspect.signature(CALLED[name]).parameters.values()
    with pytest.raises(gr.InputError, match=r"\(\)"):
        if any(one.kind is one.VAR_KEYWORD for one in shape):
            CALLED[name](*[0] * 20)
        else:
            CALLED[name](bogus=1)


def test_a_call_that_fails_inside_is_not_taken_for_a_wrong_one(panel: gr.Panel) -> None:
    @called_right
    def inner(one: object) -> object:
        return one + 1  # type: ignore[operator]

    with pytest.raises(TypeError, match="unsupported operand"):
        inner(None)
    with pytest.raises(gr.InputError, match="target_story"):
        gr.target_story(panel, "gdp", bogus=1)  # type: ignore[call-arg]
    assert pickle.loads(pickle.dumps(gr.compare)) is gr.compare, "workers find it by its name"


@pytest.fixture(scope="module")
def panel() -> gr.Panel:
    return gr.read_panel(gr.samples()[-2:], progress=False)


@pytest.mark.parametrize("asked", REFUSED)
def test_what_makes_no_sense_is_refused(
    asked: str, panel: gr.Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(gr.GovReportError):
        REFUSED[asked](panel, gr.Panel(panel.frame.iloc[:0]))


def test_of_several_years_those_that_are_there_are_taken(panel: gr.Panel) -> None:
    found = panel.select("gdp", period=[1900, 2023])
    assert set(found.frame["period_end"]) == {2023} and panel.select("gdp", period=[]).frame.empty


@pytest.mark.parametrize("name", ["region", "indicator", "measure", "status"])
def test_coverage_of_nothing_is_empty(name: str, panel: gr.Panel) -> None:
    assert gr.coverage(panel, **{name: []}).frame.empty and gr.coverage(gr.Panel(panel.frame.iloc[:0])).events.empty


def test_corrections_may_be_a_frame(panel: gr.Panel) -> None:
    one = panel.select("gdp", measure="growth", status="actual").frame.iloc[0]
    row = {name: one[name] for name in ("report_region", "report_year", "quote", "sentence")}
    mended = panel.correct(pd.DataFrame([{**row, "field": "status", "value": "estimate"}]))
    assert mended.corrected["quote"].tolist() == [one["quote"]]


@pytest.mark.parametrize("view", [gr.targets, gr.target_story, gr.coverage, gr.revisions, gr.audit])
def test_an_indicator_may_stand_behind_the_panel(view: Callable[..., Any], panel: gr.Panel) -> None:
    assert view(panel, "国内生产总值").frame.equals(view(panel, indicator="gdp").frame)


@pytest.mark.parametrize("asked", [{"check": 0}, {"check": True}])
def test_a_check_that_is_no_text_is_told_what_there_is(asked: dict[str, Any], panel: gr.Panel) -> None:
    with pytest.raises(gr.InputError, match="'growth' or 'sum'"):
        gr.audit(panel, **asked)


def test_a_status_that_is_no_text_is_told_what_there_is(panel: gr.Panel) -> None:
    with pytest.raises(gr.GovReportError, match="there are actual"):
        gr.league(panel, "gdp", status=-1)  # type: ignore[arg-type]
