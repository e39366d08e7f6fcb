"""The language server that editors use for YAML, spoken to as an editor does: JSON-RPC over its standard streams."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SERVER = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
PATIENCE = 20.0


class LanguageServer:
    """A running server with one folder open."""

    def __init__(self, node: str, folder: Path) -> None:
        self._process = subprocess.Popen(
            [node, str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self._answers: dict[int, dict[str, Any]] = {}
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._count = 0
        threading.Thread(target=self._listen, daemon=True).start()
        uri = folder.as_uri()
        capabilities = {"textDocument": {"completion": {"completionItem": {"snippetSupport": True}}}}
        started = {"processId": None, "rootUri": uri, "capabilities": capabilities}
        self.ask("initialize", started | {"workspaceFolders": [{"uri": uri, "name": "work"}]})
        self.tell("initialized", {})
        settings = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}
        self.tell("workspace/didChangeConfiguration", {"settings": settings})

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    # What an editor asks.

    def open(self, path: Path, text: str) -> str:
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return path.as_uri()

    def completions(self, uri: str, line: int, character: int) -> list[str]:
        where = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
        found = self.ask("textDocument/completion", where)
        return [item["label"] for item in found["items"]]

    def hover(self, uri: str, line: int, character: int) -> str:
        where = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
        found = self.ask("textDocument/hover", where)
        return found["contents"]["value"] if found else ""

    def problems(self, uri: str) -> list[str]:
        """Return what the server finds wrong, as `line: message` with lines from 1."""
        while uri not in self._diagnostics:
            self._take()
        return [f"{one['range']['start']['line'] + 1}: {one['message']}" for one in self._diagnostics[uri]]

    # JSON-RPC.

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        self._count += 1
        number = self._count
        self._send({"id": number, "method": method, "params": params})
        while number not in self._answers:
            self._take()
        answer = self._answers.pop(number)
        assert "error" not in answer, answer
        return answer["result"]

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                header = stream.readline()
            self._heard.put(json.loads(stream.read(length)))

    def _take(self) -> None:
        message = self._heard.get(timeout=PATIENCE)
        if "method" not in message:
            self._answers[message["id"]] = message
        elif message["method"] == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message:  # the server asks; there is nothing to tell it beyond what it was told
            wanted = (message["params"] or {}).get("items")
            self._send({"id": message["id"], "result": [None] * len(wanted) if wanted else None})
