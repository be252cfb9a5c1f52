"""Python's `websockets` as a client of the load server: each frame by json.loads, the id compared with the last one.

    apt-get install python3-websockets
    /usr/bin/python3 bench/src/main/python/websockets_client.py --url URL [--ca FILE] --frames N \
        --mode saturation|latency [--warm-up W] [--out FILE]

Exit codes: 2 usage, 3 wrong data, 5 no connection, 6 no `websockets`.
"""

import argparse
import array
import asyncio
import collections
import json
import ssl
import sys
import time

try:
    import websockets
except ImportError:
    print("no websockets: apt-get install python3-websockets", file=sys.stderr)
    sys.exit(6)

WINDOW_NS = 100_000_000

Trade = collections.namedtuple("Trade", "E s a p q f l T m")


class WrongData(Exception):
    """A message was no trade, or not the next one."""


def percentile(ordered, hundredths):
    """By rank, as WindowedLatency has it."""
    return ordered[max(-(-len(ordered) * hundredths // 10_000), 1) - 1]


def median(values):
    """The lower one where their number is even."""
    return sorted(values)[(len(values) - 1) // 2]


def summary(due_ns, latency_ns):
    """The figures of a run; windows start at the first due time."""
    windows = ([], [], [])
    start = 0
    while start < len(due_ns):
        window = (due_ns[start] - due_ns[0]) // WINDOW_NS
        end = start + 1
        while end < len(due_ns) and (due_ns[end] - due_ns[0]) // WINDOW_NS <= window:
            end += 1
        ordered = sorted(latency_ns[start:end])
        for values, hundredths in zip(windows, (9_900, 9_990, 9_999)):
            values.append(percentile(ordered, hundredths))
        start = end
    ordered = sorted(latency_ns)
    return {
        "p50": percentile(ordered, 5_000),
        "p99w": median(windows[0]),
        "p999w": median(windows[1]),
        "p9999w": median(windows[2]),
        "max": ordered[-1],
    }


def trade_of(text):
    """The nine fields, prices as json gives them: text."""
    try:
        o = json.loads(text)
        return Trade(o["E"], o["s"], o["a"], o["p"], o["q"], o["f"], o["l"], o["T"], o["m"])
    except (ValueError, KeyError, TypeError) as fault:
        raise WrongData(f"no trade: {text}") from fault


async def receive(options):
    """Takes all frames; gives due times and latencies of those that count, in ns."""
    due_ns, latency_ns = array.array("q"), array.array("q")
    is_latency = options.mode == "latency"
    context = ssl.create_default_context(cafile=options.ca) if options.ca else None
    last_id = None
    async with websockets.connect(options.url, ssl=context) as socket:
        for count in range(options.frames):
            trade = trade_of(await socket.recv())
            if is_latency and count >= options.warm_up:
                latency_ns.append(time.monotonic_ns() - trade.l)
                due_ns.append(trade.l)
            if last_id is not None and trade.a != last_id + 1:
                raise WrongData(f"trade {trade.a} came after {last_id}")
            last_id = trade.a
    return due_ns, latency_ns


def main():
    """Runs, prints one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--ca")
    parser.add_argument("--frames", type=int, required=True)
    parser.add_argument("--mode", choices=("saturation", "latency"), required=True)
    parser.add_argument("--warm-up", type=int)
    parser.add_argument("--out")
    options = parser.parse_args()
    if options.frames < 4:
        parser.error("--frames must be 4 or more")
    if options.warm_up is None:
        options.warm_up = options.frames // 4
    if not 0 <= options.warm_up < options.frames:
        parser.error("--warm-up: 0 or more, fewer than --frames")
    try:
        due_ns, latency_ns = asyncio.run(receive(options))
    except WrongData as fault:
        print(fault, file=sys.stderr)
        return 3
    except (OSError, websockets.exceptions.WebSocketException) as fault:
        print(f"{type(fault).__name__}: {fault}", file=sys.stderr)
        return 5
    figures = summary(due_ns, latency_ns) if options.mode == "latency" else {"bytesPerFrame": None}
    line = json.dumps({"frames": options.frames, **figures}, separators=(",", ":"))
    print(line)
    if options.out:
        with open(options.out, "a", encoding="utf-8") as file:
            file.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
