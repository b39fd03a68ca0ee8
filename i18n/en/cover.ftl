cover-title = Covered
cover-question = The screen is covered
cover-help = All you wrote is still here.
cover-open = Go on
