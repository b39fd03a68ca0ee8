cover-title = 遮住了
cover-question = 螢幕遮住了
cover-help = 您填的都還在。
cover-open = 接著辦
