"""Time that jumps."""

import asyncio

from bot.channel.clock import SystemClock
from bot.simulation.clock import FastClock, VirtualClock


async def test_everyone_wakes_in_order_at_the_moment_they_asked_for(clock):
    woken = []

    async def sleeper(seconds):
        await clock.sleep(seconds)
        woken.append((seconds, clock.ticks()))

    tasks = [asyncio.create_task(sleeper(seconds)) for seconds in (86_400, 2, 150, 0)]
    await clock.advance(86_399)
    assert woken == [(0, 0), (2, 2), (150, 150)]
    await clock.advance(1)
    assert woken[-1] == (86_400, 86_400)
    await asyncio.gather(*tasks)


async def test_who_sleeps_again_is_woken_in_the_same_jump(clock):
    async def twice():
        await clock.sleep(1)
        await clock.sleep(1)
        return clock.ticks()

    task = asyncio.create_task(twice())
    await clock.advance(5)
    assert task.result() == 2


async def test_the_clocks_agree_with_each_other():
    for clock in (SystemClock(), FastClock(1000), VirtualClock()):
        ticks, now = clock.ticks(), clock.now()
        sleep = asyncio.create_task(clock.sleep(0.01))
        if isinstance(clock, VirtualClock):
            await clock.advance(0.01)
        await sleep
        assert clock.ticks() - ticks >= 0.005  # an event loop may wake a little early
        assert clock.now() > now
        assert clock.now().utcoffset().total_seconds() == 0
