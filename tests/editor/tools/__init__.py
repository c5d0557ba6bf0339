"""Tests of editor/tools."""
