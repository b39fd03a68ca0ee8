aloud-ask = Read it aloud
    .hint = You are asked once before
aloud-question = This is your private business. Read it aloud?
aloud-help = People near you will hear it, too.
aloud-yes = Yes, aloud
aloud-no = No
