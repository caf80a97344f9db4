"""A PostgreSQL server of its own for the tests, started as docs/project.md tells users to."""

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

UNPRIVILEGED = ("postgres", "nobody")


def binaries():
    """Return the folder of the newest server installed, or None."""
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    newest = sorted(folders, key=lambda one: int(one.parts[4]))
    return newest[-1].parent if newest else None


def _user():
    """Return whom to run as: the server refuses to be run by root."""
    if os.geteuid() != 0:
        return None
    import pwd

    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    return None


def _free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_server():
    """Start a server on loopback in a temporary folder; give its address without a database."""
    folder = Path(tempfile.mkdtemp(prefix="rpa-scout-postgres-"))
    user, bin_folder, port = _user(), binaries(), _free_port()
    if user is not None:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"

    def run(*words):
        subprocess.run(words, user=user, cwd=folder, check=True, capture_output=True, timeout=120)

    options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off"
    try:
        initdb = (bin_folder / "initdb", "-D", data, "-U", "dx", "--auth=trust")
        run(*initdb, "--encoding=UTF8", "--locale=C.UTF-8")
        run(bin_folder / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        try:
            yield f"postgresql://dx@127.0.0.1:{port}"
        finally:
            run(bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def empty_database(server, name):
    """Make a database of that name, and drop it at the end."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{server}/{name}"
    finally:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
