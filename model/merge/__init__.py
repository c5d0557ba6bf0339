"""Merging: two states of a project that came of one, or of two, become one in which nobody's work is lost."""
