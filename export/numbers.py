"""Numbers as page descriptions write them: short, without an exponent, the same everywhere."""

from functools import lru_cache


@lru_cache(maxsize=65_536)
def short(value: float) -> str:
    """Return a number with at most three decimals and no needless zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(maxsize=1_024)
def channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue from 0 to 1 of a colour written "#rrggbb"."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255
