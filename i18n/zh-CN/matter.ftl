matter-title = 办到哪了
matter-waiting = 办到哪了
matter-number = 您的号码
matter-timeline = 一步一步
matter-holder = 现在在：{ $holder }
matter-by = 最晚{ $date }办好
matter-call = 有事打电话
matter-demo = 这是演示。办事的人是机器扮的。
