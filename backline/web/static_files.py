"""Static files under addresses that change with their content, so that browsers may keep them for good."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent / "static"
_COMPRESSED = {".css", ".js", ".svg"}


@dataclass(frozen=True)
class _File:
    body: bytes
    gzipped: bytes | None
    content_type: str


class StaticFiles:
    """Maps ``widget.js`` to ``/static/<digest of all files>/widget.js``; modules import each other relatively."""

    def __init__(self) -> None:
        """Read and compress every file once; together they are some 100 kB."""
        digest = hashlib.sha256()
        self._files: dict[str, _File] = {}
        for path in sorted(FOLDER.rglob("*")):
            if not path.is_file():
                continue
            name, body = path.relative_to(FOLDER).as_posix(), path.read_bytes()
            digest.update(name.encode() + body)
            gzipped = gzip.compress(body, mtime=0) if path.suffix in _COMPRESSED else None
            kind = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(name)[0]
            self._files[name] = _File(body, gzipped, kind or "application/octet-stream")
        self._version = digest.hexdigest()[:12]

    def address(self, path: str) -> str:
        """The address of a file of ``backline/web/static``."""
        return f"/static/{self._version}/{path.lstrip('/')}"

    async def serve(self, request: web.Request) -> web.Response:
        """Answer with the file, whatever version the address names."""
        file = self._files.get(request.match_info["path"])
        if file is None:
            raise web.HTTPNotFound
        is_current = request.match_info["version"] == self._version
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable" if is_current else "no-cache",
            "Vary": "Accept-Encoding",
        }
        body = file.body
        if file.gzipped is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            body = file.gzipped
            headers["Content-Encoding"] = "gzip"
        return web.Response(body=body, content_type=file.content_type, headers=headers)
