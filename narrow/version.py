"""The version of narrow, which kept runs name."""

VERSION = "0.1.0"
