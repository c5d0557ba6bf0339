"""Text in other formats, to records and warnings."""
