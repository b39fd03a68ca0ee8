doubt-bank-card = 這個卡號不太像。請再對一遍。
