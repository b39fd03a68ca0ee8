guide-title = 辦事指南
guide-waiting = 辦事指南
guide-official = 正式名稱：{ $name }
guide-parts = 一次辦好這 { $count } 樣
guide-parts-once = 只填一張表，只交一次。我們替您送到各個部門。
guide-department = 管這件事的
guide-bring = 要帶的東西
guide-who-heading = 誰能辦
guide-time-heading = 多久辦好
guide-fee-heading = 要多少錢
guide-result-heading = 辦好了拿到什麼
guide-place-heading = 在哪裡辦
guide-proxy-heading = 能不能讓家裡人辦
guide-faq-heading = 常見問題
guide-phone = 打電話問
guide-start = 開始辦
guide-handling-heading = 能不能在這裡辦
guide-handling-full = 這件事還不能在這裡辦。請到下面寫的地方辦。不清楚就按「人工幫助」。
guide-handling-form-then-papers = 這件事還不能在這裡辦。請帶好東西，到下面寫的地方辦。不清楚就按「人工幫助」。
guide-handling-appointment = 這件事要先約好日子。請打電話，或到下面寫的地方約。不清楚就按「人工幫助」。
guide-handling-lookup = 這件事這裡還查不了。請到下面寫的地方查。不清楚就按「人工幫助」。
guide-handling-counter-only = 這件事要到窗口辦。請帶好東西，到下面寫的地方去。不清楚就按「人工幫助」。
guide-condolence = 請您節哀。下面的事，一件一件來。
guide-resume = 接著寫
guide-book = 約時間
guide-verify = 看認證到哪天
guide-begun = 上次寫到一半，都還留著。
guide-discard = 從頭寫，以前寫的就沒有了。
guide-restart = 從頭寫
guide-restart-sure = 不要了，從頭寫
guide-way-form-then-papers = 先在這裡填表，再帶東西到窗口。
guide-way-appointment = 在這裡約好日子，到那天再去辦。
guide-way-verify = 這件事要當面看到本人。走不動，可以請人上門。不收錢，也不用轉帳。
guide-lookup = 查一查
guide-way-lookup = 在這裡寫上身份證號，馬上就能查。
guide-way-full = 能，就在這裡辦。
guide-visits =
    { $count ->
        [0] 一趟都不用跑。
        [1] 要跑一趟。
       *[other] 要跑 { $count } 趟。
    }
guide-promised = 正式開始辦（受理）以後，最多 { $count } 個工作日辦好。
guide-legal = 按規定，再慢也不能超過 { $count } 個工作日。
guide-window = 哪個窗口
guide-address = 地方
guide-hours = 什麼時候有人
guide-office = 窗口電話
guide-ask = 在這個大廳問
guide-sample = 這裡寫的窗口和時間是範例，不是真的。
guide-rights-heading = 沒辦成怎麼辦
guide-rights = 先請窗口講清楚為什麼。說不通、辦錯了，可以打 12345。沒有批，六十天裡可以請上一級再看一遍（行政複議）。也可以六個月裡去法院（行政訴訟）。拿到的決定書請收好，從那天算起。
guide-more = 還想知道
