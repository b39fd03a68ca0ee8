matters-title = My matters
matters-question = My matters
matters-list = My matters
matters-card = Number { $number }, { $stage }
matters-empty = You have not handed anything in here yet.
matters-empty-help = What you hand in will stand here.
matters-browse = See what can be done here
