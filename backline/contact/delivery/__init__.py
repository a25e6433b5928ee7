"""Sending leads to the clinic: by webhook, by e-mail, or both."""
