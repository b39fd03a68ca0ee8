guide-title = Guide
guide-waiting = Guide
guide-official = Official name: { $name }
guide-parts = { $count } things done together
guide-parts-once = You fill in one form and hand it in once. We pass it on to each office.
guide-department = In charge
guide-bring = What to bring
guide-who-heading = Who can apply
guide-time-heading = How long it takes
guide-fee-heading = What it costs
guide-result-heading = What you get
guide-place-heading = Where to go
guide-proxy-heading = Can my family do it?
guide-faq-heading = Common questions
guide-phone = For questions call
guide-start = Start
guide-handling-heading = Can it be done here?
guide-handling-full = This cannot be done here yet. Please go to the place below. If in doubt, press "Help".
guide-handling-form-then-papers = This cannot be done here yet. Please take what you need to the place below. If in doubt, press "Help".
guide-handling-appointment = A day must be fixed first. Please call, or ask at the place below. If in doubt, press "Help".
guide-handling-lookup = This cannot be looked up here yet. Please ask at the place below. If in doubt, press "Help".
guide-handling-counter-only = This is done at a counter. Please take what you need to the place below. If in doubt, press "Help".
guide-condolence = We are sorry for your loss. We take one thing after the other.
guide-resume = Go on writing
guide-book = Fix a day
guide-verify = See until when it holds
guide-begun = You began this before. It is all kept.
guide-discard = To begin anew loses what you wrote.
guide-restart = Begin anew
guide-restart-sure = Yes, begin anew
guide-way-form-then-papers = Fill in the form here, then take the papers to the window.
guide-way-appointment = Fix a day here, and go there on that day.
guide-way-verify = Somebody must see you in person. If you cannot walk, somebody can come to you. It is free, and you never transfer money.
guide-lookup = Look it up
guide-way-lookup = Write your identity number here and you see it at once.
guide-way-full = Yes, all of it is done here.
guide-visits =
    { $count ->
        [0] You need not go anywhere.
        [1] You have to go once.
       *[other] You have to go { $count } times.
    }
guide-promised = It is done at most { $count } working days after it is accepted.
guide-legal = By the rules it may not take more than { $count } working days.
guide-window = Which window
guide-address = Where it is
guide-hours = When somebody is there
guide-office = Telephone of the window
guide-ask = To ask in this hall
guide-sample = This window and these hours are samples, not real ones.
guide-rights-heading = If it goes wrong
guide-rights = Ask the window for the reason first. If that does not help, call 12345. If it is refused, you can ask the office above to review it, within sixty days. Or you can go to court within six months. Keep the paper with the decision: the time counts from that day.
guide-more = More about it
