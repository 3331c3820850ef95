"""A register behind an address gives the same answer; what cannot be reached is said in a line."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from narrow import inquiry
from narrow.engines.duckdb import DuckDB
from narrow.engines.object_store import inside, is_address
from narrow.engines.parquet import ABOUT
from narrow.errors import EngineError, NarrowError, RegisterError, RequestError
from narrow.registers import storing as exporting
from narrow.registers.opening import load_register
from tests import on_spark
from tests.conftest import Told

CASE = "wola-2018-former-commanders"
WORKED = "venezuela-2018"
KEYS = {"AWS_ACCESS_KEY_ID": "k'; DROP", "AWS_SECRET_ACCESS_KEY": "hush-hush"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("exported") / "v"
    exporting.export(WORKED, made)
    return made


def test_an_address_is_told_from_a_path_and_an_id() -> None:
    assert all(map(is_address, ("s3://b/x", "abfss://c@a/x", "file:///x", "dbfs:/Volumes/x")))
    assert not any(map(is_address, ("/x", "x", "./s3/x", "C:/x", "venezuela-2018", "a:b")))


def test_an_address_of_a_folder_or_of_its_file_is_the_same() -> None:
    whole = f"s3://b/x/{ABOUT}"
    assert {inside(given, ABOUT) for given in ("s3://b/x", "s3://b/x/", whole)} == {whole}


@pytest.mark.parametrize(
    "odd", ["s3://b/*", "s3://b/x?", "s3://b/[a]", "s3://b/{a,b}", "s3://b/ x"]
)
def test_an_address_names_one_folder(odd: str) -> None:
    with pytest.raises(RequestError, match="no address has"):
        load_register(odd)


def test_without_httpfs_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))  # where DuckDB looks for extensions
    ended = told("run", CASE, "--data", "s3://nowhere/v")
    assert ended.code == 2
    assert "needs DuckDB's extension httpfs" in ended.err
    assert "INSTALL httpfs" in ended.err


def test_an_address_that_duckdb_does_not_know_is_for_spark(told: Told) -> None:
    ended = told("run", CASE, "--data", "gs://bucket/v")
    assert ended.code == 2
    assert "gs: is for Spark (--engine spark)" in ended.err


def test_what_is_kept_behind_an_address_is_not_stored_or_exported(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no such file: s3://b/v"):
        exporting.export("s3://b/v", tmp_path / "w")


# --- Spark ------------------------------------------------------------------------------------


@pytest.mark.spark
@pytest.mark.always
def test_spark_reads_the_address_itself(folder: Path) -> None:
    there = inquiry.run(CASE, data=folder.as_uri(), engine=on_spark.session())
    assert there.data == inquiry.run(CASE).data


@pytest.mark.spark
def test_spark_tells_what_is_not_there_or_not_as_it_was(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"cannot be read: (?i:.*not.exist)"):
        inquiry.run(CASE, data=(tmp_path / "no").as_uri(), engine=on_spark.session())
    shutil.copytree(folder, tmp_path / "v")
    with (tmp_path / "v" / "posts" / "part-00000.parquet").open("ab") as file:
        file.write(b"x")
    with pytest.raises(RegisterError, match="is not there as it was written"):
        inquiry.run(CASE, data=(tmp_path / "v").as_uri(), engine=on_spark.session())


# --- DuckDB, where httpfs is there, and a store that is none of the world's ---------------------


def has_httpfs() -> bool:
    """Tell whether DuckDB can load httpfs; nothing is installed to find out."""
    with DuckDB() as engine:
        try:
            engine.run("SET autoinstall_known_extensions = false")
            engine.run("LOAD httpfs")
        except EngineError:
            return False
    return True


needs_store = pytest.mark.skipif(
    find_spec("moto") is None or not has_httpfs(),
    reason="needs httpfs and moto (tests/engines/s3.txt)",
)


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[str]:
    """A store on this machine that holds the folder in the bucket `lists`; gives its address."""
    import boto3

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(served, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        client = boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{port}",
            region_name="us-east-1",
            aws_access_key_id="k",
            aws_secret_access_key="s",  # noqa: S106
        )
        for _ in range(100):
            try:
                client.create_bucket(Bucket="lists")
                break
            except Exception:
                time.sleep(0.2)
        for file in folder.rglob("*.*"):
            client.upload_file(str(file), "lists", f"v/{file.relative_to(folder).as_posix()}")
        yield f"http://127.0.0.1:{port}"
        process.terminate()


@pytest.fixture
def reached(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", store)


@needs_store
def test_a_bucket_gives_the_same_answer(reached: None, told: Told) -> None:
    here = inquiry.run(CASE)
    there = inquiry.run(CASE, data="s3://lists/v")
    assert there.data == here.data
    shown = [told("run", CASE, *more).out for more in ((), ("--data", "s3://lists/v/"))]
    assert shown[0] == shown[1] != ""


@needs_store
def test_a_run_on_a_bucket_is_kept_and_asked_again(reached: None, tmp_path: Path) -> None:
    path = inquiry.open(CASE, data="s3://lists/v").save(tmp_path / "kept.json")
    assert inquiry.rerun(path).same


@needs_store
def test_nothing_else_in_the_bucket_can_be_read_once_it_is_loaded(reached: None) -> None:
    with DuckDB() as engine:
        engine.load(load_register("s3://lists/v"))
        assert engine.run("SELECT count(*) FROM posts") == [(422,)]
        with pytest.raises(EngineError, match=r"(?i)permission"):
            engine.run("SELECT * FROM read_text($a)", {"a": f"s3://lists/v/{ABOUT}"})
        assert "hush-hush" not in str(engine.run("SELECT * FROM duckdb_secrets()"))


@needs_store
def test_what_is_not_there_or_not_as_it_was_is_told(
    reached: None, store: str, tmp_path: Path, told: Told
) -> None:
    ended = told("run", CASE, "--data", "s3://lists/no")
    assert ended.code == 1
    assert f"s3://lists/no/{ABOUT}" in ended.err
    assert len(ended.err.splitlines()) < 5
    import boto3

    client = boto3.client("s3", endpoint_url=store, region_name="us-east-1")
    part = "v/posts/part-00000.parquet"
    whole = client.get_object(Bucket="lists", Key=part)["Body"].read()
    client.put_object(Bucket="lists", Key=part, Body=whole + b"x")
    try:
        with pytest.raises(RegisterError, match="is not there as it was written"):
            inquiry.run(CASE, data="s3://lists/v")
        client.delete_object(Bucket="lists", Key=part)
        with pytest.raises(NarrowError, match=r"posts/part-00000|cannot be read"):
            inquiry.run(CASE, data="s3://lists/v")
    finally:
        client.put_object(Bucket="lists", Key=part, Body=whole)


@needs_store
def test_a_store_that_does_not_answer_is_told_and_keys_are_not(
    reached: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
    with pytest.raises(NarrowError) as caught:
        inquiry.run(CASE, data="s3://lists/v")
    assert not any(key in str(caught.value) for key in KEYS.values())
    assert os.environ["AWS_SECRET_ACCESS_KEY"] == KEYS["AWS_SECRET_ACCESS_KEY"]
