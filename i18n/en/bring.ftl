bring-title = What to bring
bring-question = What to bring
bring-for = For this: { $service }
bring-nothing = You need not bring anything.
bring-source-bring = Bring it
bring-source-later = May follow later
bring-source-promise = Your word will do
bring-source-shared = We can look it up, do not bring it
bring-copies = { $count ->
    [one] And { $count } copy
   *[other] And { $count } copies
 }
bring-later = What may follow later does not hold you up. You bring it some days after.
bring-promise = Your word will do in place of this paper. You promise that what you say is true. A false promise has consequences.
bring-days = Within { $days } working days after it is accepted
bring-comma = {"; "}
bring-papers = Fill in the form here, then take these to the window.
bring-papers-days = Fill in the form here. Then take these to the window within { $days } working days.
