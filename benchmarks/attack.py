"""Attack the library: everything that a stranger's file, table or page can do to it. Run by hand.

    python benchmarks/attack.py [REPORTS] [--minutes 20] [--seed 0] [--only files,texts,mixes,…]

REPORTS is a file or a folder of `.txt` reports, by default the packaged samples. Each part has its share of the time:

    files     broken, huge and nonsensical text files, pages, Word documents and zip files, whole and mutated
    texts     mutated reports (`fuzz.py`): foreign exceptions, wrong quotes, broken invariants
    mixes     mixes of words, repeated, each the child of the slowest so far: time beside a report of the same length
    patterns  every compiled pattern of the package, on what it looks for, repeated: time that outgrows the text
    damage    saved panels, damaged at every place in every way (`tests/damage.py`)
    disk      disks that are full after some bytes, and processes that are killed while they write
    pages     panels whose every word is a payload, as a page: no script, no handler, no image that was not there

What breaks is printed as it is found, what was tried at the end. Ends with status 1 if something broke.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

import fuzz  # noqa: E402
import mixes  # noqa: E402
from checks import package_patterns  # noqa: E402
from damage import DAMAGES, Place, places, refused_or_sound  # noqa: E402

import govreport as gr  # noqa: E402

HEAD = "南湖市2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n地区生产总值增长5%，出口增长7%。\n"
TEXT = f"{HEAD}二、2024年工作安排\n地区生产总值增长6%左右。\n"
PAYLOADS = (
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "' onmouseover='alert(1)",
    ),
    *("</script><script>alert(1)</script>", "<!--", "-->", "]]>", "{{7*7}}", "${7*7}", "javascript:alert(1)", "\u2028"),
    *("</textarea><b>", "</style><b>", "&lt;script&gt;", "<iframe srcdoc=x>", "=HYPERLINK(1)", "\\u003cscript\\u003e"),
)


class Log:
    """What was tried, and what broke."""

    def __init__(self) -> None:
        self.tried: Counter[str] = Counter()
        self.broke: dict[str, str] = {}
        self.worst: dict[str, tuple[float, str]] = {}

    def add(self, part: str, what: str) -> None:
        """Note what broke, each kind once."""
        kind = f"{part}: {re.sub(r'[0-9]+', '#', what)[:120]}"
        if kind not in self.broke:
            print(f"BROKE {part}: {what[:300]}", flush=True)
        self.broke.setdefault(kind, what)

    def slow(self, part: str, ratio: float, what: str) -> None:
        """Note the slowest of a part."""
        if ratio > self.worst.get(part, (0.0, ""))[0]:
            self.worst[part] = (ratio, what)


# -- files -----------------------------------------------------------------------------------------------------------

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MAIN = '<Relationship Id="a" Type="http://x/officeDocument" Target="word/document.xml"/>'
_RELS = f'<Relationships xmlns="x">{_MAIN}</Relationships>'
_OPENINGS = (
    *(
        "<a",
        "<!--",
        "<?",
        "<!",
        "<![CDATA[",
        "<a href='",
        '<a b="x>',
        "<script>",
        "</",
        "<td colspan=9999>",
        "&#",
        "&amp",
    ),
    *("<table><tr><td>", "<div>", "<p", "<svg>", "<style>", "&#x110000;", "<!doctype"),
)
_WORDS = (
    *("<w:p/>", "<w:p>", "<w:tbl>", "<w:tr>", "<w:tc>", '<w:gridSpan w:val="99999999"/>', '<w:gridSpan w:val="x"/>'),
    *(
        "<w:vMerge/>",
        "<w:r><w:t>5%</w:t></w:r>",
        "<w:br/>",
        "<w:tab/>",
        "<w:sdt>",
        "<w:txbxContent>",
        "<w:del>",
        "<w:ins>",
    ),
)


def word_file(inside: str) -> bytes:
    """A Word document with what is given in its body."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", _RELS)
        package.writestr("word/document.xml", f"<w:document {_W}><w:body>{inside}</w:body></w:document>")
    return data.getvalue()


