command-about = 通辦：字大、會說話的政務服務窗口，給六十歲到九十五歲的人用。
command-line = tongban [選項]
    {"  "}tongban serve [選項]
    {"  "}tongban catalogue check DIR [選項]
    {"  "}tongban catalogue import FILE [選項]
    {"  "}tongban voice install|remove|say|serve|cache|check|module [選項]
    {"  "}tongban audit [選項]
command-usage = 用法：
command-options = 選項
command-commands = 命令
command-after = 每個選項也可以寫成環境變數，例如 TONGBAN_TEXT_SIZE=4。
    辦成了結束碼是 0，沒辦成是 1，命令寫錯了是 2。
command-serve-about = 只開後臺，不開視窗，給別的終端機用。
command-serve-line = tongban serve [選項]
command-catalogue-about = 事項目錄：把一個城市的清單變成目錄，檢查目錄。
command-catalogue-line = tongban catalogue import FILE [選項]
    {"  "}tongban catalogue check DIR [選項]
command-catalogue-check-about = 檢查目錄裡的事項，指出哪個檔案哪一行哪一項不對。
    提醒不算錯：只有要改的，結束碼才是 1。
command-catalogue-check-line = tongban catalogue check DIR [選項]
command-catalogue-import-about = 把一個城市的事項清單變成目錄，給 tongban serve --catalogue 用。
    清單是 TSV、CSV 或 JSON，編碼是 UTF-8、UTF-16 或 GB 18030。
    必須有三欄：事项名称、实施主体、行政区划。
    還認得实施编码、法定办结时限、承诺办结时限、到现场次数、通办范围。
    用不了的，指出哪一行哪一欄為什麼；別的照樣匯入。
    一條也用不了，結束碼才是 1。
command-catalogue-import-line = tongban catalogue import FILE [選項]
command-audit-about = 檢查每個畫面：看得清、點得到、聽得見、不洩密。
command-audit-line = tongban audit [選項]
command-voice-about = 聲音：裝上、拿掉、試聽。
command-voice-line = tongban voice install|remove|say|serve|cache|check|module [選項]
command-voice-install-about = 裝上好聽的聲音：從軟體倉庫取來，核對，裝好。
command-voice-install-line = tongban voice install [選項]
command-voice-remove-about = 把裝上的聲音拿掉。
command-voice-remove-line = tongban voice remove [選項]
command-voice-say-about = 唸一句話，唸出來或者寫成 WAV 檔案。
command-voice-say-line = tongban voice say TEXT [選項]
command-voice-serve-about = 讓聲音一直準備著，誰要唸都可以問它。
command-voice-serve-line = tongban voice serve [選項]
command-voice-cache-about = 把固定的話先唸一遍存好，用的時候馬上就有。
command-voice-cache-line = tongban voice cache [選項]
command-voice-check-about = 看看聲音裝得好不好，唸得快不快。
command-voice-check-line = tongban voice check [選項]
command-voice-module-about = 給 speech-dispatcher 當聲音，由它啟動。
command-voice-module-line = tongban voice module [CONFIG] [選項]
command-voice-dir = 聲音放在哪個目錄
    .allowed = 一個目錄
command-text = 要唸的話
command-wav = 把唸的寫成這個 WAV 檔案；不寫就唸出來
    .allowed = 一個檔案
command-speaker = 誰來唸：yunxi（雲希）、xiaoyi（曉伊）、machine（機器聲）或 cantonese（粵語）
    .allowed = yunxi、xiaoyi、machine 或 cantonese
command-rate = 唸多快，百分之幾，50 到 200
    .allowed = 50 到 200 的數
command-list = 只列出來，不念
    .allowed = 不帶值
command-config = speech-dispatcher 給的設定檔
command-html = 寫成報告，放進這個資料夾
    .allowed = 一個資料夾
command-json = 寫成 JSON，給程式看
    .allowed = 不帶值
