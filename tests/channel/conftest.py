"""A fake Telegram over real HTTP, and a client that talks to it."""

import asyncio
import contextlib
import time

import pytest

from bot.channel.telegram.client import TelegramClient
from bot.simulation.clock import VirtualClock
from bot.simulation.memory_store import MemoryInbox, MemoryOutbox
from bot.simulation.telegram_server import FakeTelegram


@pytest.fixture
async def telegram():
    async with FakeTelegram() as fake:
        yield fake


@pytest.fixture
async def client(telegram):
    client = TelegramClient(telegram.token, telegram.url)
    yield client
    await client.close()


@pytest.fixture
def clock():
    return VirtualClock()


@pytest.fixture
def inbox():
    return MemoryInbox()


@pytest.fixture
def outbox():
    return MemoryOutbox()


@pytest.fixture
def until():
    """Wait until something is so, however slow the machine is; at most half a minute."""

    async def wait(is_so):
        end = time.monotonic() + 30
        while not is_so():
            assert time.monotonic() < end, "It never came true."
            await asyncio.sleep(0.001)

    return wait


@pytest.fixture
def running():
    """Run an intake or a sender for as long as the block lasts."""

    @contextlib.asynccontextmanager
    async def run(worker):
        task = asyncio.create_task(worker.run())
        try:
            yield task
        finally:
            worker.stop()
            await asyncio.gather(task, return_exceptions=True)

    return run
