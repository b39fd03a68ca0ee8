find-title = 找一找
find-question = 您要找什么？
find-help = 写几个字就行，比如“老年卡”。
find-field = 要找的字
find-example = 老年卡
find-empty = 还没写字。请先写几个字。
find-go = 找一找