command-profile = 只查這一種螢幕（TOML 檔案）
    .allowed = 一個檔案
command-only = 只查這一條，例如 T1
    .allowed = 一條規則，例如 T1

command-help = 看這份說明
command-version = 看版本
command-lang = 語言：zh-CN、zh-TW 或 en
    .allowed = zh-CN、zh-TW 或 en
command-data-dir = 資料放在哪個目錄
    .allowed = 一個目錄
command-kiosk = 在大廳裡用：全螢幕，不能關，每個人用完就清空
    .allowed = true 或 false
command-demo = 試用：由內建的工作人員推進辦件
    .allowed = true 或 false
command-backend = 本市後臺的網址；不寫就用內建的
    .allowed = 以 http:// 或 https:// 開頭的網址
command-listen = 後臺在哪個位址上聽，例如 127.0.0.1:8080
    .allowed = 位址和連接埠，例如 127.0.0.1:8080
command-text-size = 字級，1 最小，5 最大
    .allowed = 1 到 5 的數
command-theme = 顏色：paper 米黃、white 白、night 黑、soft 柔和
    .allowed = paper、white、night 或 soft
command-operate = 怎麼按：usual（手指或鍵盤）、two-switches（兩個鍵）、one-switch（一個鍵）
    .allowed = usual、two-switches 或 one-switch
command-speech = 要不要念出來：on 或 off
    .allowed = on 或 off
command-speech-log = 把念過的話一行一條寫進這個檔案
    .allowed = 一個檔案
command-window = 視窗大小，例如 1280x800
    .allowed = 寬x高，例如 1280x800
command-display-profile = 螢幕的尺寸和觀看距離（TOML 檔案）
    .allowed = 一個檔案
command-database = 資料庫的網址，sqlite:// 或 postgres:// 開頭；不寫就放在資料目錄裡
    .allowed = 一個網址
command-catalogue = 用這個目錄裡的事項，代替內建的
    .allowed = 一個目錄
command-staff-token-file = 工作人員權杖的檔案
    .allowed = 一個檔案
command-terminal-token-file = 終端口令的檔案，終端和後台用同一個
    .allowed = 一個檔案
command-keep-documents = 交來的材料存多少天
    .allowed = 1 到 65535 的數
command-open = 不帶權杖的終端機也可以用
command-open-staff = 一致性測試用：本機上誰都當工作人員
command-allow-plain-http = 不加密也連其他機器上的後臺
    .allowed = true 或 false
command-connections = 同時最多接多少個連線
    .allowed = 1 到 65535 的數
command-connections-per-address = 同一個位址最多接多少個連線
    .allowed = 1 到 65535 的數
command-idle-seconds = 連線空等多少秒就斷開
    .allowed = 1 到 65535 的數
command-stall-seconds = 對方多少秒不收就斷開
    .allowed = 1 到 65535 的數
command-access-log = 每次請求都寫進日誌
    .allowed = true 或 false
command-directory = 事項所在的目錄
command-report = 還寫出目錄裡有什麼，各有多少
    .allowed = 不帶值
command-file = 城市的事項清單
command-out = 目錄寫到哪裡；不寫就寫在清單旁邊，和清單同名。已有的檔案除了 items.tsv 都不動
    .allowed = 一個目錄
command-any =
    .allowed = 合適的值

