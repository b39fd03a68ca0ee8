voice-no-daemon = 这台机器现在念不出声。请看着屏幕办。
voice-hung = 声音停了，正在接上。请先看着屏幕办。
voice-no-sound = 这台机器没有接上喇叭。请看着屏幕办。
