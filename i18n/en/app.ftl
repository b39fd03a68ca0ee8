app-name = Tongban
app-size = Text size { $step } of 5
app-rate = Speed { $step } per cent
app-volume = Volume { $step } of 10
app-written-secret = { $count ->
    [one] { $count } character written
   *[other] { $count } characters written
}
app-deleted = Deleted
app-leaving = Are you still here? Touch the screen or press any key to go on. If nobody is here, the home page comes back soon and what was written is cleared.
app-sentence-last = There is nothing after this
app-where = You are at { $place }.
app-where-focus = Chosen now:{" "}
app-where-none = Nothing is chosen yet. Press Tab to go on.
app-spell-nothing = There is nothing to write here.
app-picture = Tongban receipt { $number }
app-written-words = Characters written: { $count }
