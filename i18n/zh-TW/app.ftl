app-name = 通辦
app-size = 字的大小，第 { $step } 檔，共 5 檔
app-rate = 快慢，百分之 { $step }
app-volume = 聲音大小 { $step }，最大是 10
app-written-secret = 寫了 { $count } 位
app-deleted = 刪掉了
app-leaving = 您還在嗎？按一下螢幕，或者按任意一個鍵，就接著辦。沒人的話，過一會兒就回到首頁，您填的都會清掉。
app-picture = 通辦回執 { $number }
