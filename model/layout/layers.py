"""The order in which the parts of a Sheet are painted, low first."""

GROUND, ROW_GROUND, RULE, HEADER, EDGE, CURVE, LINK, CARD, FACE, LABEL = range(10)
