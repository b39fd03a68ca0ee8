app-name = 通办
app-part-next = 下一页
app-part-previous = 上一页
app-size = 字的大小，第 { $step } 档，共 5 档
app-rate = 快慢，百分之 { $step }
app-volume = 声音大小 { $step }，最大是 10
app-written-secret = 写了 { $count } 位
app-deleted = 删掉了
