"""Set up govreport and use it at once, with nothing but Python 3.10 and pip.

    python3 run.py demo     compare two years of the packaged sample reports and draw a trend
    python3 run.py tests    run the tests (further arguments go to pytest)

Both make a virtual environment in `.venv` beside this file, or in the folder that GOVREPORT_VENV names, and install
what they need into it; nothing outside that folder and `out/` is changed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("GOVREPORT_VENV") or ROOT / ".venv")
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
EXTRAS = {"demo": "fonts", "tests": "all"}


def call(*command: str | Path) -> None:
    """Run a command in the checkout; end with its exit status when it fails."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    status = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False).returncode
    if status:
        sys.exit(status)


def pip(python: str | Path, *arguments: str | Path, hint: str) -> None:
    """Install with the pip of a Python; what pip says is shown only when it fails."""
    command = [str(part) for part in (python, "-m", "pip", "install", "--disable-pip-version-check", *arguments)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout.decode(errors="replace"))
        sys.exit(f"run.py: {hint}")


def make_environment() -> None:
    """Make the virtual environment, also where the system's Python comes without ensurepip (Debian, Ubuntu)."""
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        venv.create(VENV, with_pip=False, symlinks=os.name != "nt")
        version = "python{}.{}".format(*sys.version_info)
        packages = VENV / "Lib" if os.name == "nt" else VENV / "lib" / version
        hint = "pip is missing; install it with the system's package manager (Debian: apt install python3-pip)"
        pip(sys.executable, "--target", packages / "site-packages", "pip", hint=hint)
    else:
        venv.create(VENV, with_pip=True, symlinks=os.name != "nt")


def install(extras: str) -> None:
    """Install the checkout with its extras, once for each state of setup.cfg."""
    state = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in ("setup.cfg", "pyproject.toml"))).hexdigest()
    stamp = VENV / f".govreport-{extras}"
    if stamp.is_file() and stamp.read_text() == state:
        return
    print(f"Installing govreport and what it needs into {VENV} (once, about a minute) ...", flush=True)
    hint = "installing failed; the lines above say why (a package index must be within reach)"
    # as a path, and not by a finder: that would lose to a folder `govreport` beside the user's own script
    mode = ("--config-settings", "editable_mode=compat")
    pip(PYTHON, *mode, "--editable", f".[{extras}]", hint=hint)
    stamp.write_text(state)


def main(arguments: list[str]) -> None:
    """Set up, then run what was asked for."""
    if sys.version_info < (3, 10):  # noqa: UP036 - who starts it with an older Python shall be told so
        sys.exit("run.py: govreport needs Python 3.10 or newer, this is {}.{}".format(*sys.version_info))
    if not arguments or arguments[0] not in EXTRAS:
        sys.exit(__doc__)
    if not PYTHON.exists():
        make_environment()
    install(EXTRAS[arguments[0]])
    if arguments[0] == "demo":
        call(PYTHON, "examples/two_years.py")
        call(PYTHON, "examples/trend_figure.py")
    else:
        # worksteal: neighbours stay together, and what a file makes for its tests is made once
        call(PYTHON, "-m", "pytest", "-n", "auto", "--dist", "worksteal", *arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
