"""`python -m tests.breaks.run [--jobs N] [NAME …]`: each break turns its test red, or we fail.

A patch `NAME.patch` begins with `# tests/test_x.py::test_y` and breaks one condition. It is
applied to a scratch copy of the tree; the named test must fail there. A patch that no longer
applies, or whose test stays green, takes too long or does not run at all, is a failure of this
run.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

BREAKS = Path(__file__).parent
ROOT = BREAKS.parent.parent
LIMIT = 180  # seconds for one test
RED, GREEN, NO_TEST, NO_PATCH, SLOW = "red", "GREEN", "NO TEST", "NO PATCH", "SLOW"


@dataclass(frozen=True)
class Outcome:
    """What one break did to its test."""

    name: str
    test: str
    state: str
    seconds: float
    said: str


def main(arguments: list[str]) -> int:
    """Run the breaks named on the command line, all when none is. 0: every test turned red."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--within", type=int, help="seconds after which no further break begins")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args(arguments)
    patches = sorted(BREAKS.glob("*.patch"))
    if options.names:
        patches = [patch for patch in patches if patch.stem in options.names]
    if not patches:
        print("no such break")
        return 2
    if options.within:
        random.shuffle(patches)  # where time is short every run tries others
    outcomes = run_all(patches, options.jobs, options.within)
    bad = [outcome for outcome in outcomes if outcome.state != RED]
    for outcome in bad:
        print(f"\n--- {outcome.name} ({outcome.test})\n{outcome.said[-2000:]}")
    print(f"\n{len(outcomes) - len(bad)} of {len(outcomes)} breaks turned their test red", end="")
    left = len(patches) - len(outcomes)
    print(f"; for {left} more there was no time" if left else "")
    return 1 if bad else 0


def run_all(patches: list[Path], jobs: int, within: int | None = None) -> list[Outcome]:
    """Run every patch, `jobs` at a time, each worker in a scratch copy of its own.

    After `within` seconds no further one begins.
    """
    until = time.monotonic() + (within or 10**9)
    with tempfile.TemporaryDirectory(prefix="breaks-") as folder:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(jobs):
            trees.put(copy_of_tree(Path(folder) / str(number)))

        def run_one(patch: Path) -> Outcome | None:
            if time.monotonic() > until:
                return None
            tree = trees.get()
            try:
                outcome = try_break(patch, tree)
            finally:
                trees.put(tree)
            print(f"{outcome.state:<9}{outcome.seconds:6.1f} s  {outcome.name}", flush=True)
            return outcome

        with ThreadPoolExecutor(jobs) as pool:
            return [outcome for outcome in pool.map(run_one, patches) if outcome]


def copy_of_tree(folder: Path) -> Path:
    """A copy of the files under version control, as they stand now, in a repository of its own."""
    listed = _run(["git", "ls-files", "-z", "-c", "-o", "--exclude-standard"], ROOT).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    # Checked by hash, since a patch may leave a file's second and size as they were.
    compiled = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash"]
    _run([*compiled, "."], folder)
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "as it is"]):
        _run(["git", "-c", "user.name=x", "-c", "user.email=x@localhost", *arguments], folder)
    return folder


def try_break(patch: Path, tree: Path) -> Outcome:
    """Apply the patch, run its test, put the tree back."""
    began = time.monotonic()
    test = named_test(patch)
    try:
        state, said = _broken(patch, test, tree)
    except subprocess.TimeoutExpired:
        state, said = SLOW, f"not done after {LIMIT} s"
    finally:
        _run(["git", "checkout", "-q", "."], tree)
        _run(["git", "clean", "-qfd"], tree)
    return Outcome(patch.stem, test, state, time.monotonic() - began, said)


def named_test(patch: Path) -> str:
    """The test in the first line of a patch, "" when it names none."""
    with patch.open(encoding="utf-8") as lines:
        first = next(lines, "")
    return first.removeprefix("#").strip() if first.startswith("# tests/") else ""


def _broken(patch: Path, test: str, tree: Path) -> tuple[str, str]:
    applied = _run(["git", "apply", "--recount", str(patch)], tree)
    if applied.returncode:
        return NO_PATCH, applied.stderr
    if not test:
        return NO_TEST, "the first line names no test"
    # The markers of a lane deselect by default; a break names its test and means it.
    command = [sys.executable, "-m", "pytest", test, "-q", "-x", "-p", "no:cacheprovider"]
    command += ["-p", "pytest_django.plugin", "-o", "addopts=", *_database(patch)]
    environment = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # a second saved, two hundred times
        "TEST_DATA_DIR": str(tree.with_name(f"{tree.name}-files")),
    }
    ran = _run(command, tree, environment)
    said = ran.stdout + ran.stderr
    # 1: tests failed. Anything else did not get so far as to judge.
    states = {0: GREEN, 1: RED}
    if ran.returncode == 0 and " passed" not in said:
        return NO_TEST, said
    return states.get(ran.returncode, NO_TEST), said


def _database(patch: Path) -> list[str]:
    """Tables are made once a tree, and anew when the patch changes how they are made."""
    changes = "/migrations/" in patch.read_text(encoding="utf-8")
    return ["--create-db"] if changes else ["--reuse-db"]


def _run(command: list[str], folder: Path, environment=None) -> subprocess.CompletedProcess:
    folder.mkdir(parents=True, exist_ok=True)
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        stdin=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
