aloud-ask = 念出来
    .hint = 会先问您一次
aloud-question = 这里面有您的私事。要念出来吗？
aloud-help = 念的时候，旁边的人也听得到。
aloud-yes = 念
aloud-no = 不念
