"""What can go wrong in the world while a map is exported."""


class ExportProblem(Exception):
    """An export that could not be made. `key` and `values` name the sentence in the catalogue."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values
