"""A list comes whole or not at all, goes on where it broke off, and is what its hash says."""

import hashlib
import json
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrow.errors import RegisterError, RequestError
from narrow.lists.fetch import download as parts
from narrow.lists.fetch import download as transport
from narrow.lists.fetch.download import Patience
from narrow.lists.fetch.folder import Wanted, check, fetch, offers
from narrow.lists.fetch.publishers import Fetch, checked, name_of
from narrow.report.data import schema
from tests.conftest import Told
from tests.lists.fetch.server import Asked, Served, file, in_turn, serving, status
from tests.lists.lists import SDN, UN

LIST = UN.encode()
DAY = "2026-11-23"
QUICK = Patience(timeout=2.0, tries=3, pause=0.0)


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as found:
        yield found


def fetched(
    served: Served, folder: Path, *paths: str, patience: Patience = QUICK, day: str = DAY
) -> Fetch:
    addresses = [served.base + path for path in paths or ("/list.xml",)]
    return fetch("un", folder, Wanted(addresses=addresses, patience=patience), day=day)


def refused(served: Served, folder: Path, *paths: str, patience: Patience = QUICK) -> str:
    with pytest.raises(RequestError) as caught:
        fetched(served, folder, *paths, patience=patience)
    return str(caught.value)


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_list_is_fetched_and_noted(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = file(LIST)
    (one,) = fetched(served, tmp_path / "f").files
    digest = hashlib.sha256(LIST).hexdigest()
    assert (one.size, one.sha256, one.day, one.how) == (len(LIST), digest, DAY, "new")
    assert one.looks == "the UN consolidated list, XML"
    assert (tmp_path / "f/list.xml").read_bytes() == LIST
    assert left(tmp_path / "f") == ["fetched.json", "list.xml", "list.xml.sha256"]
    noted = json.loads((tmp_path / "f/fetched.json").read_text())["files"]["list.xml"]
    assert noted["address"] == f"{served.base}/list.xml"
    assert (noted["etag"], noted["modified"][:3], noted["day"]) == ('"one"', "Fri", DAY)
    subprocess.run(["sha256sum", "-c", "list.xml.sha256"], cwd=tmp_path / "f", check=True)
    assert served.asked[0][1]["user-agent"].startswith("narrow")


def test_what_broke_off_is_gone_on_with(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = file(LIST, until=700)
    (one,) = fetched(served, tmp_path).files
    assert (one.how, one.sha256) == ("resumed", hashlib.sha256(LIST).hexdigest())
    assert served.ranges() == ["", "bytes=700-"]
    assert served.asked[1][1]["if-range"] == '"one"'


def test_the_next_fetch_goes_on(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = file(LIST, until=700)
    said = refused(served, tmp_path, patience=Patience(2.0, tries=1))
    assert "700 of" in said
    assert f"--into {tmp_path}" in said
    assert left(tmp_path) == [".list.xml.part", ".list.xml.part.json"]
    (one,) = fetched(served, tmp_path).files
    assert (one.how, served.ranges()) == ("resumed", ["", "bytes=700-"])
    assert (tmp_path / "list.xml").read_bytes() == LIST


@pytest.mark.parametrize("spoil", [b"X" * 700, b"", b"short"])
def test_what_was_spoiled_is_not_built_upon(served: Served, tmp_path: Path, spoil: bytes) -> None:
    served.answers["/list.xml"] = file(LIST, until=700)
    refused(served, tmp_path, patience=Patience(2.0, tries=1))
    (tmp_path / ".list.xml.part").write_bytes(spoil)
    (one,) = fetched(served, tmp_path).files
    assert (one.how, served.ranges()) == ("new", ["", ""])
    assert (tmp_path / "list.xml").read_bytes() == LIST


@pytest.mark.parametrize(
    "spoil",
    ["", "[]", "{}", '{"address": 1}', "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")],
)
def test_a_spoiled_note_is_as_none(served: Served, tmp_path: Path, spoil: str) -> None:
    served.answers["/list.xml"] = file(LIST, until=700)
    refused(served, tmp_path, patience=Patience(2.0, tries=1))
    (tmp_path / ".list.xml.part.json").write_text(spoil, encoding="utf-8")
    (one,) = fetched(served, tmp_path).files
    assert one.how == "new"


def test_bytes_after_the_last_note_are_cut(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = file(LIST, until=700)
    refused(served, tmp_path, patience=Patience(2.0, tries=1))
    with (tmp_path / ".list.xml.part").open("ab") as torn:
        torn.write(b"written and never noted")
    (one,) = fetched(served, tmp_path).files
    assert (one.how, (tmp_path / "list.xml").read_bytes()) == ("resumed", LIST)


def test_a_file_that_changed_between_its_halves_is_fetched_anew(
    served: Served, tmp_path: Path
) -> None:
    new = LIST.replace(b"JANE", b"JOAN")
    served.answers["/list.xml"] = in_turn(file(LIST, until=700), file(new, etag='"two"'))
    (one,) = fetched(served, tmp_path).files
    assert (one.how, one.etag) == ("new", '"two"')
    assert (tmp_path / "list.xml").read_bytes() == new


@pytest.mark.parametrize(
    "told",
    [
        {"ETag": '"two"', "Content_Range": f"bytes 700-{len(LIST) - 1}/{len(LIST)}"},
        {"ETag": '"one"', "Content_Range": f"bytes 700-{len(LIST)}/{len(LIST) + 1}"},
        {"ETag": '"one"', "Content_Range": f"bytes 600-{len(LIST) - 1}/{len(LIST)}"},
        {"ETag": '"one"', "Content_Range": "nonsense"},
        {"ETag": '"one"'},
        {"Content_Range": f"bytes 700-{len(LIST) - 1}/{len(LIST)}"},
    ],
)
def test_a_part_of_another_file_is_not_put_behind(
    served: Served, tmp_path: Path, told: dict[str, str]
) -> None:
    def lies(asked: Asked) -> None:
        asked.give(206, b"?" * (len(LIST) - 700), **told)

    served.answers["/list.xml"] = in_turn(file(LIST, until=700), lies, file(LIST))
    (one,) = fetched(served, tmp_path).files
    assert (one.how, served.ranges()) == ("new", ["", "bytes=700-", ""])
    assert (tmp_path / "list.xml").read_bytes() == LIST


def test_a_server_without_ranges_begins_anew(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = in_turn(file(LIST, until=700), file(LIST, etag="", modified=""))
    (one,) = fetched(served, tmp_path).files
    assert (one.how, (tmp_path / "list.xml").read_bytes()) == ("new", LIST)


@pytest.mark.parametrize(("etag", "compared"), [('W/"weak"', "Fri"), ("", "Fri")])
def test_a_weak_mark_is_not_compared(
    served: Served, tmp_path: Path, etag: str, compared: str
) -> None:
    served.answers["/list.xml"] = file(LIST, etag=etag, until=700)
    (one,) = fetched(served, tmp_path).files
    assert one.how == "resumed"
    assert served.asked[1][1]["if-range"].startswith(compared)


def test_without_any_mark_nothing_is_gone_on_with(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = file(LIST, etag="", modified="", until=700)
    (one,) = fetched(served, tmp_path).files
    assert (one.how, served.ranges()) == ("new", ["", ""])


def test_a_part_that_is_not_there_is_fetched_whole(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = in_turn(file(LIST, until=700), status(416), file(LIST))
    assert fetched(served, tmp_path).files[0].how == "new"
    assert served.ranges() == ["", "bytes=700-", ""]


def test_what_has_not_changed_is_not_fetched_again(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = file(LIST)
    fetched(served, tmp_path)
    before = (tmp_path / "fetched.json").read_bytes()
    (one,) = fetched(served, tmp_path, day="2026-12-01").files
    assert (one.how, one.day) == ("unchanged", DAY)
    assert (tmp_path / "fetched.json").read_bytes() == before
    (tmp_path / "list.xml").write_bytes(LIST + b"!")
    (one,) = fetched(served, tmp_path, day="2026-12-01").files
    assert (one.how, one.day) == ("new", "2026-12-01")
    assert "if-none-match" not in served.asked[-1][1]


def test_a_newer_list_takes_the_place_of_the_old_one(served: Served, tmp_path: Path) -> None:
    new = LIST.replace(b"JANE", b"JOAN")
    served.answers["/list.xml"] = in_turn(file(LIST), file(new, etag='"two"'))
    fetched(served, tmp_path)
    (one,) = fetched(served, tmp_path).files
    assert (one.how, (tmp_path / "list.xml").read_bytes()) == ("new", new)


def test_a_fetch_that_fails_leaves_the_old_list(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = in_turn(file(LIST), file(b"<x>" * 99, etag='"2"', until=9))
    fetched(served, tmp_path)
    refused(served, tmp_path, patience=Patience(2.0, tries=1))
    assert (tmp_path / "list.xml").read_bytes() == LIST
    assert check(tmp_path).files[0].how == "checked"


def test_a_server_that_has_a_bad_moment_is_asked_again(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = in_turn(status(500), status(503, Retry_After="0"), file(LIST))
    assert fetched(served, tmp_path).files[0].how == "new"
    assert len(served.asked) == 3


@pytest.mark.parametrize(
    ("code", "times", "said"),
    [
        (404, 1, "no such file (404)"),
        (410, 1, "no such file (410)"),
        (403, 1, "does not give it to us (403)"),
        (500, 3, "answered 500; given up after 3 tries"),
        (418, 1, "answered 418"),
        (304, 1, "answered 304"),
        (206, 3, "another part"),
        (204, 3, "another part"),
    ],
)
def test_another_answer_is_named(
    served: Served, tmp_path: Path, code: int, times: int, said: str
) -> None:
    served.answers["/list.xml"] = status(code)
    message = refused(served, tmp_path)
    assert said in message
    assert "https://main.un.org/" in message
    assert (len(served.asked), left(tmp_path)) == (times, [])


@pytest.mark.parametrize("length", [len(LIST) + 10, 10**15])
def test_a_length_that_is_wrong_is_told(served: Served, tmp_path: Path, length: int) -> None:
    served.answers["/list.xml"] = lambda asked: asked.give(200, LIST, length)
    patience = Patience(2.0, tries=2, pause=0.0, most=10**16)
    assert f"{len(LIST):,} of {length:,} bytes came" in refused(served, tmp_path, patience=patience)
    assert "list.xml" not in left(tmp_path)


def test_no_more_is_read_than_the_length_says(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = lambda asked: asked.give(200, LIST + b"more", len(LIST))
    assert fetched(served, tmp_path).files[0].size == len(LIST)


def test_a_server_that_states_no_length_is_told_of(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = lambda asked: asked.give(200, LIST, -1)
    (one,) = fetched(served, tmp_path).files
    assert (one.stated, one.size) == (False, len(LIST))


def test_chunks_that_break_off_are_told(served: Served, tmp_path: Path) -> None:
    def torn(asked: Asked) -> None:
        asked.give(200, b"400\r\n" + LIST[:99], -1, Transfer_Encoding="chunked")

    served.answers["/list.xml"] = torn
    assert "broke" in refused(served, tmp_path)


def test_too_large_a_file_is_refused_before_and_while_it_comes(
    served: Served, tmp_path: Path
) -> None:
    small = Patience(2.0, tries=3, pause=0.0, most=100)
    for length in (None, -1):
        served.answers["/list.xml"] = lambda asked, n=length: asked.give(200, LIST, n)
        assert "larger than the 100 bytes" in refused(served, tmp_path, patience=small)
        assert left(tmp_path) == []
    assert len(served.asked) == 2


def test_a_server_that_never_answers_is_given_up(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = lambda asked: (served.enough.wait(20), None)[1]
    said = refused(served, tmp_path, patience=Patience(0.1, tries=2, pause=0.0))
    assert "did not answer in time; given up after 2 tries" in said


def test_a_server_that_falls_silent_is_given_up(served: Served, tmp_path: Path) -> None:
    def half(asked: Asked) -> None:
        asked.give(200, LIST[:300], len(LIST), ETag='"one"')
        served.enough.wait(20)

    served.answers["/list.xml"] = half
    said = refused(served, tmp_path, patience=Patience(0.1, tries=1))
    assert "fell silent" in said
    assert "300 bytes came and are kept" in said


def test_a_server_that_drips_is_given_up(served: Served, tmp_path: Path) -> None:
    def drips(asked: Asked) -> None:
        asked.give(200, b"", len(LIST), ETag='"one"')
        while not served.enough.wait(0.02):
            asked.wfile.write(b"x")

    served.answers["/list.xml"] = drips
    said = refused(served, tmp_path, patience=Patience(0.2, tries=1))
    assert "next to nothing came" in said


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_with_its_range(served: Served, tmp_path: Path, code: int) -> None:
    served.answers["/list.xml"] = status(code, Location="/there.xml?signed=1")
    served.answers["/there.xml"] = file(LIST, until=700)
    (one,) = fetched(served, tmp_path).files
    assert (one.how, one.file) == ("resumed", "list.xml")
    assert one.address == f"{served.base}/list.xml"
    assert served.ranges() == ["", "", "bytes=700-", "bytes=700-"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("/list.xml", "round in a circle"),
        ("http://example.org/list.xml", "only https:// is"),
        ("ftp://example.org/list.xml", "only https:// is"),
        ("file:///etc/passwd", "is no address"),
        ("https://me:secret@example.org/x", "name or password"),
        ("https://[::1", "is no address"),
        ("//example.org/x", "only https:// is"),
    ],
)
def test_a_redirect_to_a_bad_place_is_not_followed(
    served: Served, tmp_path: Path, place: str, said: str
) -> None:
    served.answers["/list.xml"] = status(302, Location=place)
    message = refused(served, tmp_path)
    assert said in message
    assert "secret" not in message
    assert left(tmp_path) == []


def test_a_redirect_loop_of_two_and_a_long_chain_end(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = status(302, Location="/b")
    served.answers["/b"] = status(302, Location="/list.xml")
    assert "round in a circle" in refused(served, tmp_path)
    for at in range(9):
        served.answers[f"/{at}"] = status(302, Location=f"/{at + 1}")
    assert "more than 5 times" in refused(served, tmp_path, "/0")


def test_a_publisher_cannot_send_us_to_this_machine() -> None:
    assert checked("http://127.0.0.1:1/x", here=True)
    for address in ("http://127.0.0.1:1/x", "http://example.org/", "file:///etc/passwd"):
        with pytest.raises(RequestError, match=r"only https|no address"):
            checked(address)
    for address in ("http://127.0.0.1.example.org/", "http://localhost/", "http://127.0.0.1@x/"):
        with pytest.raises(RequestError):
            checked(address, here=True)


@pytest.mark.parametrize(
    "address", ["", "list", "https://", "https:///x", "https://a b/", "https://ñ/", "https://a:b/",
                "https://a/\r\nX: y", "https://a:99999/", "https://a:0/"]
)  # fmt: skip
def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(RequestError, match="no address"):
        fetch("un", tmp_path, Wanted(addresses=[address]))


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><body>Please log in</body></html>",
        b"\n<html><head></head></html>",
        b"",
        b" \n ",
    ],
)
def test_a_page_in_place_of_a_list_is_named_and_not_kept(
    served: Served, tmp_path: Path, body: bytes
) -> None:
    served.answers["/list.xml"] = file(body)
    said = refused(served, tmp_path)
    assert ("gave a web page" if body.strip() else "gave an empty file") in said
    assert left(tmp_path) == []


def test_what_comes_packed_unasked_is_refused(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = lambda a: a.give(200, b"\x1f\x8b", Content_Encoding="gzip")
    assert "comes packed (gzip)" in refused(served, tmp_path)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/a/b/SDN.XML", "SDN.XML"),
        ("/..%2f..%2fetc%2fpasswd", "etc_passwd"),
        ("/../../etc/passwd", "passwd"),
        ("/.bashrc", "bashrc"),
        ("/%00%1b[31m.csv", "31m.csv"),
        ("/", "list-"),
        ("", "list-"),
        ("/CON.csv", "list-CON.csv"),
        ("/fetched.json", "list-fetched.json"),
        ("/x.sha256", "list-x.sha256"),
        ("/lista%20ñ.csv", "lista_.csv"),
        ("/" + "a" * 500 + ".csv", "a" * 96 + ".csv"),
        ("/C:%5cwindows%5cx.csv", "C_windows_x.csv"),
    ],
)
def test_a_hostile_name_stays_in_its_folder(path: str, name: str) -> None:
    assert name_of(f"https://example.org{path}?a=/../b") == name


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_name_stays_in_its_folder(text: str) -> None:
    name = name_of(f"https://example.org/{quote(text, safe='/.%')}")
    assert Path(name).name == name
    assert name.isascii()
    assert not name.startswith(".")
    assert 0 < len(name) <= 105


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    here = ["https://a.example/x.csv", "https://b.example/X.CSV"]
    with pytest.raises(RequestError, match="two of the addresses"):
        fetch("un", tmp_path, Wanted(addresses=here))


def test_a_file_of_somebodys_own_is_not_replaced(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = file(LIST)
    (tmp_path / "list.xml").write_text("mine")
    assert "was not fetched" in refused(served, tmp_path)
    assert (tmp_path / "list.xml").read_text() == "mine"


def test_a_link_is_not_written_through(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = file(LIST)
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "f").mkdir()
    (tmp_path / "f/.list.xml.part").symlink_to(tmp_path / "mine")
    assert "link" in refused(served, tmp_path / "f")
    assert (tmp_path / "mine").read_text() == "mine"


def test_a_file_that_another_process_writes_to_is_not_kept(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.answers["/list.xml"] = file(LIST)
    monkeypatch.setattr(parts, "hash_of", lambda path: "0" * 64)
    assert "another fetch" in refused(served, tmp_path)
    assert left(tmp_path) == []


def test_a_full_disk_is_no_broken_connection(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.answers["/list.xml"] = file(LIST)

    def full(self: parts.Part) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parts.Part, "_write_note", full)
    assert "No space left" in refused(served, tmp_path)
    assert len(served.asked) == 1


def test_a_folder_that_cannot_be_made_is_named(served: Served, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "is a file" in refused(served, tmp_path / "file")
    assert "cannot be written" in refused(served, tmp_path / "file/within")


def test_no_network_is_said_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    tries = []

    def nobody(*_: object, **__: object) -> None:
        tries.append(1)
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with pytest.raises(RequestError) as caught:
        fetch("ofac", tmp_path / "f", Wanted(patience=QUICK), day=DAY)
    said = str(caught.value)
    assert "SDN.CSV cannot be reached: no network here, or no such server" in said
    assert "https://ofac.treasury.gov/sanctions-list-service" in said
    assert (len(tries), left(tmp_path / "f")) == (1, [])


def test_nobody_listens(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(RequestError, match=r"the connection broke.*given up after 3 tries"):
        fetch("un", tmp_path, Wanted("", [f"http://127.0.0.1:{port}/x.xml"], QUICK), day=DAY)


def test_a_server_that_speaks_no_http(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:

        def talk() -> None:
            with plain.accept()[0] as one:
                one.recv(1000)
                one.sendall(b"SSH-2.0-hello\r\n")

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{plain.getsockname()[1]}/x"
        with pytest.raises(RequestError, match="given up after one try"):
            fetch("un", tmp_path, Wanted("", [address], Patience(2.0, tries=1)), day=DAY)
        thread.join()


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificate")
def test_a_certificate_of_nobody_is_not_trusted(tmp_path: Path) -> None:
    key, made = tmp_path / "key.pem", tmp_path / "cert.pem"
    words = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
    ]
    words += ["-keyout", str(key), "-out", str(made)]
    subprocess.run(words, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    with socket.create_server(("127.0.0.1", 0)) as plain:

        def greet() -> None:
            one = plain.accept()[0]
            with one, suppress(OSError):
                context.wrap_socket(one, server_side=True).close()

        thread = threading.Thread(target=greet, daemon=True)
        thread.start()
        address = f"https://127.0.0.1:{plain.getsockname()[1]}/x.xml"
        with pytest.raises(RequestError, match="certificate is not to be trusted"):
            fetch("un", tmp_path / "f", Wanted("", [address], QUICK), day=DAY)
        thread.join()


def test_a_proxy_is_not_asked_for_this_machine(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    served.answers["/list.xml"] = file(LIST)
    assert fetched(served, tmp_path).files[0].how == "new"


def test_what_was_fetched_can_be_checked(served: Served, tmp_path: Path) -> None:
    served.answers["/list.xml"] = file(LIST)
    served.answers["/sdn.csv"] = file(SDN.encode(), etag='"c"')
    fetched(served, tmp_path, "/list.xml", "/sdn.csv")
    assert [one.how for one in check(tmp_path).files] == ["checked", "checked"]
    (tmp_path / "list.xml").write_bytes(LIST.replace(b"JOHN", b"JACK"))
    (tmp_path / "sdn.csv").unlink()
    with pytest.raises(RegisterError) as caught:
        check(tmp_path)
    said = str(caught.value)
    assert f"list.xml: is not what was fetched on {DAY}" in said
    assert "sdn.csv: was fetched and is not there any more" in said


@pytest.mark.parametrize(
    "book", [None, "", "[]", '{"files": 3}', '{"files": {"../x": {}}}', '{"files": {"x": {"a": 1}}}']
)  # fmt: skip
def test_a_folder_without_a_book_cannot_be_checked(tmp_path: Path, book: str | None) -> None:
    if book is not None:
        (tmp_path / "fetched.json").write_text(book)
    with pytest.raises(RequestError, match=r"no fetched\.json"):
        check(tmp_path)


def test_every_address_is_one_that_is_asked() -> None:
    for one in offers():
        assert one.page.startswith("https://")
        for name, address in one.files:
            assert checked(address)
            assert name_of(f"https://x/{name}") == name


def test_an_unknown_publisher_or_form_is_named(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="did you mean 'ofac'"):
        fetch("ofca", tmp_path)
    with pytest.raises(RequestError, match="did you mean 'advanced'"):
        fetch("ofac", tmp_path, Wanted("advance"))


def test_the_hash_is_noted_on_the_way(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "BETWEEN_NOTES", 100)
    served.answers["/list.xml"] = file(LIST, until=700)
    assert fetched(served, tmp_path).files[0].how == "resumed"
    assert (tmp_path / "list.xml").read_bytes() == LIST


@pytest.mark.parametrize(("text", "wait"), [("3", 3.0), ("86400", 60.0), ("", 0.0), ("Fri", 0.0)])
def test_the_time_to_wait_is_bounded(text: str, wait: float) -> None:
    assert transport._seconds(text) == wait


def test_the_command_fetches_and_says_so(
    served: Served, tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    served.answers["/list.xml"] = file(LIST)
    ended = told("fetch", "un", "--from", f"{served.base}/list.xml", "--into", "f")
    assert ended.code == 0, ended.err
    assert all(len(line) <= 80 for line in ended.out.splitlines())
    assert "Nothing was imported" in ended.out
    again = told(
        "fetch", "un", "--from", f"{served.base}/list.xml", "--into", "f", "--format", "json"
    )
    jsonschema.validate(json.loads(again.out), schema("fetch"))
    assert json.loads(again.out)["files"][0]["how"] == "unchanged"
    assert told("fetch", "--check", "--into", "f").code == 0
    (tmp_path / "f/list.xml").write_text("x")
    ended = told("fetch", "--check", "--into", "f")
    assert (ended.code, "is not what was fetched" in ended.err) == (1, True)
    assert told("fetch", "--check").code == 2
    assert told("fetch", "un", "--timeout", "0").code == 2
    assert told("fetch", "un", "--most", "nan").code == 2
    assert told("fetch", "un", "--from", f"{served.base}/none").code == 2
    assert told("import", "f/list.xml", "--into", "r").code == 2


def test_the_command_says_what_can_be_fetched(told: Told) -> None:
    ended = told("fetch")
    assert ended.code == 0, ended.err
    assert "opensanctions" in ended.out
    data = json.loads(told("fetch", "--format", "json").out)
    jsonschema.validate(data, schema("offers"))


def test_the_usual_folder_has_the_day(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    served.answers["/list.xml"] = file(LIST)
    found = fetch("un", None, Wanted("", [f"{served.base}/list.xml"], QUICK), day=DAY)
    assert found.into == str(Path("lists") / f"un-{DAY}")
    assert len(fetch("un", None, Wanted("", [f"{served.base}/list.xml"], QUICK)).into) == 19
