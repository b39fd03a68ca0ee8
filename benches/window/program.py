"""The program in the hall: started, walked through by keys and its speech log, weighed by /proc, and ended."""
import json
import os
import signal
import subprocess
import time

from hall import Missed, now, until


def stat(pid):
    """Parent and ticks of CPU of a process."""
    with open(f"/proc/{pid}/stat", encoding="utf8") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return int(fields[1]), int(fields[11]) + int(fields[12])


class Program:
    """One run of it, at 1280x800 with no frame around it."""

    def __init__(self, hall, path, *options):
        self.hall, self.log, self.read, self.unsaid = hall, hall.file("speech.jsonl"), 0, set()
        open(self.log, "w", encoding="utf8").close()
        own = ("--data-dir", hall.file("data"), "--window", "1280x800", "--lang", "zh-CN", "--speech-log", self.log)
        with open(hall.file("errors"), "wb") as errors:
            self.began = now()
            self.process = hall.start(path, *own, *options, stderr=errors)

    def kin(self):
        """What it has started: the voice."""
        parents = {}
        for name in filter(str.isdigit, os.listdir("/proc")):
            try:
                parents[int(name)] = stat(name)[0]
            except OSError:
                pass
        found, left = [], [self.process.pid]
        while left:
            parent = left.pop()
            children = [pid for pid, of in parents.items() if of == parent]
            found += children
            left += children
        return found

    def weight(self, pids=None):
        """Proportional and resident memory of processes, MB; its own unless told."""
        total = {"Pss": 0, "Rss": 0}
        for pid in [self.process.pid] if pids is None else pids:
            with open(f"/proc/{pid}/smaps_rollup", encoding="utf8") as file:
                for line in file:
                    name = line.split(":")[0]
                    if name in total:
                        total[name] += int(line.split()[1])
        return total["Pss"] / 1024, total["Rss"] / 1024

    def idleness(self, seconds):
        """What it takes of one core while nobody does anything, %."""
        before, began = stat(self.process.pid)[1], now()
        time.sleep(seconds)
        ticks = stat(self.process.pid)[1] - before
        return 100 * ticks / os.sysconf("SC_CLK_TCK") / (now() - began)

    def lines(self):
        """What the speech log has got since last asked."""
        with open(self.log, encoding="utf8") as file:
            whole = file.read().rpartition("\n")[0].splitlines()
        fresh, self.read = whole[self.read :], len(whole)
        fresh = [json.loads(line) for line in fresh]
        for line in fresh:
            (self.unsaid.add if line["event"] in ("queued", "begin", "sentence") else self.unsaid.discard)(line["utterance"])
        return fresh

    def hushed(self, limit=90.0):
        """Waits until everything that was to be said has been."""
        quiet, end = now(), now() + limit
        while now() - quiet < 0.5:
            if now() > end:
                raise Missed("it never fell silent")
            if self.lines() or self.unsaid:
                quiet = now()
            time.sleep(0.02)

    def choose(self, text):
        """Presses Tab until the voice says that the focus is on this, then Enter."""
        for _ in range(40):
            time.sleep(0.3)
            self.lines()
            self.hall.hands.key("Tab")
            fresh = []
            until("the focus", lambda: fresh.extend(self.lines()) or any(l["event"] == "queued" for l in fresh), step=0.005)
            if next(line for line in fresh if line["event"] == "queued")["text"].startswith(text):
                time.sleep(0.6)  # a second press within half a second would be a tremor's
                self.hall.hands.key("Return")
                return
        raise Missed(f"Tab never came to {text}")

    def arrives(self, node):
        """Waits until something of this screen is told."""
        until(node, lambda: any(line["node"].startswith(node) for line in self.lines()), step=0.02)

    def end(self):
        """Ends it with all it started, and waits until the display is empty."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
