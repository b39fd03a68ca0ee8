doubt-bank-card = This card number looks odd. Please compare it again.
