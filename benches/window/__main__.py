"""The program as a resident meets it: pixels, sound, memory, measured from outside. Prints one table.

    python3 benches/window PROGRAM        (cargo bench --bench window does it; `make bench` installs what it needs)

Each figure is p50 [min-max] over n; the first start is thrown away, because the caches are warmed by it. The reaches
are those of the issue "The house". Exit code 1 only if something could not be measured.
"""
import argparse
import signal
import statistics
import sys
import time

from hall import Hall, Missed, now, until
from program import Program

STARTS, KEYS, ANSWERS, IDLE = 15, 25, 20, 10.0
# Where the question stands on the screen of a form.
QUESTION = (0, 100, 1280, 120)


def spin():
    """A fixed piece of work, ms: where it differs, the machine was loaded and the figures do not compare."""
    began = now()
    sum(i * i for i in range(300_000))
    return (now() - began) * 1e3


class Table:
    """The figures."""

    def __init__(self):
        self.rows, self.missed = [], 0

    def add(self, name, unit, reach, values):
        p50, least, most = statistics.median(values), min(values), max(values)
        shown = f"{p50:8.1f} [{least:.1f}-{most:.1f}]" if len(values) > 1 else f"{p50:8.1f}"
        judged = "" if reach is None else f"< {reach:g}" + ("" if p50 < reach else "  missed")
        self.rows.append((name, unit, shown, str(len(values)), judged))

    def measure(self, what, figures):
        """Runs a round of figures; one that cannot be measured is told, and the rest goes on."""
        print(f"{what} ...", file=sys.stderr, flush=True)
        try:
            figures()
        except (Missed, OSError, ValueError) as error:
            self.missed += 1
            self.rows.append((what, "", f"not measured: {error}", "", ""))

    def show(self):
        head = ("figure", "unit", "p50 [min-max]", "n", "reach")
        widths = [max(len(row[at]) for row in [head, *self.rows]) for at in range(len(head))]
        for row in [head, *self.rows]:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def first_screens(hall, path, table, spins):
    """From the start of the process until the ink of the home screen stands."""
    screen = hall.screen
    empty = screen.stands().copy()
    program = Program(hall, path, "--speech", "off")
    try:
        screen.changes(empty, limit=20)
        home = screen.stands(1.0)
    finally:
        program.end()
    body = (slice(20, -20), slice(None))  # a fortieth of the rows at both ends: header and footer hold clock and caption
    home = home[body]
    ground, times = statistics.mode(home.ravel()[::97].tolist()), []
    ink = home != ground
    for _ in range(STARTS):
        until("an empty display", lambda: (screen.look() == empty).mean() > 0.999, step=0.01)
        time.sleep(0.7)
        program = Program(hall, path, "--speech", "off")
        try:
            there = lambda: (screen.look()[body][ink] == home[ink]).mean() > 0.95
            times.append((until("the home screen", there) - program.began) * 1e3)
            time.sleep(0.5)
        finally:
            program.end()
    spins.append(spin())
    table.add("start -> first usable screen", "ms", 80, times)


def tabs(hall, program, table, name, speaking):
    """From Tab to the first other pixel, and to the first sound."""
    pixels, sounds = [], []
    for count in range(KEYS + 1):
        if speaking:
            program.hushed()
            hall.ear.silence()
        before = hall.screen.stands()
        at = hall.hands.key("Tab")
        seen = hall.screen.changes(before)
        heard = hall.ear.since(at) if speaking else at
        if count:
            pixels.append((seen - at) * 1e3)
            sounds.append((heard - at) * 1e3)
    table.add(f"Tab -> first pixels, {name}", "ms", 4, pixels)
    if speaking:
        table.add("Tab -> first sound", "ms", 57, sounds)


def interrupts(hall, program, table):
    """From a key in the middle of a word to the end of the sound: a key that means nothing else, so that nothing is said then."""
    times = []
    for _ in range(KEYS):
        program.lines()
        hall.ear.since(hall.hands.key("F2"))
        time.sleep(0.7)
        until("the middle of a word", lambda: now() - hall.ear.last < 0.02, step=0.001)
        at = hall.hands.key("q")
        hall.ear.silence()
        if not any(line["event"] == "stopped" for line in program.lines()):
            raise Missed("the key silenced nothing")
        times.append(max(0.0, hall.ear.last - at) * 1e3)
    table.add("key -> silence", "ms", 100, times)


