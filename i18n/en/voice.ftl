voice-no-daemon = This machine cannot speak now. Please read the screen.
voice-hung = The voice has stopped and is coming back. Please read the screen for now.
voice-no-sound = This machine has no loudspeaker. Please read the screen.
