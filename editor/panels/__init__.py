"""The panels beside the map: palette, outline, inspector, checks."""
