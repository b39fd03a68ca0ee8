app-name = Tongban
app-part-next = More
app-part-previous = Previous
app-size = Text size { $step } of 5
app-rate = Speed { $step } per cent
app-volume = Volume { $step } of 10
app-written-secret = { $count ->
    [one] { $count } character written
   *[other] { $count } characters written
}
app-deleted = Deleted
