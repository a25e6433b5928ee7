"""Static files under addresses that change with their content, so that browsers may keep them for good."""

from __future__ import annotations

import hashlib
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent / "static"


class StaticFiles:
    """Maps ``widget.js`` to ``/static/<digest of all files>/widget.js``; modules import each other relatively."""

    def __init__(self) -> None:
        """Read every file once."""
        digest = hashlib.sha256()
        for path in sorted(FOLDER.rglob("*")):
            if path.is_file():
                digest.update(path.name.encode() + path.read_bytes())
        self._version = digest.hexdigest()[:12]

    def address(self, path: str) -> str:
        """The address of a file of ``backline/web/static``."""
        return f"/static/{self._version}/{path.lstrip('/')}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer with the file, whatever version the address names."""
        path = (FOLDER / request.match_info["path"]).resolve()
        if not path.is_relative_to(FOLDER) or not path.is_file():
            raise web.HTTPNotFound
        is_current = request.match_info["version"] == self._version
        keep = "public, max-age=31536000, immutable" if is_current else "no-cache"
        return web.FileResponse(path, headers={"Cache-Control": keep})