def hostile_files(dice: random.Random) -> Iterator[tuple[str, bytes]]:
    """Endless files, each with its name."""
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in TEXT.splitlines())
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    while True:
        many = int(10 ** dice.uniform(0, 5))
        kind = dice.choice(("txt", "html", "docx", "zip", "mutated", "encoding"))
        if kind == "txt":
            piece = "".join(dice.choices("\n \t\u3000。，、第一（5%\u200b\u202e\ufeff-<&=", k=dice.randrange(1, 4)))
            yield "a.txt", dice.choice((piece * many + TEXT, TEXT + piece * many, HEAD + piece * many + TEXT)).encode()
        elif kind == "html":
            pieces = "".join(dice.choices(_OPENINGS, k=dice.randrange(1, 3)))[:200]
            yield (
                "a.html",
                (page + pieces * min(many, 400_000 // len(pieces)) + dice.choice(("", ">", "'>", page))).encode(),
            )
        elif kind == "docx":
            pieces = "".join(dice.choices(_WORDS, k=dice.randrange(1, 4)))
            closed = "".join(f"</{name}>" for name in reversed(re.findall(r"<(w:\w+)(?: [^>]*)?(?<!/)>(?!5)", pieces)))
            yield "a.docx", word_file(dice.choice((pieces * many + lines, lines + (pieces + closed) * many)))
        elif kind == "zip":
            data = BytesIO()
            with warnings.catch_warnings(), zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
                warnings.simplefilter("ignore")
                for name in dice.sample(
                    ("南湖市_2024.txt", "../x.txt", "/etc/x.txt", "a/b.txt", "x" * 300 + ".txt"), 2
                ):
                    packed.writestr(name, TEXT + "\n" * many * 10)
            yield "a.zip", data.getvalue()
        elif kind == "mutated":
            name, data_ = dice.choice(
                (("a.docx", word_file(lines)), ("a.html", page.encode()), ("a.txt", TEXT.encode()))
            )
            bytes_ = bytearray(data_)
            for _ in range(dice.randrange(1, 12)):
                bytes_[dice.randrange(len(bytes_))] = dice.randrange(256)
            yield name, bytes(bytes_[: dice.choice((len(bytes_), dice.randrange(len(bytes_))))])
        else:
            yield (
                "a.txt",
                TEXT.encode(dice.choice(("utf-16", "utf-16-be", "gb18030", "big5", "utf-32", "utf-7")), "ignore"),
            )


def attack_files(log: Log, dice: random.Random, stop: float, _: list[str]) -> None:
    """Read hostile files; an error of ours or a panel comes of each, in time."""
    limits = gr.Limits(seconds=60)
    with tempfile.TemporaryDirectory() as folder:
        for name, data in hostile_files(dice):
            if time.monotonic() > stop:
                return
            file = Path(folder) / f"南湖市_2024.{name.split('.')[1]}"
            file.write_bytes(data)
            log.tried["files"] += 1
            began = time.process_time()
            try:
                panel = gr.read_panel(file, limits=limits)
                said = " ".join(str(failure) for failure in panel.failed)
            except gr.GovReportError as error:
                said = str(error)
            except BaseException as error:
                log.add("files", f"{type(error).__name__} {error} on {name} {data[:80]!r} ({len(data)} bytes)")
                said = ""
            taken = time.process_time() - began
            if taken > 20 or "unexpected" in said:
                log.add("files", f"{said[-200:]} on {name} {data[:60]!r} … {data[-60:]!r} ({len(data)} bytes)")
            log.slow("files", taken, f"{name} {data[:40]!r} ({len(data)} bytes), in seconds")
            file.unlink()


# -- texts and their time --------------------------------------------------------------------------------------------


def attack_texts(log: Log, dice: random.Random, stop: float, texts: list[str]) -> None:
    """Mutate reports; `fuzz.py` says what must hold."""
    found, tried = fuzz.fuzz(texts, dice.randrange(10**6), stop)
    log.tried["texts"] += sum(tried.values())
    for kind, finding in found.items():
        log.add("texts", f"{kind}: {finding.text!r}")


def pace(texts: list[str]) -> float:
    """Seconds a character, of the report that takes longest for its length."""
    long = sorted(texts, key=len)[-12:]
    mixes.seconds(long[0], 600)
    return max(min(mixes.seconds(text, 600)[0] for _ in range(2)) / len(text) for text in long)


def attack_mixes(log: Log, dice: random.Random, stop: float, texts: list[str]) -> None:
    """Climb from mix to slower mix."""
    words, base, size = mixes.words(), pace(texts), 12_000
    print(f"mixes: a report takes {1e5 * base:.2f} s for 100,000 characters", flush=True)
    best: tuple[float, list[str]] = (0.0, [])
    since = 0
    while time.monotonic() < stop:
        if since > 60 or not best[1] or dice.random() < 0.3:
            mix = [*dice.choices(words, k=dice.randrange(1, 5)), *dice.choices(mixes.NUMBERS, k=dice.randrange(2))]
            fresh = since > 60
            since = 0 if fresh else since
            best = (0.0, []) if fresh else best
        else:
            mix = list(best[1])
            at = dice.randrange(len(mix))
            mix[at : at + dice.randrange(2)] = dice.choices((*words, *mixes.NUMBERS), k=dice.randrange(3))
            mix = mix[:9] or [dice.choice(words)]
        text = ("".join(mix) * size)[:size]
        log.tried["mixes"] += 1
        taken, where = mixes.seconds(text, 100 * base * size)
        if taken > 5 * base * size:
            taken = min(taken, mixes.seconds(text, 100 * base * size)[0])
        ratio = taken / (base * size)
        log.slow("mixes", ratio, f"{'|'.join(mix)!r} {where}, times a report")
        if ratio > 5:
            log.add("mixes", f"{ratio:.1f} times a report: {'|'.join(mix)!r} {where}")
        if ratio > best[0]:
            best, since = (ratio, mix), 0
        since += 1


def attack_patterns(log: Log, dice: random.Random, stop: float, _: list[str]) -> None:
    """Search clauses of 160 and of 1,280 characters: eight times as long may take some eight times as long, not 64."""
    signs = ("，", "、", "。", "（", "年", "1", "一", "万", "亿", "的", " ", "a", "%", ".", "比", "\n")
    names = sorted(package_patterns().items())
    while time.monotonic() < stop:
        name, pattern = dice.choice(names)
        said = re.findall("[\u4e00-\u9fff]{1,3}", pattern.pattern) or list(signs)
        piece = "".join(dice.choice((dice.choice(said), dice.choice(signs))) for _ in range(dice.randrange(1, 4)))
        log.tried["patterns"] += 1
        times = []
        for length in (160, 1280):
            text = (piece * length)[:length] + dice.choice(("", "国"))
            signal.setitimer(signal.ITIMER_VIRTUAL, 5)
            began = time.process_time()
            try:
                pattern.search(text)
                times.append(time.process_time() - began)
            except mixes.SlowError:
                times.append(float("inf"))
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        log.slow("patterns", 1000 * times[0], f"{name} on {piece!r}, in thousandths of a second on a clause")
        if times[0] > 0.25 or times[1] > 5:
            log.add("patterns", f"{name} on {piece!r}: {times[0]:.3f} s, {times[1]:.3f} s on a longer one")


# -- damage, disks, kills --------------------------------------------------------------------------------------------


def saved_panel(folder: Path) -> dict[str, object]:
    """A small panel with everything that a file can hold."""
    panel = gr.read_panel(gr.samples()[:1])
    few = gr.Panel(panel.frame.head(3), vocabulary=panel.vocabulary)
    said = few.frame.iloc[0].to_dict()
    row = {key: said[key] for key in ("report_region", "report_year", "quote", "sentence")}
    mended = few.correct([{**row, "action": "drop"}, {**row, "quote": "1%", "sentence": "无", "action": "drop"}])
    mended.save(folder / "p.json")
    data: dict[str, object] = json.loads((folder / "p.json").read_text("utf-8"))
    words = data["vocabulary"]
    assert isinstance(words, dict)
    ids = {row["id"] for row in words["indicators"][:2]} | set(few.frame["indicator"])
    words["indicators"] = [one for one in words["indicators"] if one["id"] in ids]
    words["aliases"] = [one for one in words["aliases"] if one[0] in ids][:9]
    for name in ("breaks", "successors"):
        words[name] = [one for one in words[name] if {one["id"], one.get("successor", one["id"])} <= ids][:1]
    return data


def attack_damage(log: Log, dice: random.Random, stop: float, _: list[str]) -> None:
    """Damage a saved panel at every place in every way, in random order."""
    with tempfile.TemporaryDirectory() as name, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        folder = Path(name)
        saved = saved_panel(folder)
        tries: list[tuple[Place, str]] = [(place, kind) for place in places(saved) for kind in DAMAGES]
        dice.shuffle(tries)
        for place, kind in tries:
            if time.monotonic() > stop:
                break
            log.tried["damage"] += 1
            try:
                log.tried[f"damage {refused_or_sound(saved, place, kind, folder / 'p.json')}"] += 1
            except Exception as error:
                log.add("damage", f"{kind} at {place}: {type(error).__name__} {error}")


_WRITER = """
import sys, resource
import govreport as gr
panel = gr.read_panel(gr.samples()[:1])
print("ready", flush=True)
while True:
    for line in sys.stdin:
        room, ending = line.split()
        limit = resource.RLIM_INFINITY if room == "all" else int(room)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        path = f"{sys.argv[1]}/old{ending}"
        try:
            write = panel.save if ending.startswith(".panel") else panel.to_html if ending == ".html" else panel.export
            write(path)
            print("written", flush=True)
        except gr.GovReportError as error:
            print("refused", flush=True)
        except BaseException as error:
            print("foreign", type(error).__name__, error, flush=True)
    break
"""
_ENDINGS = (".csv", ".sdmx.csv", ".json", ".parquet", ".xlsx", ".panel.json", ".panel.json.gz", ".html")


def attack_disk(log: Log, dice: random.Random, stop: float, _: list[str]) -> None:
    """Fill disks, and kill processes that write: the old file or the new one is there, whole."""
    if not hasattr(signal, "SIGKILL"):
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        while time.monotonic() < stop:
            command = [sys.executable, "-W", "ignore", "-c", _WRITER, name]
            with subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
            ) as process:
                assert process.stdin is not None and process.stdout is not None
                process.stdout.readline()
                for _ in range(24):
                    _write_once(log, dice, folder, process)
                    if process.poll() is not None or time.monotonic() > stop:
                        break
                process.kill()


def _write_once(log: Log, dice: random.Random, folder: Path, process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None and process.stdout is not None
    ending, kills = dice.choice(_ENDINGS), dice.random() < 0.2
    room = "all" if kills else str(int(10 ** dice.uniform(0, 6)))
    place = folder / f"old{ending}"
    place.write_bytes(b"the old file")
    process.stdin.write(f"{room} {ending}\n")
    process.stdin.flush()
    if kills:
        time.sleep(dice.uniform(0, 0.3))
        process.kill()
        process.wait()
        log.tried["kills"] += 1
        said = ""
    else:
        said = process.stdout.readline().strip()
        log.tried["disks"] += 1
    data = place.read_bytes()
    whole = data == b"the old file" or len(data) > 2000
    if said.startswith("foreign"):
        log.add("disk", f"{ending} with {room} bytes: {said}")
    if (said == "refused" and data != b"the old file") or (said == "written" and len(data) < 100) or not whole:
        log.add("disk", f"{ending} with {room} bytes, {said or 'killed'}: {len(data)} bytes are there")
    for draft in folder.glob(".*"):
        if not kills:
            log.add("disk", f"{ending} with {room} bytes: a draft was left behind")
        draft.unlink()


# -- pages -----------------------------------------------------------------------------------------------------------


class Tags(HTMLParser):
    """The tags of a page that could do something, and how many scripts and styles it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts = 0
        self.seen: set[tuple[str, str]] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag in ("script", "style")
        self.seen |= {(tag, "made")} if tag in ("img", "iframe", "textarea", "object", "embed", "base") else set()
        if any(
            name.startswith("on") or (value or "").strip().lower().startswith("javascript:") for name, value in attrs
        ):
            self.seen.add((tag, "runs"))


def attack_pages(log: Log, dice: random.Random, stop: float, _: list[str]) -> None:
    """Write payloads wherever a panel has words; the page has no tag or attribute that a harmless one has not."""
    panel = gr.read_panel(gr.samples()[:2])
    with tempfile.TemporaryDirectory() as name:
        plain = Tags(panel.to_html(Path(name) / "p.html", open_ids=True))
        while time.monotonic() < stop:
            frame, payload = panel.frame, dice.choice(PAYLOADS)
            columns = ("name", "sentence", "quote", "source", "region", "report_region", "basis")
            for column in dice.sample(columns, dice.randrange(1, len(columns))):
                frame[column] = frame[column].astype(object).map(lambda said, p=payload: f"{said or ''}{p}")
            log.tried["pages"] += 1
            try:
                page = gr.Panel(frame, vocabulary=panel.vocabulary).to_html(Path(name) / "p.html", open_ids=True)
            except gr.GovReportError:
                continue
            tags = Tags(page)
            if tags.seen - plain.seen or tags.scripts != plain.scripts:
                log.add("pages", f"{payload!r} made {sorted(tags.seen - plain.seen)[:4]}, {tags.scripts} scripts")


PARTS: dict[str, tuple[float, Callable[[Log, random.Random, float, list[str]], None]]] = {
    "patterns": (1, attack_patterns),
    "mixes": (4, attack_mixes),
    "files": (3, attack_files),
    "texts": (3, attack_texts),
    "damage": (3, attack_damage),
    "disk": (2, attack_disk),
    "pages": (1, attack_pages),
}


def main(arguments: list[str] | None = None) -> int:
    """Attack until the time is over, and print what broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="?", type=Path)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default=",".join(PARTS), help="parts separated by commas")
    chosen = parser.parse_args(arguments)
    wanted = chosen.only.split(",")
    if odd := [name for name in wanted if name not in PARTS]:
        parser.error(f"no part {', '.join(odd)}; there are {', '.join(PARTS)}")
    signal.signal(signal.SIGVTALRM, mixes._stop)
    given: Path | None = chosen.reports
    paths = gr.samples() if given is None else sorted(given.glob("*.txt")) if given.is_dir() else [given]
    texts = [path.read_text("utf-8", errors="replace") for path in paths]
    log, share = Log(), 60 * chosen.minutes / sum(PARTS[name][0] for name in wanted)
    for name in wanted:
        weight, attack = PARTS[name]
        began = time.monotonic()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            attack(log, random.Random(chosen.seed), began + share * weight, texts)
        print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
    print("tried: " + ", ".join(f"{count:,} {name}" for name, count in sorted(log.tried.items())))
    for part, (ratio, what) in log.worst.items():
        print(f"worst of {part}: {ratio:.1f}  {what}")
    print(f"{len(log.broke)} kinds broke")
    return int(bool(log.broke))


if __name__ == "__main__":
    sys.exit(main())
