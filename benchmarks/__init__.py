"""Benchmarks: each measures one thing and writes a table to docs/benchmarks; none is a test."""
