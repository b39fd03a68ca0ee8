#!/usr/bin/python3
"""Reads and works another program's screen through AT-SPI, as a screen reader would.

Usage: outside.py NAME    (the end of the title of the program's window)
Commands are lines of JSON on standard input, answers lines of JSON on standard output; an answer with "error" failed.
    {"do": "list"}                                  -> {"nodes": [{role, name, description, text, states, actions, bounds}]}
    {"do": "find",     "role": R, "name": N}        -> the node; with "description": D, as soon as that says D
    {"do": "press",    "role": R, "name": N}
    {"do": "focus",    "role": R, "name": N}
    {"do": "set_text", "role": R, "name": N, "text": T}
    {"do": "text",     "role": R, "name": N}        -> {"text": T}; with "is": T, as soon as it is that
    {"do": "focused"}                               -> the node with the focus
    {"do": "listen",   "event": E}                  from now on, events of that type are kept
    {"do": "heard",    "event": E}                  -> {"text": T} of the next one kept
Names fit when they begin with what is asked for. Each waits until what it asks for is there, at most PATIENCE seconds.
"""
import collections
import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
import pyatspi  # noqa: E402
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 60
events = collections.defaultdict(collections.deque)


def wait(what, get):
    """What `get` gives as soon as it gives something; events are taken in meanwhile."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            found = get()
        except (GLib.Error, LookupError, NotImplementedError):
            found = None  # gone while it was looked at
        if found is not None:
            return found
        if time.monotonic() > end:
            raise LookupError(f"never there: {what}")
        turn(0.02)


def turn(seconds):
    """Lets the main loop take events for so long."""
    loop = GLib.MainLoop()
    GLib.timeout_add(int(seconds * 1000), loop.quit)
    loop.run()


def walk(node):
    yield node
    for at in range(node.childCount):
        child = node.getChildAtIndex(at)
        if child is not None:
            yield from walk(child)


def window(name):
    for program in pyatspi.Registry.getDesktop(0):
        if program is None:
            continue
        for frame in program:
            if frame is not None and frame.name.endswith(name):
                return frame
    return None


def text(node):
    try:
        return node.queryText().getText(0, -1)
    except NotImplementedError:
        return None


def actions(node):
    try:
        action = node.queryAction()
    except NotImplementedError:
        return []
    return [action.getName(at) for at in range(action.nActions)]


def bounds(node):
    try:
        box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    except NotImplementedError:
        return None
    return [box.x, box.y, box.width, box.height]


def told(node):
    return {
        "role": node.getRoleName(),
        "name": node.name,
        "description": node.description,
        "text": text(node),
        "states": sorted(pyatspi.stateToString(state) for state in node.getState().getStates()),
        "actions": actions(node),
        "bounds": bounds(node),
    }


def find(name, command):
    def get():
        frame = window(name)
        fitting = (
            node
            for node in walk(frame)
            if node.getRoleName() == command["role"]
            and node.name.startswith(command["name"])
            and command.get("description", "") in node.description
        )
        return next(fitting, None)

    return wait(command, lambda: get() if window(name) else None)


def focused(name):
    def get():
        nodes = walk(window(name))
        return next((node for node in nodes if node.getState().contains(pyatspi.STATE_FOCUSED)), None)

    return wait("focus", lambda: get() if window(name) else None)


def kept(event):
    data = event.any_data
    events[str(event.type)].append(data if isinstance(data, str) else event.source.name)


def act(name, command):
    do = command["do"]
    if do == "list":
        # The screen changes while it is looked at: then it is looked at again, from the beginning.
        return {"nodes": wait(name, lambda: [told(node) for node in walk(window(name))] if window(name) else None)}
    if do == "focused":
        return wait("focus", lambda: told(focused(name)))
    if do == "listen":
        pyatspi.Registry.registerEventListener(kept, command["event"])
        return {}
    if do == "heard":
        def get():
            fitting = [kind for kind in events if kind.startswith(command["event"]) and events[kind]]
            return events[fitting[0]].popleft() if fitting else None

        return {"text": wait(command, get)}
    if do == "find":
        return wait(command, lambda: told(find(name, command)))
    node = find(name, command)
    if do == "text":
        if "is" in command:
            wait(command, lambda: node if text(node) == command["is"] else None)
        return {"text": text(node)}
    if do == "press":
        done = node.queryAction().doAction(0)
    elif do == "focus":
        done = node.queryComponent().grabFocus()
    elif do == "set_text":
        done = node.queryEditableText().setTextContents(command["text"])
    else:
        return {"error": f"no such command: {do}"}
    return {} if done else {"error": "it was refused"}


def main():
    name = sys.argv[1]
    # Nothing is remembered between two looks: the tree changes with every key.
    Atspi.init()
    for line in sys.stdin:
        try:
            answer = act(name, json.loads(line))
        except Exception as error:  # whatever it is, the other side must hear of it
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer, ensure_ascii=False), flush=True)


main()
