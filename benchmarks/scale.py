"""Any number of reports in a store: made from the corpus, read on some cores, looked at, killed, the disk full.

    python benchmarks/scale.py ../scale --reports 2000 --kills 10

The folder, which must be outside the repository, holds the texts and the store afterwards. The texts are those of the
corpus with the region and all years changed alike in the name of the file and in the text, and the figures perturbed.
Needs `psutil`; the full disk is a small file system where the script may mount one, else a limit on the size of files.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from copies import Copies, pack

import govreport as gr
from govreport.panel.working import carried_out
from govreport.store import updating

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
FIRST_YEAR, YEARS = 2006, 20
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|—|-|、)")
_FIGURE = re.compile(r"(?<=[\d.])\d(?=(?:万|亿|%|％|元|个|户|家|公里))")


# --- the texts -------------------------------------------------------------------------------------------------------


def places(count: int) -> list[gr.Region]:
    """Return as many regions, all there are if need be."""
    found = [*gr.regions("prefecture"), *gr.regions("county")]
    return sorted({one.label: one for one in found}.values(), key=lambda one: one.code)[:count]


def originals() -> list[tuple[str, int, str]]:
    """Return region, year and text of the reports of the corpus since 2000."""
    found = []
    for path in sorted(CORPUS.glob("*.txt")):
        name, _, year = path.stem.rpartition("_")
        if int(year) >= 2000 and name != "XX市":
            found.append((name, int(year), gr.read_report(path).text))
    return found


def varied(text: str, was: tuple[str, int], is_now: tuple[str, int], chance: random.Random) -> str:
    """Return the report of another region and year."""
    whole, short = was[0], gr.region(was[0]).short
    text = text.replace(whole, is_now[0])
    if len(short) > 1 and short not in is_now[0]:
        text = text.replace(short, is_now[0])
    later = is_now[1] - was[1]
    text = _YEAR.sub(lambda found: str(int(found.group()) + later), text)
    return _FIGURE.sub(lambda found: str(chance.randint(0, 9)), text)


def make(folder: Path, count: int, years: int, *, hollow: bool = False) -> None:
    """Write as many reports, those of a region for all its years; hollow ones have a line each, for `fill` alone."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = [] if hollow else originals()
    wanted = [(one.label, year) for one in places(-(-count // years)) for year in range(FIRST_YEAR, FIRST_YEAR + years)]
    if len(wanted) < count:
        print(f"there are {len(wanted):,} regions and years only")
    for region, year in wanted[:count]:
        path = folder / f"{region}_{year}.txt"
        if path.exists():
            continue
        if hollow:
            path.write_text(path.stem, encoding="utf-8")
            continue
        chance = random.Random(path.name)
        name, own, text = chance.choice(texts)
        path.write_text(varied(text, (name, own), (region, year), chance), encoding="utf-8", newline="")


# --- memory ----------------------------------------------------------------------------------------------------------


class Watch(threading.Thread):
    """Looks twice a second how much memory this process and each of its workers have."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.parent, self.worker = 0.0, 0.0
        self.now = (0.0, 0.0)
        self.start()

    def run(self) -> None:
        import psutil

        own = psutil.Process()
        while True:
            try:
                workers = [child.memory_info().rss / 1e6 for child in own.children(recursive=True)]
            except psutil.Error:
                continue
            self.now = own.memory_info().rss / 1e6, max(workers, default=0.0)
            self.parent, self.worker = max(self.parent, self.now[0]), max(self.worker, self.now[1])
            time.sleep(0.5)


def size(folder: Path) -> float:
    """Return how many megabytes a folder takes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


# --- reading and views -----------------------------------------------------------------------------------------------


def read(texts: Path, place: Path, jobs: int) -> None:
    """Read all texts into a store and say how it went, every two thousand reports."""
    watch, begun, put_down = Watch(), time.time(), 0
    commit = updating.commit

    def counted(folder: Any, batch: list[Any]) -> None:
        nonlocal put_down
        commit(folder, batch)
        before, put_down = put_down, put_down + len(batch)
        if before // 2000 < put_down // 2000:
            rate = put_down / (time.time() - begun)
            print(f"  {put_down:,} reports, {rate:.1f}/s, {_memory(watch)}", flush=True)

    with mock.patch.object(updating, "commit", counted):
        made = gr.open_panel(place).update(texts, n_jobs=jobs, progress=False)
    took, cpu = time.time() - begun, time.process_time()
    print(
        f"read: {made} in {took:.0f} s: {made.read / took:.1f} reports/s on {jobs} processes; {cpu:.0f} s the parent's"
    )
    print(f"peak memory: {watch.parent:.0f} MB the parent, {watch.worker:.0f} MB the largest worker")


def _memory(watch: Watch) -> str:
    import pyarrow as pa

    held = f"{pa.total_allocated_bytes() / 1e6:.0f} MB Arrow, {sys.getallocatedblocks():,} blocks of Python"
    return f"now {watch.now[0]:.0f} MB ({held}) and {watch.now[1]:.0f} MB"


def fill(texts: Path, place: Path, jobs: int) -> None:
    """Update a store by workers that do not read: they give the rows of reports that were read, under other names.

    Reading sixty thousand reports takes hours; everything else about an update of that size is the same.
    """
    packed = place.with_name("packed.pickle")
    if not packed.exists():
        pack(originals(), packed)
    job = Copies(packed)
    with mock.patch.object(updating, "work", lambda tasks, _, __, workers: carried_out(tasks, job, workers)):
        read(texts, place, jobs)


def timed(what: str, run: Callable[[], Any]) -> Any:
    """Run it twice, and say how long the second time took."""
    times = []
    for _ in range(2):
        begun, cpu = time.time(), time.process_time()
        result = run()
        times.append((time.time() - begun, time.process_time() - cpu))
    print(f"{what}: {times[1][0]:.2f} s ({times[1][1]:.2f} s of processor; first time {times[0][0]:.2f} s)", flush=True)
    return result


def views(place: Path) -> None:
    """Time what a user asks for, each from opening the store on."""
    store = gr.open_panel(place)
    table = store.reports
    files = sum(1 for _ in place.rglob("*.parquet"))
    rows, many = int(table["metrics"].sum()), len(table)
    print(f"store: {store}; {rows:,} rows, {size(place):,.0f} MB in {files:,} files")
    print(f"  {size(place) / many * 1000:.0f} kB a report")
    region, last = table["region"].value_counts().index[0], int(table["year"].max())
    span = range(int(table["year"].min()), last + 1)

    def one() -> Any:
        return gr.open_panel(place).panel(regions=region)

    def two() -> Any:
        return gr.open_panel(place).panel(indicators="gdp", years=[last - 1, last])

    def all_years() -> Any:
        return gr.open_panel(place).panel(indicators=["gdp", "retail_sales"], years=span)

    timed("open", lambda: gr.open_panel(place)._now())
    timed(f"panel of {region}, all years", one)
    timed("compare, from the store", lambda: gr.compare(one(), years=[last - 2, last - 1]))
    three = range(last - 2, last + 1)

    def some() -> Any:
        return gr.open_panel(place).panel(regions=region, years=three)

    timed("panel of it, three years", some)
    timed("compare, from these", lambda: gr.compare(some(), years=[last - 2, last - 1]))
    timed("panel of one indicator, two years", two)
    found = timed("league, from the store", lambda: gr.league(two(), "gdp", last - 1, measure="growth"))
    print(f"  {len(found.frame):,} regions")
    wide = timed("wide of a region over all years, from the store", lambda: one().wide("gdp", measure="growth"))
    print(f"  {len(wide):,} rows")
    timed("panel of two indicators, all regions and years", all_years)
    for ids in (("gdp", "retail_sales"), ("gdp",)):
        told = f"{len(ids)} indicator{'s' * (len(ids) > 1)}"
        wide = timed(f"store.wide of {told}, all of it", lambda: gr.open_panel(place).wide(*ids, measure="growth"))  # noqa: B023
        print(f"  {len(wide):,} rows")


# --- kills and a full disk -------------------------------------------------------------------------------------------

_UPDATE = """
import sys, warnings, govreport as gr
warnings.simplefilter("ignore")
{more}
gr.open_panel(sys.argv[1]).update(sys.argv[2], n_jobs={jobs})
"""
#: batches are small, so that there are many files to be hit
_OFTEN = "from govreport.store import updating; updating._LONGEST = 0.2"
_LIMIT = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))"


def child(place: Path, texts: Path, jobs: int = 2, more: str = "") -> subprocess.Popen[bytes]:
    """Start an update in a process group of its own."""
    code = _UPDATE.format(jobs=jobs, more=more)
    return subprocess.Popen(
        [sys.executable, "-c", code, str(place), str(texts)], start_new_session=True, stderr=subprocess.PIPE
    )


def held(place: Path) -> dict[str, int]:
    """Return the reports of a store, each with how many rows it has; the rows must be there."""
    store = gr.open_panel(place)
    if not len(store):
        return {}
    frame = store.panel().frame
    counts = frame.groupby("source").size()
    told = dict(zip(store.reports["source"], store.reports["metrics"].astype(int), strict=True))
    wrong = [source for source, metrics in told.items() if metrics != int(counts.get(source, 0))]
    assert not wrong, f"rows are missing: {wrong[:3]}"
    return told


def _written(place: Path) -> set[str]:
    """Return the files of a store that count, which a writer adds to in one step each."""
    return {str(path) for path in place.rglob("*.parquet") if not path.name.startswith(".")}


def _drafts(place: Path) -> set[tuple[str, int]]:
    """Return the files that a writer has not finished and when they were written; killed ones stay until it clears."""
    found = set()
    for path in place.rglob(".*"):
        with contextlib.suppress(FileNotFoundError):
            found.add((path.name, path.stat().st_mtime_ns))
    return found


def _struck(place: Path, texts: Path, chance: random.Random, longest: float, *, writing: bool) -> tuple[int, int]:
    """Start an update and kill it after its first batch: at a random moment, or within the next file it writes.

    Returned are how many files it had written, and how many it was writing.
    """
    before, old = _written(place), _drafts(place)
    update, until = child(place, texts, jobs=1, more=_OFTEN), math.inf
    while update.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
        if until == math.inf and _written(place) - before:
            until = time.monotonic() + (60 if writing else chance.uniform(0, longest))
        elif writing and until < math.inf and _drafts(place) - old:
            break
    ended = update.poll() is not None
    if not ended:
        os.killpg(update.pid, signal.SIGKILL)
    update.communicate()
    return (0 if ended else len(_written(place) - before)), len(_drafts(place) - old)


def kills(texts: Path, place: Path, many: int, longest: float) -> None:
    """Kill updates that have begun to write; nothing put down may be lost, and the end is as if nothing was."""
    chance, before, hit, within = random.Random(7), dict[str, int](), 0, 0
    shutil.rmtree(place, ignore_errors=True)
    shutil.rmtree(place.with_name("calm"), ignore_errors=True)
    for number in range(many):
        files, drafts = _struck(place, texts, chance, longest, writing=number % 2 == 1)
        now = held(place)
        lost = [source for source in before if source not in now]
        hit, within = hit + (files > 0), within + bool(drafts)
        print(
            f"  kill {number + 1}: {files} files written, in the middle of {drafts}: "
            f"{len(now):,} reports, {len(now) - len(before)} new, {len(lost)} lost",
            flush=True,
        )
        assert not lost
        before = now
    assert child(place, texts).wait() == 0
    calm = gr.open_panel(place.with_name("calm"))
    calm.update(texts, n_jobs=2, progress=False)
    same = calm.panel().frame.equals(gr.open_panel(place).panel().frame)
    print(f"{hit} of {many} kills after a batch was written, {within} within the writing of a file")
    print(f"after one more update that ended: the same panel as without kills: {same}")
    assert same


def full(texts: Path, place: Path) -> None:
    """Update on a disk that gets full; then there is room again."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    mounted = (
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], capture_output=True).returncode == 0
    )
    try:
        update = child(place / "panel", texts, more="" if mounted else _LIMIT)
        said = update.communicate()[1].decode().strip().splitlines()[-1:]
        before = held(place / "panel")
        print(f"disk full ({'2 MB' if mounted else 'files of 150 kB'}): {len(before)} reports kept; {said}")
        assert update.returncode != 0
        if mounted:
            subprocess.run(["mount", "-o", "remount,size=2g", place], check=True)
        assert child(place / "panel", texts).wait() == 0
        now = held(place / "panel")
        assert set(before) <= set(now)
        drafts = [path.name for path in place.rglob(".*.parquet")]
        print(f"with room again: {len(now)} reports, {len(drafts)} drafts left over")
    finally:
        if mounted:
            subprocess.run(["umount", place], check=True)


def _few(texts: Path, folder: Path, many: int) -> Path:
    """Return a folder with some of the texts."""
    folder.mkdir(exist_ok=True)
    for path in sorted(texts.iterdir())[:many]:
        if not (folder / path.name).exists():
            os.link(path, folder / path.name)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--years", type=int, default=YEARS, help="of each region; default: %(default)s")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--hollow", action="store_true", help="texts of a line each, for --only fill")
    parser.add_argument("--kills", type=int, default=0, help="how many; then a full disk")
    parser.add_argument(
        "--longest", type=float, default=8, help="seconds from the first batch to a kill; default: %(default)s"
    )
    parser.add_argument("--only", choices=("make", "fill", "read", "again", "views", "kills"), action="append")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore", gr.GovReportWarning)
    texts, place = arguments.folder / "texts", arguments.folder / "panel"
    steps = arguments.only or ["make", "read", "again", "views", *(["kills"] if arguments.kills else [])]
    if "make" in steps:
        begun = time.time()
        make(texts, arguments.reports, arguments.years, hollow=arguments.hollow)
        print(f"{arguments.reports:,} texts of {size(texts):,.0f} MB, made in {time.time() - begun:.0f} s", flush=True)
    if "fill" in steps:
        fill(texts, place, arguments.jobs)
    if "read" in steps:
        read(texts, place, arguments.jobs)
    if "again" in steps:
        watch, begun = Watch(), time.time()
        made = gr.open_panel(place).update(texts, progress=False)
        print(f"again: {made} in {time.time() - begun:.1f} s, {watch.parent:.0f} MB", flush=True)
    if "views" in steps:
        views(place)
    if "kills" in steps:
        few = _few(texts, arguments.folder / "few", 10 * arguments.kills)
        kills(few, arguments.folder / "killed", arguments.kills, arguments.longest)
        full(few, arguments.folder / "full")


if __name__ == "__main__":
    main()
