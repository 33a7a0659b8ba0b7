"""What a document is made from → its fingerprint: another one for other values, however alike they look."""

from dataclasses import dataclass

import pytest
from markupsafe import Markup

from gen.pipeline.fingerprint import compute_fingerprint
from gen.word.template.names import Emphasised, ODien


@dataclass(frozen=True, slots=True)
class Values:
    text: str
    lines: tuple[object, ...]
    flag: bool = False


@dataclass(frozen=True, slots=True)
class Nested:
    inner: Emphasised
    text: str
    more: tuple[str, ...] = ()


def print_of(*values: object) -> str:
    return compute_fingerprint("template", Values(*values), "author")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", ("b",)), ("ab", ())),
        (("", ("a", "b")), ("", ("ab",))),
        (("", (("a",), "b")), ("", (("a", "b"),))),
        (("", ("a",)), ("", (Emphasised("a"),))),
        (("", (), False), ("", (), True)),
        (("", (ODien("k", "text", "", 1),)), ("", (ODien("k", "text", "", 2),))),
        (("", (None,)), ("", ("None",))),
        (("", (Emphasised("a"),)), ("", ("Emphasised", "a"))),
        (("", (Emphasised("a"),)), ("", ((Emphasised("a"),),))),
        (("", (Emphasised("a"), Emphasised("b"))), ("", (Emphasised("a"), "b"))),
        (("", (Emphasised("a"), Emphasised("b"))), ("", (Emphasised("b"), Emphasised("a")))),
        (("", (Nested(Emphasised("a"), "b"),)), ("", (Nested(Emphasised("b"), "a"),))),
        (("", (Nested(Emphasised("a"), "b"),)), ("", (Nested(Emphasised("a"), "b", ("",)),))),
        (("", (Markup("a"),)), ("", ("a",))),
    ],
)
def test_other_values_have_another_fingerprint(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert print_of(*one) != print_of(*other)


def test_equal_values_have_the_same_fingerprint() -> None:
    assert print_of("a", (Emphasised("b"), "c")) == print_of("".join(["a"]), (Emphasised("b"), "c"))