command-unknown-option = 沒有 { $option } 這個選項，請看 tongban --help。
command-unknown-command = 沒有 { $command } 這個命令，請看 tongban --help。
command-wrong-value = { $option } 不能是「{ $value }」：請寫 { $allowed }。
command-no-value = { $option } 後面要寫一個值：請寫 { $allowed }。
command-incomplete = 命令沒有寫完，請看 tongban --help。
command-not-understood = 這條命令看不懂，請看 tongban --help。
command-serving = 後臺開好了：{ $url }
command-checked = { $count ->
    [0] 事項目錄沒有毛病。
   *[other] 有 { $count } 處要改。
}
command-warned = 有 { $count } 處請人聽一聽，不改也行。
command-imported = 匯入了 { $items } 條，目錄在 { $directory }。
command-imported-nothing = 一條也沒有匯入，什麼都沒有寫。
command-rows-left = 有 { $count } 行用不了，沒有匯入。
command-cells-left = 有 { $count } 格用不了，這幾條少了這一格。
command-voice-size = { $voice }：要下載 { $fetched } MB，裝好佔 { $kept } MB。
command-voice-licence = 授權是 { $licence }，人人可以免費用。做它的人和用到的錄音：
command-voice-fetching = 正在下載 { $package }，一共 { $all } MB。
command-voice-joining = 下載好了，正在核對，裝到一起。
command-voice-waiting = 另一處正在裝，等它裝完。
command-voice-installed = 聲音裝好了，在 { $path }。
command-voice-there = 聲音已經在 { $path }，是好的。
command-voice-removed = 聲音拿掉了，空出 { $size } MB。
command-voice-none = 這裡沒有裝聲音，什麼都沒有動。
command-voice-absent = 還沒有裝聲音。要裝請執行 tongban voice install。
command-voice-fault = { $file } 不在，或者壞了。
command-voice-whole = 聲音是全的，沒有壞。
command-voice-partial = 聲音不全。請再執行 tongban voice install。
command-voice-cached = 唸好存著的話有 { $size } MB。
command-voice-kept = { $voice }（{ $locale }）：固定的話做好了 { $done } 句，共 { $all } 句。
command-voice-no-cache = 唸好的話存不下，每次現唸。請看看 { $path }。（{ $cause }）
command-voice-tried-fast = 唸一秒的話，這台電腦現在要算 { $factor } 秒，夠快。
command-voice-tried-slow = 唸一秒的話，這台電腦現在要算 { $factor } 秒，太慢。會用機器聲唸。
command-voice-mute = 聲音唸不出來：{ $cause }。請再執行 tongban voice install。
command-voice-foreign = { $path } 裡有別的東西，沒有動它。請另選一個空資料夾。
command-voice-no-folder = { $path } 不能當資料夾用，沒有動它。請另選一個資料夾。
command-voice-read-only = { $path } 不能寫入，什麼都沒有動。請另選一個資料夾。
command-voice-no-room = 硬碟還空 { $free } MB，裝的時候要 { $needed } MB。請先空出地方，再裝一次。
command-voice-full = 硬碟滿了，下載好的還在。請先空出地方，再裝一次。
command-voice-busy = 另一處正在裝，沒有動它。請等它裝完再來。
command-voice-no-pip = 沒有下載用的程式 pip。請裝好 python3-pip，再裝一次。
command-voice-no-npm = 沒有下載用的程式 npm。請裝好 npm，再裝一次。
command-voice-not-fetched = { $package } 沒有下載成，別的都還在。請看看網路，再裝一次。（{ $said }）
command-voice-wrong = { $file } 和應有的不一樣，沒有用它。請再裝一次。
command-voice-unusable = { $path } 用不了：{ $cause }。別的都還在，請再裝一次。
command-voice-serving = 聲音準備好了，在 { $path } 等著。
command-voice-served = { $path } 裡已經有一個聲音在等著了。
command-voice-not-serving = 聲音沒能準備好，別的都沒動。請看看這個目錄能不能寫。（{ $detail }）
command-voice-caching = 存好了 { $done } 句，共 { $all } 句。
command-voice-unsayable = 這裡面沒有可以念的字。
command-voice-behind = 這台機器太慢，這個聲音跟不上。可以加上 --speaker machine。
command-voice-ended = 聲音停了，存好的都還在。請再試一次。
command-voice-no-machine = 沒有找到機器聲。請裝上 espeak-ng，再試一次。
command-voice-no-sound = 沒有找到喇叭。要寫成檔案，請加上 --out。（{ $detail }）
command-voice-not-written = 寫不了 { $detail }。請換一個地方。
