app-name = 通辦
app-part-next = 下一頁
app-part-previous = 上一頁
app-size = 字的大小，第 { $step } 檔，共 5 檔
app-rate = 快慢，百分之 { $step }
app-volume = 聲音大小 { $step }，最大是 10
app-written-secret = 寫了 { $count } 位
app-deleted = 刪掉了
