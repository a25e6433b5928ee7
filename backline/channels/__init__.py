"""One file per channel; each only verifies, parses, renders and sends."""