def at_home(hall, path, table, spins, speaking):
    """Memory, idleness and keys on the home screen."""
    name = "speech on" if speaking else "speech off"
    program = Program(hall, path, "--speech", "on" if speaking else "off")
    try:
        program.arrives("home")
        program.hushed()
        time.sleep(2)
        pss, rss = program.weight()
        table.add(f"memory at home, {name}: PSS", "MB", 45, [pss])
        table.add(f"memory at home, {name}: RSS", "MB", None, [rss])
        if speaking:
            table.add("memory of the voice's processes: PSS", "MB", None, [program.weight(program.kin())[0]])
        table.add(f"CPU when idle, {name}", "%", 0.2, [program.idleness(IDLE)])
        tabs(hall, program, table, name, speaking)
        if speaking:
            interrupts(hall, program, table)
    finally:
        program.end()
    spins.append(spin())


def journey(hall, path, table, spins):
    """The way to a filed matter, by keys; on it, how long an answer takes to become the next question."""
    program = Program(hall, path, "--speech", "off")
    try:
        program.arrives("home")
        program.choose("看得清")
        for text, screen in (("老年卡津贴", "found"), ("高龄补贴", "guide"), ("开始办", "notice"), ("开始写", "question")):
            program.choose(text)
            program.arrives(screen)
        program.choose("我自己")
        program.choose("下一步")
        write(hall, program, "Wang Xiuying")
        hall.hands.key("Return")
        write(hall, program, "31010119400101001X")
        table.add("answer -> next question", "ms", None, answers(hall))
        program.arrives("question")
        program.choose("陆家嘴街道")
        write(hall, program, "Meiyuan Road 7-12-301")
        hall.hands.key("Return")
        program.arrives("question")
        program.choose("打我的电话")
        program.choose("下一步")
        write(hall, program, "13800001234")
        hall.hands.key("Return")
        program.arrives("question")
        for text, screen in (("发到社保卡", "question"), ("下一步", "review"), ("交上去", "receipt")):
            program.choose(text)
            program.arrives(screen)
        time.sleep(2)
        pss, rss = program.weight()
        table.add("memory after the journey, speech off: PSS", "MB", 45, [pss])
        table.add("memory after the journey, speech off: RSS", "MB", None, [rss])
    finally:
        program.end()
    spins.append(spin())


def write(hall, program, answer):
    """An answer, into the field of the question that has just come."""
    program.arrives("question")
    time.sleep(0.7)
    hall.hands.write(answer)


def answers(hall):
    """Enter in a field that is filled well, back, and again; ends on the next question."""
    times = []
    for count in range(ANSWERS + 1):
        before = hall.screen.stands()
        question = hall.screen.look(QUESTION).copy()
        at = hall.hands.key("Return")
        seen = hall.screen.changes(question, QUESTION)
        if count:
            times.append((seen - at) * 1e3)
        if count < ANSWERS:
            time.sleep(0.6)
            hall.screen.stands()
            hall.hands.key("Escape")
            until("the question before", lambda: (hall.screen.look(QUESTION) == question).mean() > 0.99, step=0.01)
            time.sleep(0.4)
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--only", choices=["start", "off", "on", "journey"], action="append")
    given = parser.parse_args()
    wanted = given.only or ["start", "off", "on", "journey"]
    # Ended from outside, what was started is ended too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    table, spins = Table(), [spin()]
    with Hall() as hall:
        rounds = {
            "start": lambda: first_screens(hall, given.program, table, spins),
            "off": lambda: at_home(hall, given.program, table, spins, False),
            "on": lambda: at_home(hall, given.program, table, spins, True),
            "journey": lambda: journey(hall, given.program, table, spins),
        }
        for name in wanted:
            table.measure(name, rounds[name])
    table.add("a fixed piece of work, for noise", "ms", None, spins)
    table.show()
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main())
