"""The hall in which the program is measured: a display, a sound card and a bus of air, all made anew and ended with it.

Knows nothing of the program: pixels are read from the display's own framebuffer, sound from the monitor of a null
sink, keys come from the display's test extension.
"""
import mmap
import os
import shutil
import signal
import struct
import subprocess
import tempfile
import threading
import time

import numpy as np
from Xlib import X, XK
from Xlib import display as xdisplay
from Xlib.ext import xtest

WIDTH, HEIGHT = 1280, 800
OPENBOX = """<openbox_config xmlns="http://openbox.org/3.4/rc"><applications><application class="*">
<decor>no</decor><position force="yes"><x>0</x><y>0</y></position></application></applications></openbox_config>"""
now = time.perf_counter


class Missed(Exception):
    """Something could not be measured."""


def until(what, so, limit=20.0, step=0.0002):
    """Waits until `so()` is true; the moment at which it was."""
    end = now() + limit
    while not so():
        if now() > end:
            raise Missed(f"waited in vain for {what}")
        time.sleep(step)
    return now()


class Screen:
    """The pixels of the display, in the file where Xvfb itself keeps them."""

    def __init__(self, path):
        with open(path, "rb") as file:
            memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        head = struct.unpack(">25I", memory[:100])
        size, bits, line, colours = head[0], head[11], head[12], head[19]
        if bits != 32:
            raise Missed("a display of 32 bits a pixel is needed")
        pixels = np.frombuffer(memory, dtype=np.uint32, count=HEIGHT * line // 4, offset=size + colours * 12)
        self.pixels = pixels.reshape(HEIGHT, line // 4)[:, :WIDTH]

    def look(self, box=(0, 0, WIDTH, HEIGHT)):
        """Every fourth row of a part: the sides of a ring cross them all."""
        x, y, width, height = box
        return self.pixels[y : y + height : 4, x : x + width]

    def stands(self, quiet=0.3, limit=10.0):
        """Waits until nothing has changed for so long; what is seen then."""
        seen, since, end = self.look().copy(), now(), now() + limit
        while now() - since < quiet:
            if now() > end:
                raise Missed("the screen never came to rest")
            time.sleep(0.01)
            if not np.array_equal(self.look(), seen):
                seen, since = self.look().copy(), now()
        return seen

    def changes(self, before, box=(0, 0, WIDTH, HEIGHT), limit=5.0):
        """Waits until a part is no more what it was; when."""
        return until("another pixel", lambda: not np.array_equal(self.look(box), before), limit)


class Ear:
    """What the sound card plays: when it becomes loud after silence."""

    RATE = 16_000
    LOUD = 250

    def __init__(self, player):
        self.player, self.begins, self.last = player, [], 0.0
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while heard := os.read(self.player.stdout.fileno(), 4096):
            at = now()
            loud = np.abs(np.frombuffer(heard[: len(heard) & ~1], dtype=np.int16).astype(np.int32)) > self.LOUD
            if loud.any():
                first = at - (len(loud) - int(loud.argmax())) / self.RATE
                if first - self.last > 0.15:
                    self.begins.append(first)
                self.last = at - int(loud[::-1].argmax()) / self.RATE

    def silence(self, lasts=0.6, limit=60.0):
        until("silence", lambda: now() - self.last > lasts, limit, 0.02)

    def since(self, moment, limit=5.0):
        """When it first became loud after `moment`."""
        first = lambda: next((begin for begin in list(self.begins) if begin >= moment), None)
        until("a sound", lambda: first() is not None, limit, 0.005)
        return first()


class Hands:
    """A keyboard."""

    def __init__(self, name):
        self.display = xdisplay.Display(name)

    def key(self, name):
        """Presses a key; the moment just before."""
        symbol = XK.string_to_keysym({" ": "space"}.get(name, name))
        code, shift = self.display.keysym_to_keycode(symbol), self.display.keysym_to_keycode(XK.XK_Shift_L)
        shifted = self.display.keycode_to_keysym(code, 0) != symbol
        at = now()
        if shifted:
            xtest.fake_input(self.display, X.KeyPress, shift)
        xtest.fake_input(self.display, X.KeyPress, code)
        xtest.fake_input(self.display, X.KeyRelease, code)
        if shifted:
            xtest.fake_input(self.display, X.KeyRelease, shift)
        self.display.sync()
        return at

    def write(self, text):
        for letter in text:
            self.key(letter)
            time.sleep(0.02)

    def aside(self):
        """Puts the pointer into the corner."""
        xtest.fake_input(self.display, X.MotionNotify, x=WIDTH - 1, y=HEIGHT - 1)
        self.display.sync()


class Hall:
    """A display with a window manager, a session bus, a sound server. To be used with `with`."""

    def __init__(self):
        self.servants = []
        self.path = tempfile.mkdtemp(prefix="tongban-bench-")
        for name in ("home/.config/openbox", "run", "frame"):
            os.makedirs(self.file(name), 0o700)
        with open(self.file("home/.config/openbox/rc.xml"), "w", encoding="utf8") as file:
            file.write(OPENBOX)
        self.variables = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        self.variables |= {
            "HOME": self.file("home"),
            "XDG_RUNTIME_DIR": self.file("run"),
            "LANG": "C.UTF-8",
            "PULSE_SERVER": f"unix:{self.file('pulse')}",
        }

    def file(self, name):
        return os.path.join(self.path, name)

    def start(self, *command, **options):
        """Starts a servant in a group of its own."""
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **options}
        servant = subprocess.Popen(command, env=self.variables, start_new_session=True, **options)
        self.servants.append(servant)
        return servant

    def __enter__(self):
        try:
            self.open()
        except BaseException:
            self.__exit__()
            raise
        return self

    def open(self):
        display = ("Xvfb", "-displayfd", "1", "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", self.file("frame"))
        server = self.start(*display, "-nolisten", "tcp", "-noreset", stdout=subprocess.PIPE)
        self.variables["DISPLAY"] = ":" + server.stdout.readline().decode().strip()
        self.screen = Screen(self.file("frame/Xvfb_screen0"))
        bus = self.start("dbus-daemon", "--session", "--nofork", "--print-address=1", stdout=subprocess.PIPE)
        self.variables["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        self.start("openbox", "--sm-disable")
        socket = f"module-native-protocol-unix auth-anonymous=1 socket={self.file('pulse')}"
        sink = f"module-null-sink sink_name=hall rate={Ear.RATE} channels=1"
        own = ("-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disallow-exit")
        self.start("pulseaudio", *own, "-L", socket, "-L", sink)
        until("the sound server", lambda: os.path.exists(self.file("pulse")), step=0.05)
        self.hands = Hands(self.variables["DISPLAY"])
        self.hands.aside()
        record = ("-d", "hall.monitor", "--raw", "--format=s16le", f"--rate={Ear.RATE}", "--channels=1")
        self.ear = Ear(self.start("parec", *record, "--latency-msec=5", "--process-time-msec=5", stdout=subprocess.PIPE))
        time.sleep(1)

    def __exit__(self, *_):
        for servant in reversed(self.servants):
            try:
                os.killpg(servant.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            servant.wait()
        shutil.rmtree(self.path, ignore_errors=True)
