matters-title = My applications
matters-question = My applications
matters-list = My applications
matters-card = Number { $number }, { $stage }
matters-empty = You have not handed anything in yet.
matters-empty-help = What you hand in is listed here.
matters-browse = See what can be done
