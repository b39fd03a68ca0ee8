doubt-bank-card = An unusual number. Check again.
