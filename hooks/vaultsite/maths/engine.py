"""One Node process that draws formulas: started when needed, restarted when it falls over."""

from __future__ import annotations

import json
import subprocess
import threading
from collections import deque
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, TYPE_CHECKING, Any

from .records import Drawing, Job, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SCRIPT = Path(__file__).with_name("engine.mjs")
# What lives longer than a formula takes 22 MB. A smaller young generation costs 7 % more time, a
# larger one more memory; the other limit is there for a monstrous formula.
_NODE_OPTIONS = ("--max-semi-space-size=16", "--max-old-space-size=512")
_START_LIMIT = 60.0


class EngineError(Exception):
    """MathJax cannot be run at all; the text says why and what to do."""


class Engine:
    """Draws jobs with MathJax in Node. Use it as a context manager: it ends the process.

    ``modules`` is the folder ``node_modules``. A formula that takes longer than ``time_limit``
    seconds, or twice brings Node down, becomes a drawing with an error.
    """

    def __init__(
        self, node: Path, modules: Path, *, preamble: str = "", time_limit: float = 5.0
    ) -> None:
        self._command = [str(node), *_NODE_OPTIONS, str(_SCRIPT), str(modules)]
        self._preamble = preamble
        self._time_limit = time_limit
        self._process: _Process | None = None
        self._closed = False
        self._glyphs: dict[str, tuple[str, str]] = {}

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process; a `draw` that another thread is at ends, too, with what it has."""
        self._closed = True
        self._end()

    def draw(self, jobs: Sequence[Job]) -> Iterator[Drawing]:
        """The drawings, in the order of the jobs. Raises ``EngineError``."""
        done = 0
        crashed_at = -1
        while done < len(jobs) and not self._closed:
            process = self._running()
            if self._closed:  # while Node started
                self._end()
                return
            process.send([job.message() for job in jobs[done:]])
            for answer in process.answers(len(jobs) - done, self._time_limit):
                yield self._drawing(answer)
                done += 1
            if done == len(jobs):
                return
            self._end()
            if process.late:
                yield self._failed(f"takes longer than {self._time_limit:g} s")
                done += 1
            elif crashed_at == done:
                yield self._failed("brings MathJax down")
                done += 1
            else:
                crashed_at = done

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.close()

    def _running(self) -> _Process:
        if self._process is None:
            self._process = _Process(self._command, self._preamble)
        return self._process

    def _drawing(self, answer: dict[str, Any]) -> Drawing:
        if "error" in answer:
            return Drawing(error=answer["error"])
        # A path comes with the first drawing that needs it, and again from a process started anew.
        self._glyphs.update((name, (name, path)) for name, path in answer["paths"].items())
        return Drawing(
            parts=tuple(Part(*part) for part in answer["parts"]),
            glyphs=tuple(self._glyphs[name] for name in answer["glyphs"]),
            full=answer["full"],
            style=answer["style"],
            mathml=answer["mathml"],
        )

    @staticmethod
    def _failed(message: str) -> Drawing:
        return Drawing(error=message, passing=True)


class _Process:
    """The process and its two pipes. Threads serve them: ``select`` knows no pipes on Windows."""

    def __init__(self, command: list[str], preamble: str) -> None:
        pipe = subprocess.PIPE
        try:
            self._popen = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)  # noqa: S603
        except OSError as error:
            raise EngineError(f"cannot run {command[0]}: {error}: install Node.js 20+") from error
        self.late = False
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()
        self._complaints: deque[bytes] = deque(maxlen=20)
        self._reader = self._thread(self._read, self._popen.stdout)
        self._listener = self._thread(self._listen, self._popen.stderr)
        self._writers: list[threading.Thread] = []
        self.send([{"preamble": preamble}])
        self._wait_until_ready()

    @staticmethod
    def _thread(target: Any, *args: object) -> threading.Thread:
        thread = threading.Thread(target=target, args=args, daemon=True)
        thread.start()
        return thread

    def _read(self, stream: IO[bytes]) -> None:
        for line in stream:
            self._lines.put(line)
        self._lines.put(None)

    def _listen(self, stream: IO[bytes]) -> None:
        self._complaints.extend(stream)

    def _wait_until_ready(self) -> None:
        for answer in self.answers(1, _START_LIMIT):
            if "ready" in answer:
                return
        self.close()
        self._listener.join(timeout=1)
        raise EngineError(f"MathJax does not start: {self._reason()}: run `npm ci`")

    def _reason(self) -> str:
        lines = [line.decode(errors="replace").strip() for line in self._complaints]
        return next((line for line in lines if "Error" in line), "no answer from Node")

    def send(self, messages: list[dict[str, object]]) -> None:
        """Written by a thread: a pipe is full long before a batch is, when Node is busy."""
        text = "".join(json.dumps(message) + "\n" for message in messages)
        self._writers = [thread for thread in self._writers if thread.is_alive()]
        self._writers.append(self._thread(self._write, text.encode()))

    def _write(self, data: bytes) -> None:
        assert self._popen.stdin is not None  # noqa: S101
        try:
            self._popen.stdin.write(data)
            self._popen.stdin.flush()
        except (OSError, ValueError):  # the process has ended: the reader knows
            pass

    def answers(self, count: int, limit: float) -> Iterator[dict[str, Any]]:
        """Up to ``count`` answers; fewer if the process ends or is late, which ``late`` tells."""
        for _ in range(count):
            try:
                line = self._lines.get(timeout=limit)
            except Empty:
                self.late = True
                return
            if line is None:
                return
            yield json.loads(line)

    def close(self) -> None:
        self._popen.kill()
        self._popen.wait()
        for thread in (self._reader, self._listener, *self._writers):
            thread.join(timeout=5)
        for stream in (self._popen.stdin, self._popen.stdout, self._popen.stderr):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                pass
