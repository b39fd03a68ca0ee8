cover-title = 遮住了
cover-question = 屏幕遮住了
cover-help = 您填的都还在。
cover-open = 接着办
