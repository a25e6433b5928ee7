"""The aiohttp application: pages, health, and the channels mounted on it."""
