"""A mail server on loopback that keeps what it gets, one file a mail.

    python mail_server.py MODE FOLDER [CERTIFICATE KEY]

MODE is `accept`, `slow` (accepts after a while), `later` (answers 451 to every mail), `refuse` (550 to every recipient)
or `drop` (keeps the first mail and hangs up without a word, then accepts). With a certificate it takes mail by STARTTLS
and from the user `jela` with the password `teal-river-79` alone. Prints its port.
"""

import asyncio
import ssl
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Keeper:
    def __init__(self, mode: str, folder: Path):
        self.mode, self.folder, self.kept = mode, folder, len(list(folder.glob("*.eml")))

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.mode == "refuse":
            return "550 5.1.1 nobody of that name\t here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.mode == "later":
            return "451 4.7.1 come back later"
        if self.mode == "slow":
            await asyncio.sleep(0.03)
        self.kept += 1
        unfinished = self.folder / f".{self.kept:06}"
        head = f"X-Envelope-To: {','.join(envelope.rcpt_tos)}\r\nX-Encrypted: {session.ssl is not None}\r\n"
        unfinished.write_bytes(head.encode() + envelope.content)
        unfinished.rename(self.folder / f"{self.kept:06}.eml")
        if self.mode == "drop":
            self.mode = "accept"
            server.transport.abort()
            return "250 nobody hears this"
        if self.mode == "slow":
            await asyncio.sleep(0.03)
        return "250 kept"


def knows(server, session, envelope, mechanism, data):
    is_known = isinstance(data, LoginPassword) and (data.login, data.password) == (b"jela", b"teal-river-79")
    return AuthResult(success=is_known)


def protocol(keeper: Keeper, context):
    def made():
        return SMTP(
            keeper,
            hostname="mail.test",
            data_size_limit=64 << 20,
            tls_context=context,
            require_starttls=context is not None,
            authenticator=knows if context else None,
            auth_required=context is not None,
        )

    return made


async def main(mode: str, folder: str, certificate: str = "", key: str = "") -> None:
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
    keeper = Keeper(mode, Path(folder))
    server = await asyncio.get_running_loop().create_server(protocol(keeper, context), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    # The server ends with whoever started it.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 5) or sys.argv[1] not in ("accept", "slow", "later", "refuse", "drop"):
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    asyncio.run(main(*sys.argv[1:]))
