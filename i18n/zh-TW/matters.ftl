matters-title = 我辦的事
matters-question = 我辦的事
matters-list = 我辦的事
matters-card = 號碼 { $number }，{ $stage }
matters-empty = 您在這裡還沒辦過事。
matters-empty-help = 辦過的事，都寫在這裡。
matters-browse = 看看能辦什麼事
