"""Whom to tell: a webhook, a mailbox, a file; each from its address in DATELINE_ALERTS.

https://… takes Slack-compatible JSON; smtp://[USER:PASSWORD@]HOST[:PORT]/TO?from=… (or smtps://) a mail; file:/PATH a
line of JSON per message. Here: one message to one receiver. Not here: what was told already (told.py).
"""

import json
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from hashlib import blake2b
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from etl.quality.alerts.message import Message
from etl.settings import SettingsError

SECONDS = 10.0  # to reach a receiver
UNREACHABLE = (OSError, smtplib.SMTPException, ssl.SSLError, urllib.error.URLError)
ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}  # all that Slack wants escaped

Send = Callable[[Message], None]


def receiver_name(address: str) -> str:
    """A name that gives no secret away: scheme and host, and a hash that tells addresses apart."""
    parts = urlsplit(address)
    return f"{parts.scheme}:{parts.hostname or ''}#{blake2b(address.encode(), digest_size=4).hexdigest()}"


def sender_to(address: str) -> Send:
    """How to send to this address; sending raises one of UNREACHABLE. Raises SettingsError for no such address."""
    parts = urlsplit(address)
    match parts.scheme:
        case "http" | "https" if parts.hostname:
            return lambda message: _post(address, message)
        case "smtp" | "smtps" if parts.hostname and parts.path.strip("/"):
            return lambda message: _mail(parts, message)
        case "file" if parts.path:
            return lambda message: _append(Path(unquote(parts.path)), message)
    raise SettingsError(
        f"DATELINE_ALERTS: {receiver_name(address)} is none of https://…, smtp://HOST/TO, file:/PATH"
    )


def slack_text(message: Message) -> str:
    """The message as Slack and its like show it: nothing of an archive's text is markup."""
    escaped = "".join(ESCAPES.get(each, each) for each in "\n".join(message.lines))
    title = "".join(ESCAPES.get(each, each) for each in message.title)
    return f"{title}\n{escaped}"


def _post(address: str, message: Message) -> None:
    body: Mapping[str, object] = {"text": slack_text(message), "mrkdwn": False}
    request = urllib.request.Request(
        address,
        data=json.dumps(body, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=SECONDS):
        pass


def _mail(parts: SplitResult, message: Message) -> None:
    host = parts.hostname or ""
    mail = EmailMessage()
    mail["Subject"] = message.title
    mail["To"] = unquote(parts.path.strip("/"))
    mail["From"] = parse_qs(parts.query).get("from", [f"dateline@{host}"])[0]
    mail.set_content("\n".join(message.lines) + "\n")
    with _server(parts, host) as server:
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(mail)


def _server(parts: SplitResult, host: str) -> smtplib.SMTP:
    if parts.scheme == "smtps":
        return smtplib.SMTP_SSL(
            host, parts.port or 465, timeout=SECONDS, context=ssl.create_default_context()
        )
    server = smtplib.SMTP(host, parts.port or 25, timeout=SECONDS)
    if parts.username:  # a password goes over no open line
        server.starttls(context=ssl.create_default_context())
    return server


def _append(path: Path, message: Message) -> None:
    record = {"is_mended": message.is_mended, **message.failure.record, "text": message.text}
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(record, ensure_ascii=False) + "\n")
