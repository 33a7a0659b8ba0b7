"""The zip that we write ourselves: what other programs read from it, and what packs it."""

import io
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError, UndefinedError

from gen.word.package import ConstantMembers, deflate, deflate_small, pack_member, repack
from gen.word.template.compiled import CompiledTemplate
from tests.word.test_conformance import template

ROOT = Path(__file__).parents[2]


@given(st.binary(max_size=3000))
def test_packed_bytes_unpack_to_what_they_were(data: bytes) -> None:
    assert zlib.decompress(deflate(data), -15) == zlib.decompress(deflate_small(data), -15) == data


@given(
    st.dictionaries(st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=9), st.binary())
)
def test_zip_is_read_back_by_another_program(parts: dict[str, bytes]) -> None:
    names = sorted(parts)
    constant = {name: parts[name] for name in names[::2]}
    made = ConstantMembers(constant).zip_with(pack_member(name, parts[name]) for name in names[1::2])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == parts


def test_member_that_stands_twice_is_packed_once() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.xml", b"2")
    with zipfile.ZipFile(io.BytesIO(repack(out.getvalue()))) as archive:
        assert archive.namelist() == ["a.xml"]


def engine(program: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\nfrom gen.word.package import ENGINE; print(ENGINE)"],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_zlib_packs_where_it_is_asked_for() -> None:
    assert engine("", GEN_DEFLATE="zlib").startswith("zlib ")


def test_zlib_packs_where_isal_has_no_wheel() -> None:
    assert engine("import sys; sys.modules['isal'] = None").startswith("zlib ")


@pytest.mark.parametrize("expression", ["a.__class__", "a['__class__']", "a.b.__init__"])
def test_what_is_under_an_underscore_is_out_of_reach(expression: str) -> None:
    body = ["<w:p><w:r><w:t>{{ " + expression + " }}</w:t></w:r></w:p>"]
    with pytest.raises((SecurityError, UndefinedError)):
        CompiledTemplate(template({"body": body})).render({"a": {"b": 1}}, {})
