matter-title = 辦到哪了
matter-waiting = 辦到哪了
matter-number = 您的號碼
matter-timeline = 一步一步
matter-holder = 現在在：{ $holder }
matter-by = 最晚{ $date }辦好
matter-call = 有事打電話
matter-demo = 這是示範。辦事的人是機器扮的。
