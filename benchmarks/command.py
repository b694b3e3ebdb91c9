"""What a command costs, its memory included, whatever the size of the process that measures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import Any, NamedTuple

# Linux counts what a process held when it split off to the new one's peak. So a small process
# stands between, and says what its children took.
_BETWEEN = (
    "import json, os, resource, subprocess, sys\n"
    "code = subprocess.call(sys.argv[2:])\n"
    "u = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
    "with os.fdopen(int(sys.argv[1]), 'w') as said:\n"
    "    json.dump([u.ru_utime + u.ru_stime, u.ru_maxrss / 1024], said)\n"
    "sys.exit(code if code >= 0 else 128 - code)\n"
)

# The same of the process itself, in kB: an expression for scripts that measure from within.
PEAK_KB = (
    "int(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
)


class Cost(NamedTuple):
    """Of one command: seconds by the clock and of processor, the largest resident set in MB."""

    seconds: float
    processor_s: float
    peak_mb: float


def run_command(command: list[str], **options: Any) -> Cost:
    """Run a command to its end. ``options`` go to subprocess.Popen; raises RuntimeError."""
    read, write = os.pipe()
    started = time.perf_counter()
    with os.fdopen(read, encoding="ascii") as said:
        process = subprocess.Popen(
            [sys.executable, "-S", "-c", _BETWEEN, str(write), *command],
            pass_fds=[write],
            **options,
        )
        os.close(write)
        words = said.read()
    code = process.wait()
    seconds = time.perf_counter() - started
    if code:
        raise RuntimeError(f"{' '.join(command[:4])} ended with {code}")
    processor_s, peak_mb = json.loads(words)
    return Cost(seconds, processor_s, peak_mb)
