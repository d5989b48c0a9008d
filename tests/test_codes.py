"""Names of regions and components stand in the index as words of their own, and come back."""

from hypothesis import given
from hypothesis import strategies as st

from infralog.stores.codes import names, token, tokens

NAME = st.text(min_size=1, max_size=12)


@given(st.sets(NAME), st.sets(NAME))
def test_names_come_back_from_their_tokens(involved: set[str], mentioned: set[str]) -> None:
    """Any names of a vocabulary are read back as they were written, sorted."""
    every = involved | mentioned
    assert names(tokens(involved, mentioned)) == (tuple(sorted(involved)), tuple(sorted(every)))


@given(NAME)
def test_a_token_is_one_word_that_no_stemmer_shortens(name: str) -> None:
    """A token is of lower-case letters and digits, and ends in a digit."""
    for how in "01":
        coded = token(name, how)
        assert coded.isascii()
        assert coded.isalnum()
        assert coded == coded.lower()
        assert coded[-1] == how
