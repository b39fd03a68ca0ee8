"""Loaded by Orca from its user's directory: what it says goes to the file `said` beside this one, at once, and to no voice."""

import logging
import pathlib

import orca.settings
from gi.repository import GLib

orca.settings.speechFactoryModules = []

said = logging.FileHandler(pathlib.Path(__file__).with_name("said"), mode="w", encoding="utf-8")
speech = logging.getLogger("speech")
speech.addHandler(said)
speech.setLevel(logging.INFO)
speech.propagate = False
# The main loop runs: from now on it listens.
GLib.idle_add(lambda: speech.info("ready"))
