"""What a workbook has that is another's: every byte of every part, searched for names and numbers.

A number is looked for however it may be printed: as digits, with thousands separators, as a power
of ten, as per cent, and packed in four or eight bytes, whichever end first. Two numbers are the
same where their first ten digits are. A name is looked for as whole words, in any case, in
UTF-8 and UTF-16, with marks escaped or not, and with formatting in its midst.
"""
import dataclasses
import html
import io
import re
import struct
import zipfile

NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
BETWEEN_THOUSANDS = re.compile(r"(?<=\d)[,' \u00a0\u2009\u202f](?=\d{3}(?!\d))")


@dataclasses.dataclass
class Belongings:
    """What belongs to someone: texts that name them, and figures."""
    names: set
    figures: set

    def __or__(self, other):
        return Belongings(self.names | other.names, self.figures | other.figures)


def parts(data, inside=""):
    """(name, bytes) of a package and of every part in it, packages within packages too."""
    yield inside or "the package itself", data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.infolist():
            unpacked = package.read(part)
            if unpacked.startswith(b"PK\x03\x04"):
                yield from parts(unpacked, part.filename)
            else:
                yield part.filename, unpacked


def texts(data):
    """Every way to read bytes as text."""
    yield data.decode("latin-1")
    plain = data.decode("utf-8", errors="replace")
    yield plain
    yield html.unescape(plain)
    yield html.unescape(re.sub("<[^>]*>", "", plain))
    for start in (0, 1):
        yield data[start:].decode("utf-16-le", errors="replace")
        yield data[start:].decode("utf-16-be", errors="replace")


def digits(number):
    """The first ten digits and the size of a number; its sign is no matter."""
    return f"{abs(number):.9e}"


def numbers(text):
    """The digits of every number in a text, thousands separated or not."""
    for view in (text, BETWEEN_THOUSANDS.sub("", text)):
        for token in NUMBER.findall(view):
            if len(token) < 30:
                yield digits(float(token))


def printings(figures):
    return {digits(shown): figure for figure in figures for shown in (figure, figure * 100)}


def packings(figures):
    """{bytes: figure} of the figures as a machine keeps them."""
    packed = {}
    for figure in figures:
        whole = float(figure).is_integer() and 2**16 <= abs(figure) < 2**31
        for kind in ["<d", ">d"] + (["<i", ">i"] if whole else []):
            packed[struct.pack(kind, int(figure) if kind[1] == "i" else figure)] = figure
    return packed


def windows(data, length):
    return {data[at:at + length] for at in range(len(data) - length + 1)}


def find_names(names, data):
    found = set()
    for text in set(texts(data)):
        text = " ".join(text.split()).lower()
        found |= {name for name in names if name.lower() in text
                  and re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", text)}
    return found


def find_figures(figures, data):
    printed = printings(figures)
    packed = packings(figures)
    found = {printed[shown] for text in set(texts(data)) for shown in numbers(text)
             if shown in printed}
    for length in (8,) if data.startswith(b"PK") else (4, 8):  # what is packed is any four bytes
        found |= {packed[piece] for piece in windows(data, length) & packed.keys()}
    return found


def find(data, others):
    """'part: what' for everything in a workbook (its bytes) that belongs to others."""
    return sorted(f"{part}: {what}" for part, piece in parts(data)
                  for what in find_names(others.names, piece) | find_figures(others.figures, piece))
