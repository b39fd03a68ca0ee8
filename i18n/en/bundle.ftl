bundle-heading = { $count } things done together
bundle-lines = Done together
bundle-to = Goes to { $department }
bundle-part = { $department }: { $stage }
bundle-part-received = Handed in
bundle-part-asked = Please add something
bundle-part-unsent = Not there yet, we send it again
bundle-unsent = { $count ->
    [one] One of them has not reached its office yet.
   *[other] { $count } of them have not reached their offices yet.
}
bundle-now = All you wrote is kept. Nothing is handed in twice. Please press "Send again".
bundle-again = Send again
bundle-sending = Sending it again, one moment please.
bundle-sent = All of it has arrived.
bundle-still = { $count ->
    [one] One of them still has not reached its office.
   *[other] { $count } of them still have not reached their offices.
}
bundle-later = All you wrote is kept. Nothing goes twice. Try again later, or press "Help".
bundle-safe = All you wrote is kept. Nothing is handed in twice.
bundle-state-done = { $count } of { $all } finished
bundle-state-asked = You are asked to add something to { $count } of them
bundle-state-unsent = { $count } not at the office yet
