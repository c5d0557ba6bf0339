"""Tests of the editor: gestures as events, in maps of both directions."""
