"""The .masar file: the only room that knows of SQLite."""
