"""Debian's Chromium, headless, driven over its own protocol: what a page logs, asks for and shows.

Here: one browser for a module of tests, and one page in it. Not here: what is expected of a page.
"""

import base64
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

SECONDS = 60.0  # a browser on a busy machine
FLAGS = (
    "--headless",
    "--no-sandbox",  # as root, in a container, a page of our own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
)


class Page:
    """A page: call the protocol, wait for an expression, and what the page said and asked for since it was opened."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self.said: list[str] = []
        self.asked_for: list[str] = []
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **arguments: object) -> dict[str, Any]:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": arguments}))
        while True:
            message = json.loads(self._socket.recv(timeout=SECONDS))
            if message.get("id") == self._number:
                assert "error" not in message, f"{method}: {message['error']}"
                return message["result"]
            self._note(message.get("method"), message.get("params", {}))

    def evaluate(self, expression: str) -> Any:
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def wait_for(self, expression: str) -> None:
        until = time.monotonic() + SECONDS
        while not self.evaluate(expression):
            assert time.monotonic() < until, f"{expression} did not come true; said: {self.said}"
            time.sleep(0.05)

    def open(self, file: Path, *, width: int, scheme: str = "light") -> None:
        self.look(width=width, scheme=scheme)
        self.said.clear()
        self.asked_for.clear()
        self.call("Page.navigate", url=file.absolute().as_uri())
        self.wait_for("document.readyState === 'complete'")

    def look(self, *, width: int, scheme: str) -> None:
        """Take a width in CSS pixels and a colour scheme, light or dark."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=900,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", features=features)

    def press(self, key: str, code: str, number: int) -> None:
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=code, windowsVirtualKeyCode=number, **text
            )

    def picture(self, file: Path, clip: dict[str, float] | None = None) -> None:
        more = {"clip": {**clip, "scale": 1}} if clip else {}
        taken = self.call("Page.captureScreenshot", captureBeyondViewport=True, **more)
        file.write_bytes(base64.b64decode(taken["data"]))

    def _note(self, method: str | None, told: dict[str, Any]) -> None:
        if method == "Runtime.consoleAPICalled":
            words = " ".join(str(each.get("value", each.get("description"))) for each in told["args"])
            self.said.append(f"{told['type']}: {words}")
        elif method == "Runtime.exceptionThrown":
            self.said.append(f"exception: {told['exceptionDetails']}")
        elif method == "Log.entryAdded":
            self.said.append(f"{told['entry']['level']}: {told['entry']['text']}")
        elif method == "Network.requestWillBeSent":
            self.asked_for.append(told["request"]["url"])


@contextmanager
def opened_browser(folder: Path) -> Iterator[Page]:
    """Start a browser whose profile is in folder, and give a page of it."""
    program = shutil.which("chromium")
    assert program, "the report is tried in Chromium: install Debian's package chromium"
    port = folder / "DevToolsActivePort"
    command = [program, *FLAGS, f"--user-data-dir={folder}", "about:blank"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as browser:
        try:
            until = time.monotonic() + SECONDS
            while not port.exists() or len(port.read_text().split()) < 2:
                assert time.monotonic() < until and browser.poll() is None, "Chromium did not start"
                time.sleep(0.05)
            number, path = port.read_text().split()
            with connect(f"ws://127.0.0.1:{number}{path}", max_size=None, proxy=None) as root:
                root.send(json.dumps({"id": 1, "method": "Target.getTargets"}))
                while "result" not in (told := json.loads(root.recv(timeout=SECONDS))):
                    pass
                page = next(each for each in told["result"]["targetInfos"] if each["type"] == "page")
                address = f"ws://127.0.0.1:{number}/devtools/page/{page['targetId']}"
                with connect(address, max_size=None, proxy=None) as socket:
                    yield Page(socket)
        finally:
            browser.kill()
