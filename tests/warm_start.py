"""Starts `natverksbot` as a process of its own without two seconds of imports: one process has imported everything,
and divides for each that is asked for.

What divides off runs `bot/__main__.py` in its own folder and environment and knows nothing of the tests. That a fresh
Python gets as far is shown by those tests that start one.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

READ_AT_START = ("PYTHON", "LC_", "LANG", "TZ")
"""What Python reads of the environment before anything runs."""


class Divided:
    """A process that divided off; used as one of asyncio's."""

    def __init__(self, *pipes: asyncio.StreamReader) -> None:
        self.stdout, self.stderr, self._status = pipes
        self.pid = 0
        self.returncode: int | None = None

    async def begin(self) -> None:
        self.pid = int(await self._status.readline())
        self._end = asyncio.create_task(self._status.readline())
        self._end.add_done_callback(self._ended)

    def _ended(self, end: asyncio.Task[bytes]) -> None:
        if not end.cancelled():
            self.returncode = int(end.result())

    async def wait(self) -> int:
        return int(await asyncio.shield(self._end))

    async def communicate(self) -> tuple[bytes, bytes]:
        out, err, _ = await asyncio.gather(self.stdout.read(), self.stderr.read(), self.wait())
        return out, err

    def send_signal(self, number: signal.Signals) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def can_start(env: Mapping[str, str]) -> bool:
    """Whether a process with this environment would begin as the one that waits did."""
    return {each for each in env if each.startswith(READ_AT_START)} <= {"PYTHONPATH"}


async def start(program: Sequence[str], words: Sequence[str], folder: Path, env: Mapping[str, str]) -> Divided:
    """Start `-m bot` or `-c CODE` with these words."""
    ours, theirs = zip(*(os.pipe() for _ in range(3)), strict=True)
    nothing = os.open(os.devnull, os.O_RDONLY)
    asked = json.dumps([*map(list, (program, words)), str(folder), dict(env)]).encode()
    try:
        socket.send_fds(_waiting(env["PYTHONPATH"]), [len(asked).to_bytes(4), asked], [nothing, *theirs])
    finally:
        for each in (nothing, *theirs):
            os.close(each)
    divided = Divided(*[await _reader(each) for each in ours])
    await divided.begin()
    return divided


async def _reader(pipe: int) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(pipe, "rb"))
    return reader


@cache
def _waiting(path: str) -> socket.socket:
    """The line to the process that waits; it ends when we do."""
    ours, theirs = socket.socketpair()
    subprocess.Popen(
        [sys.executable, "-m", __name__, str(theirs.fileno())],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=[theirs.fileno()],
    )  # fmt: skip  (pipes, as those who divide off have)
    theirs.close()
    return ours


# in the process that waits


def wait_and_divide(line: socket.socket) -> None:
    """Return only in a process that has divided off, as what was asked for; all of them end with whoever asks."""
    os.setsid()
    for package in map(importlib.import_module, ("bot", "commands", "jobs")):
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not each.name.startswith(("bot.migrations.", "bot.__main__")):
                importlib.import_module(each.name)
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        size, fds, *_ = socket.recv_fds(line, 4, 4)
        if not size:
            os.killpg(0, signal.SIGKILL)
        asked = line.recv(int.from_bytes(size), socket.MSG_WAITALL)
        if os.fork():
            for each in fds:
                os.close(each)
            continue
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        line.close()
        if child := os.fork():
            _watch(child, fds)
        return _become(fds, *json.loads(asked))


def _watch(child: int, fds: Sequence[int]) -> None:
    """Tell how the child is called and how it ends."""
    *others, status = fds
    for each in others:
        os.close(each)
    os.write(status, f"{child}\n".encode())
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.write(status, f"{code}\n".encode())
    os._exit(0)


def _become(fds: Sequence[int], program: list[str], words: list[str], folder: str, env: dict[str, str]) -> None:
    for number, each in enumerate(fds[:3]):
        os.dup2(each, number)
    for each in fds:
        os.close(each)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    sys.path[0] = folder
    option, what = program
    sys.argv = [option, *words]
    if option == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        exec(compile(what, "<string>", "exec"), {"__name__": "__main__"})


if __name__ == "__main__":
    wait_and_divide(socket.socket(fileno=int(sys.argv[1])))
