"""What the run compared, for the end of pytest's report."""

TOLD: dict[str, list[str]] = {}


def tell(heading: str, line: str) -> None:
    """Puts `line` below `heading`."""
    TOLD.setdefault(heading, []).append(line)
