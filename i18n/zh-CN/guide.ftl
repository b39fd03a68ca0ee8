guide-title = 办事指南
guide-waiting = 办事指南
guide-official = 正式名称：{ $name }
guide-parts = 一次办好这 { $count } 样
guide-parts-once = 只填一张表，只交一次。我们替您送到各个部门。
guide-department = 管这件事的
guide-bring = 要带的东西
guide-who-heading = 谁能办
guide-time-heading = 多久办好
guide-fee-heading = 要多少钱
guide-result-heading = 办好了拿到什么
guide-place-heading = 在哪里办
guide-proxy-heading = 能不能让家里人办
guide-faq-heading = 常见问题
guide-phone = 打电话问
guide-start = 开始办
guide-handling-heading = 能不能在这里办
guide-handling-full = 这件事还不能在这里办。请到下面写的地方办。不清楚就按“人工帮助”。
guide-handling-form-then-papers = 这件事还不能在这里办。请带好东西，到下面写的地方办。不清楚就按“人工帮助”。
guide-handling-appointment = 这件事要先约好日子。请打电话，或到下面写的地方约。不清楚就按“人工帮助”。
guide-handling-lookup = 这件事这里还查不了。请到下面写的地方查。不清楚就按“人工帮助”。
guide-handling-counter-only = 这件事要到窗口办。请带好东西，到下面写的地方去。不清楚就按“人工帮助”。
guide-condolence = 请您节哀。下面的事，一件一件来。
guide-resume = 接着写
guide-book = 约时间
guide-verify = 看认证到哪天
guide-begun = 上次写到一半，都还留着。
guide-discard = 从头写，以前写的就没有了。
guide-restart = 从头写
guide-restart-sure = 不要了，从头写
guide-way-form-then-papers = 先在这里填表，再带东西到窗口。
guide-way-appointment = 在这里约好日子，到那天再去办。
guide-way-verify = 这件事要当面看到本人。走不动，可以请人上门。不收钱，也不用转账。
guide-lookup = 查一查
guide-way-lookup = 在这里写上身份证号，马上就能查。
guide-way-full = 能，就在这里办。
guide-visits =
    { $count ->
        [0] 一趟都不用跑。
        [1] 要跑一趟。
       *[other] 要跑 { $count } 趟。
    }
guide-promised = 正式开始办（受理）以后，最多 { $count } 个工作日办好。
guide-legal = 按规定，再慢也不能超过 { $count } 个工作日。
guide-window = 哪个窗口
guide-address = 地方
guide-hours = 什么时候有人
guide-office = 窗口电话
guide-ask = 在这个大厅问
guide-sample = 这里写的窗口和时间是示例，不是真的。
guide-rights-heading = 没办成怎么办
guide-rights = 先请窗口讲清楚为什么。说不通、办错了，可以打 12345。没有批，六十天里可以请上一级再看一遍（行政复议）。也可以六个月里去法院（行政诉讼）。拿到的决定书请收好，从那天算起。
guide-more = 还想知道
