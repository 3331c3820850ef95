"""A cluster that stands by itself, of other processes, gives what this machine gives."""

import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import pytest

from narrow.registers import storing as exporting

CASE = "wola-2018-former-commanders"
WORKED = "venezuela-2018"


@pytest.mark.spark
def test_a_cluster_of_other_processes_gives_the_same(tmp_path: Path) -> None:
    """A master and a worker, each a Java of its own, as `PYSPARK_SUBMIT_ARGS` names them."""
    pyspark = find_spec("pyspark")
    home = str(Path(pyspark.origin or "").parent) if pyspark else ""
    env = os.environ | {"SPARK_HOME": home, "SPARK_LOG_DIR": str(tmp_path)}
    master, page, other = free_ports(3)
    cluster = f"spark://127.0.0.1:{master}"
    of_master = ["--host", "127.0.0.1", "--port", master, "--webui-port", page]
    of_worker = ["--webui-port", other, "-c", "2", "-m", "1g", "-d", str(tmp_path), cluster]
    java = f"{home}/bin/spark-class"
    started = []
    try:
        for name, words in (("master.Master", of_master), ("worker.Worker", of_worker)):
            command = [java, f"org.apache.spark.deploy.{name}", *words]
            with (tmp_path / name).open("wb") as log:
                started.append(subprocess.Popen(command, env=env, stdout=log, stderr=log))
            wait_for(tmp_path / name, "ALIVE" if words is of_master else "registered with master")
        exporting.export(WORKED, tmp_path / "v")
        asked = [sys.executable, "-m", "narrow", "run", CASE, "--format", "json"]
        there = [*asked, "--engine", "spark", "--data", str(tmp_path / "v")]
        named = os.environ | {"PYSPARK_SUBMIT_ARGS": f"--master {cluster} pyspark-shell"}
        found = subprocess.run(there, env=named, capture_output=True, check=True)
        assert found.stdout == subprocess.run(asked, capture_output=True, check=True).stdout
        assert "Asked to launch executor" in (tmp_path / "worker.Worker").read_text()
    finally:
        for process in started:
            process.kill()
            process.wait()


def free_ports(how_many: int) -> list[str]:
    """Find ports that nobody listens on."""
    with ExitStack() as stack:
        held = [stack.enter_context(socket.socket()) for _ in range(how_many)]
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [str(one.getsockname()[1]) for one in held]


def wait_for(log: Path, said: str) -> None:
    """Wait until a log says something, a minute at most."""
    for _ in range(300):
        if said in log.read_text(encoding="utf-8", errors="replace"):
            return
        time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace")[-2_000:])
