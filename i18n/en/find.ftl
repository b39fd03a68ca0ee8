find-title = Find
find-question = What are you looking for?
find-help = A few words will do, such as "senior card".
find-field = Words to look for
find-example = senior card
find-empty = Nothing is written yet. Please write a few words first.
find-go = Find it
