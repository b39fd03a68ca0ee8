doubt-bank-card = 這個卡號少見，請再對一遍。
