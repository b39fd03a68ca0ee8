aloud-ask = 唸出來
    .hint = 會先問您一次
aloud-question = 這裡面有您的私事。要唸出來嗎？
aloud-help = 唸的時候，旁邊的人也聽得到。
aloud-yes = 唸
aloud-no = 不唸
