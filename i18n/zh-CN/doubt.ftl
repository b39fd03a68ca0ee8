doubt-bank-card = 这个卡号少见，请再对一遍。
