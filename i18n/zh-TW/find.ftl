find-title = 找一找
find-question = 您要找什麼？
find-help = 寫幾個字就行，比如「老年卡」。
find-field = 要找的字
find-example = 老年卡
find-empty = 還沒寫字。請先寫幾個字。
find-go = 找一找
