"""What a person calls a region or a component is understood, or answered with what is near."""

import pytest

from infralog import vocabulary
from infralog.errors import QueryError
from infralog.names import names_of

NAMES = names_of(vocabulary.packaged("fly"))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("sjc", "sjc"),
        ("SJC", "sjc"),
        ("San Jose", "sjc"),
        ("Sao Paulo", "gru"),
        ("são paulo", "gru"),
    ],
)
def test_a_region_goes_by_code_and_city(typed: str, code: str) -> None:
    """A region is found by its code or city, in any case, with or without accents."""
    assert NAMES.regions(typed) == (code,)


@pytest.mark.parametrize("typed", ["us-west-coast", "US West Coast", "west coast"])
def test_a_group_stands_for_its_regions(typed: str) -> None:
    """A group is all of its members, whatever the day."""
    assert {"lax", "sjc"} <= set(NAMES.regions(typed))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("flaps", "machines-api"),
        ("Machines API", "machines-api"),
        ("wireguard", "wireguard"),
        ("fly-proxy", "fly-proxy"),
        ("Fly Proxy", "fly-proxy"),
        ("MPG", "managed-postgres"),
    ],
)
def test_a_component_goes_by_its_aliases(typed: str, name: str) -> None:
    """A component is found by its canonical name or any alias."""
    assert NAMES.components(typed) == (name,)


@pytest.mark.parametrize(
    ("text", "regions", "components"),
    [
        ("502s in Sao Paulo, again.", ("gru",), ()),
        ("stale `flaps` in sjc (and SYD)", ("sjc", "syd"), ("machines-api",)),
        ("fly-proxy was slow; petsem-certs too", (), ("fly-proxy", "petsem-certs")),
        ("nothing of the kind", (), ()),
        ("", (), ()),
    ],
)
def test_names_are_found_in_a_text(
    text: str, regions: tuple[str, ...], components: tuple[str, ...]
) -> None:
    """What a person types in a sentence is named in it, the longest name first."""
    assert NAMES.regions_in(text) == regions
    assert NAMES.components_in(text) == components


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    """A slip of the finger is answered with what was probably meant."""
    with pytest.raises(QueryError) as caught:
        NAMES.components("corosion")
    assert caught.value.message == "unknown component: corosion"
    assert caught.value.hint is not None
    assert "corrosion" in caught.value.hint


def test_a_name_like_nothing_is_answered_with_the_list() -> None:
    """Where nothing is near, the hint names the command that lists all."""
    with pytest.raises(QueryError) as caught:
        NAMES.regions("zzzzzz")
    assert caught.value.hint == "infralog regions lists all"
