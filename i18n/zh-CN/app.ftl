app-name = 通办
app-size = 字的大小，第 { $step } 档，共 5 档
app-rate = 快慢，百分之 { $step }
app-volume = 声音大小 { $step }，最大是 10
app-written-secret = 写了 { $count } 位
app-deleted = 删掉了
app-leaving = 您还在吗？按一下屏幕，或者按任意一个键，就接着办。没人的话，过一会儿就回到首页，您填的都会清掉。
app-picture = 通办回执 { $number }
