voice-no-daemon = 這台機器現在唸不出聲。請看著螢幕辦。
voice-hung = 聲音停了，正在接上。請先看著螢幕辦。
voice-no-sound = 這台機器沒有接上喇叭。請看著螢幕辦。
