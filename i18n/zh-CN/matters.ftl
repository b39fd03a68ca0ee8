matters-title = 我办的事
matters-question = 我办的事
matters-list = 我办的事
matters-card = 号码 { $number }，{ $stage }
matters-empty = 您在这里还没办过事。
matters-empty-help = 办过的事，都写在这里。
matters-browse = 看看能办什么事
