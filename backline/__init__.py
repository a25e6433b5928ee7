"""Backline, the back-pain assistant of a spine clinic."""

__version__ = "0.1.0"
