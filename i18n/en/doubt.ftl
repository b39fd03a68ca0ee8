doubt-bank-card = An unusual card number. Please compare it again.
