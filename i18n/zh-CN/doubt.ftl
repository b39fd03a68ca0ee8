doubt-bank-card = 这个卡号不太像。请再对一遍。
