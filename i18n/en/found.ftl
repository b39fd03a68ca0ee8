found-title = Services found
found-question = { $count ->
    [one] { $asked }: { $count } service found
   *[other] { $asked }: { $count } services found
 }
found-waiting = { $asked }
found-list = Services found
found-official = { $name }, { $department }
found-together = { $count } things done together: { $name }
found-nothing = { $asked }: nothing found
found-nothing-help = Never mind. Try other words, perhaps only one or two. Or press "Help".
found-other = Try other words
found-browse = See all services
found-range = { $asked }: number { $first } to { $last }
found-more = See what follows
