"""Where narrow is installed, and where the rules and registers lie that come with it."""

from pathlib import Path

HERE = Path(__file__).parent
SHIPPED = HERE / "shipped" if (HERE / "shipped").is_dir() else HERE.parent


def is_shipped(path: Path) -> bool:
    """Tell whether a file is one of those that come with narrow."""
    return path.resolve().is_relative_to(SHIPPED.resolve())
