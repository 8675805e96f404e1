"""A server to be killed: its own data folder and database, its processes, and the steps asked from outside."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]


class Server:
    """Processes of one server under test. `url` is PostgreSQL's address, or empty for SQLite."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self._given = url
        self._name = f"insigne_kill_{os.urandom(6).hex()}"
        self._processes: list[subprocess.Popen[bytes]] = []
        self.port = _free_port()
        self.environment = {
            **os.environ,
            "INSIGNE_DATA": str(folder / "data"),
            "DATABASE_URL": self._make_database(),
            "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "DJANGO_SETTINGS_MODULE": "tests.load.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        for name in ("EMAIL_URL", "CACHE_URL", "STORAGE_URL", "INSIGNE_PARENT"):
            self.environment.pop(name, None)

    def _make_database(self) -> str:
        if not self._given:
            return f"sqlite:///{self.folder / 'kill.sqlite3'}"
        with psycopg.connect(self._given, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{self._name}"')
        return urlsplit(self._given)._replace(path=f"/{self._name}").geturl()

    def ask(self, step: str, **arguments: object) -> dict[str, object]:
        """Return what a step of `tests.load.steps` answers."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.load.steps", step, json.dumps(arguments)],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()[-3000:]
        answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
        return answer

    def left(self) -> int:
        """Return how many chunks wait and mails have not left, read beside the server."""
        return self._count("state = 'waiting'", "state IN ('queued', 'sending')")

    def done(self) -> int:
        """Return how many chunks are done and mails have left, read beside the server."""
        return self._count("state = 'done'", "state = 'sent'")

    def _count(self, chunks: str, mails: str) -> int:
        queries = (
            f"SELECT count(*) FROM kernel_jobchunk WHERE {chunks}",
            f"SELECT count(*) FROM kernel_outboxmessage WHERE {mails}",
        )
        if self._given:
            with psycopg.connect(self.environment["DATABASE_URL"]) as server:
                return sum(row[0] for query in queries for row in server.execute(query))
        with closing(sqlite3.connect(self.folder / "kill.sqlite3", timeout=20)) as file:
            return sum(row[0] for query in queries for row in file.execute(query))

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start `python` with these arguments, beside the others, its words kept in the folder."""
        with (self.folder / "processes.log").open("ab") as words:
            process = subprocess.Popen(
                [sys.executable, *command],
                env=self.environment,
                cwd=ROOT,
                stdout=words,
                stderr=words,
            )
        self._processes.append(process)
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        """Start a worker alone."""
        return self.start("-m", "insigne.kernel.entry", "worker")

    def supervisor(self) -> subprocess.Popen[bytes]:
        """Start the whole server on its port; return when it answers."""
        code = f"from insigne.kernel.supervisor import serve; serve('127.0.0.1', {self.port}, 1)"
        process = self.start("-c", code)
        self.wait_until_it_answers()
        return process

    def wait_until_it_answers(self, seconds: float = 60.0) -> None:
        """Return when something accepts connections on the port."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError(self.words())

    def words(self) -> str:
        """Return the end of what the processes said."""
        return (self.folder / "processes.log").read_text(errors="replace")[-4000:]

    def mails(self) -> list[Path]:
        """Return the mails that left."""
        return sorted((self.folder / "data" / "mails").glob("*.eml"))

    def close(self) -> None:
        """Kill what is left, and drop the database."""
        for process in self._processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self._given:
            with psycopg.connect(self._given, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE "{self._name}" WITH (FORCE)')


def children_of(pid: int) -> list[int]:
    """Return the processes that `pid` started and that still run, from the process table."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    return [child for child, parent in pairs if parent == pid]


def named(pid: int) -> str:
    """Return the command line of a process, empty when it is gone."""
    listed = subprocess.run(
        ["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout.strip()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
