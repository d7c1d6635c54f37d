"""Pictures of every kind: what they are known for, what finished files carry of them, where they stand in a text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from conftest import Stock
from PIL import Image, ImageDraw
from pypdf import PdfReader
from tiny import CHAPTER, tiny

from book.compose.asset_names import asset_name
from book.markdown import parse
from book.matter import Figure, Paragraph, Picture
from book.pictures import UnusablePicture, examine, length, prepared
from book.pipeline.build import build
from book.read import read

FREE = (1 << 30, 1 << 30)
HEAD = "---\ntitle: The Lamp\n---\n\n"


def scene(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """A picture whose upper left corner is red, in more colours than a drawing has."""
    wide, high = size
    made = Image.new("RGB", size)
    made.putdata([(x * 4 % 256, y * 6 % 256, (x * y) % 256) for y in range(high) for x in range(wide)])
    ImageDraw.Draw(made).rectangle((0, 0, wide // 3, high // 3), fill=(255, 0, 0))
    return made.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def told(camera: str = "SecretCam", turned: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = camera, turned
    return exif


KINDS = {
    "webp": (saved(scene(), "WEBP", quality=95), "image/webp"),
    "avif": (saved(scene(), "AVIF", quality=95), "image/avif"),
    "gif": (saved(scene().quantize(), "GIF"), "image/gif"),
    "tiff": (saved(scene(), "TIFF"), "image/tiff"),
    "bmp": (saved(scene(), "BMP"), "image/bmp"),
    "cmyk": (saved(scene("CMYK"), "JPEG", quality=95), "image/jpeg"),
    "deep": (saved(scene("I;16"), "PNG"), "image/png"),
    "turned": (saved(scene(size=(40, 60)).transpose(Image.Transpose.ROTATE_90), "JPEG", exif=told(turned=6)),
               "image/jpeg"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_becomes_a_png_or_jpeg_that_every_reader_shows(kind: str) -> None:
    data, media = KINDS[kind]
    facts = examine(data)
    made, content = prepared(data, facts, FREE)
    assert facts.media_type == media
    assert made == facts.becomes
    with Image.open(io.BytesIO(content)) as shown:
        assert (shown.size, Image.MIME[shown.format or ""]) == ((facts.width, facts.height), made)
        assert shown.mode in ("L", "RGB", "RGBA", "P")
        red, green, _ = shown.convert("RGB").getpixel((2, 2))  # type: ignore[misc]
        assert kind == "deep" or (red > 200 and green < 60)
    assert b"Secret" not in content
    assert prepared(data, facts, FREE) == (made, content)


def test_what_can_be_seen_through_stays_so() -> None:
    clear = scene("RGBA")
    clear.putalpha(100)
    _, content = prepared(data := saved(clear, "WEBP", lossless=True), examine(data), FREE)
    assert Image.open(io.BytesIO(content)).convert("RGBA").getpixel((2, 2))[3] == 100  # type: ignore[index]


@pytest.mark.parametrize("data", [saved(scene(), "PNG"), saved(scene(), "JPEG"), saved(scene("L"), "JPEG")])
def test_a_picture_that_needs_nothing_keeps_its_bytes(data: bytes) -> None:
    assert prepared(data, examine(data), FREE)[1] == data


def test_metadata_go_and_every_dot_stays() -> None:
    data = saved(scene(), "JPEG", exif=told(), comment=b"SecretComment") + b"SecretFilm"
    content = prepared(data, examine(data), FREE)[1]
    assert b"Secret" in data and b"Secret" not in content
    assert Image.open(io.BytesIO(content)).tobytes() == Image.open(io.BytesIO(data)).tobytes()


def test_a_picture_is_reduced_to_what_is_asked() -> None:
    data = saved(scene(size=(600, 400)), "JPEG")
    content = prepared(data, examine(data), (300, 300))[1]
    assert Image.open(io.BytesIO(content)).size == (300, 200)


def test_a_drawing_keeps_no_notes_of_its_program() -> None:
    data = (b'<svg xmlns="http://www.w3.org/2000/svg" width="2in" height="1in"><!-- Secret --><metadata>Secret'
            b"</metadata><path d='M0 0'/></svg>")
    facts = examine(data)
    content = prepared(data, facts, FREE)[1]
    assert (facts.width, facts.height) == (192, 96)
    assert b"Secret" not in content and b'viewBox="0 0 192 96"' in content


@pytest.mark.parametrize(("data", "why"), [
    (saved(scene(size=(300, 300)), "JPEG")[:2000], "damaged or incomplete"),
    (saved(scene(size=(300, 300)), "PNG")[:2000], "damaged or incomplete"),
    (b"", "it is empty"), (b"words", "not a picture of a known kind"), (b"%PDF-1.7", "a PDF"),
    (b"\0\0\0\x18ftypheic", "HEIC"), (b"version https://git-lfs.github.com/spec/v1", "pointer"),
    (saved(Image.new("1", (13000, 13000)), "PNG"), "too many"),
])  # fmt: skip
def test_what_no_book_can_use_is_refused_with_a_reason(data: bytes, why: str) -> None:
    import weasyprint  # noqa: F401 - importing it tells Pillow that truncated pictures will do

    with pytest.raises(UnusablePicture, match=why) as refused:
        examine(data)
    assert refused.value.hint


@pytest.mark.parametrize(("written", "read_as"), [
    ("50%", "50%"), ("8cm", "8cm"), ("8 cm", "8cm"), (".5in", "0.5in"), ("300", "300px"), ("10EM", "10em"),
    (r"0.5\textwidth", "50%"), (r"\linewidth", "100%"), ("0cm", None), ("-3cm", None), ("wide", None), ("", None),
    ("1e9px", None), ("99999px", None),
])  # fmt: skip
def test_lengths(written: str, read_as: str | None) -> None:
    found = length(written)
    assert (str(found) if found else None) == read_as


@pytest.mark.parametrize(("text", "kinds"), [
    ("![C](a.png){alt=x}", "figure"),
    ("![](a.png){alt=x}", "figure"),
    ("**![C](a.png){alt=x}**", "figure"),
    ("![C](a.png){alt=x}\n![D](b.png){alt=x}", "figure figure"),
    ("words\n![C](a.png){alt=x}", "words figure"),
    ("![C](a.png){alt=x}\nWords", "figure words"),
    ("Words.\n![C](a.png){alt=x}\nMore", "words figure words"),
    ("Click here: ![C](a.png){alt=x}", "words figure"),
    ("Press ![x](a.png){alt=x}", "words"),
    ("Press ![x](a.png){alt=x} now", "words"),
    ("Press\n![x](a.png){alt=x}\nand wait", "words"),
    ("![x](a.png){alt=x}, it says", "words"),
    ("[![C](a.png){alt=x}](https://example.org)", "figure"), ("[![](a.png){alt=x}](https://example.org)", "words"),
])  # fmt: skip
def test_a_picture_that_stands_alone_is_a_figure(text: str, kinds: str) -> None:
    parsed, problems = parse(text + "\n", "x.md")
    names = {Figure: "figure", Paragraph: "words"}
    assert " ".join(names[type(block)] for block in parsed.blocks) == kinds
    assert problems == ()


@pytest.mark.parametrize(("text", "file"), [
    ("![C](<my file.png>){alt=x}", "my file.png"), ("![C](my file.png){alt=x}", "my file.png"),
    ("![C](my%20file.png){alt=x}", "my%20file.png"), ("![C](a_(1).png){alt=x}", "a_(1).png"),
    ("![C](a.png =300x){alt=x}", "a.png"), ("![C]( a.png ){alt=x}", "a.png"),
])  # fmt: skip
def test_the_file_of_a_picture_is_read_as_it_is_written(text: str, file: str) -> None:
    (figure,) = parse(text + "\n", "x.md")[0].blocks
    assert isinstance(figure, Figure) and figure.picture == file


@pytest.mark.parametrize(("strict", "severity"), [(False, "warning"), (True, "error")])
def test_a_missing_alternative_is_as_grave_as_the_book_is_strict(strict: bool, severity: str) -> None:
    _, (problem,) = parse("![](a.png)\n", "x.md", strict=strict)
    assert (problem.code, problem.severity) == ("M-010", severity)


@pytest.mark.parametrize("name", ["a b.png", "ü.png", "图.png", "Tom & Ann's.png", "../images/x.png", "a%20b.png"])
def test_names_in_archives_are_plain_and_their_own(name: str) -> None:
    made = asset_name(Picture(name, "image/png", b""))
    assert made.isascii() and " " not in made and ".." not in made and made.endswith(".png")
    assert made != asset_name(Picture(f"x{name}", "image/png", b""))


def written(folder: Path, text: str, **files: bytes) -> Stock:
    book = tiny(folder)
    book.write(CHAPTER, HEAD + text + "\n")
    for name, data in files.items():
        book.write(name, data)
    return book


@pytest.mark.parametrize(("name", "place"), [
    ("figures/a.png", "chapters/figures/a.png"), ("images/a%20b.png", "chapters/images/a b.png"),
    ("../images/ü.png", "images/ü.png"), ("images/a.png", "images/a.png"), ("./a.jpg", "chapters/a.jpg"),
    ("/pix/a.png", "chapters/pix/a.png"), ("/pix/a.png", "pix/a.png"), ("/pix/a.png", "static/pix/a.png"),
])  # fmt: skip
def test_a_picture_is_found_where_its_author_has_it(name: str, place: str, tmp_path: Path) -> None:
    book = written(tmp_path, f"![C]({name}){{alt=x}}", **{place: saved(scene(), "PNG")})
    manuscript, problems = read(book.path)
    assert problems == () and manuscript is not None
    assert [picture.media_type for picture in manuscript.pictures.values()] == ["image/png"]


@pytest.mark.parametrize(("name", "code"), [
    ("https://example.org/a.png", "M-011"), ("data:image/png;base64,AAAA", "M-011"), ("../../a.png", "B-007"),
    ("/etc/passwd", "B-007"), ("figures/b.png", "M-009"), ("", "M-009"),
])  # fmt: skip
def test_a_picture_that_is_not_in_the_book_is_told_at_its_line(name: str, code: str, tmp_path: Path) -> None:
    _, problems = read(written(tmp_path, f"![C]({name}){{alt=x}}").path)
    assert [(each.code, each.span and each.span.line) for each in problems] == [(code, 5)]


def test_a_file_is_not_called_unused_for_another_fault(tmp_path: Path) -> None:
    book = written(tmp_path, "", **{"chapters/figures/a.png": saved(scene(), "PNG")})
    book.write(CHAPTER, "---\ntitle: [\n---\n\n![C](figures/a.png){alt=x}\n")
    assert "B-005" not in {problem.code for problem in read(book.path)[1]}


def test_captions_of_pictures_without_a_name_are_in_both_files(tmp_path: Path) -> None:
    """In the text, a list, a quotation, a cell and a note; no file says who took them."""
    photo = saved(scene(size=(300, 200)), "JPEG", exif=told())
    book = written(
        tmp_path,
        "Words.[^n]\n\n![Alone.](<figures/ein Bild ü.jpg>){alt=a width=50%}\n\n- ![Listed.](figures/t.webp){alt=b}\n\n"
        "> ![Quoted.](figures/t.webp){alt=c}\n\n| A | B |\n|---|---|\n| ![Cell.](figures/t.webp){alt=d} | x |\n\n"
        "[^n]: A note.\n\n    ![Noted.](<figures/ein Bild ü.jpg>){alt=e}",
        **{"chapters/figures/ein Bild ü.jpg": photo,
           "chapters/figures/t.webp": saved(scene(size=(200, 1400)), "WEBP", exif=told())},
    )
    book.replace("chapters/book.yaml", "targets: {screen: {medium: screen}}",
                 "targets: {screen: {medium: screen}, epub: {medium: epub}}")
    outcome = build(book.path, (), lambda *_: None, workers=1)
    assert outcome.problems == ()
    pdf, packed = outcome.files["tiny.pdf"], outcome.files["tiny.epub"]
    pages = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    html = files["EPUB/text/lamp.xhtml"].decode()
    for caption in ("Alone.", "Listed.", "Quoted.", "Cell.", "Noted."):
        assert caption in pages
        assert f">{caption}</figcaption>" in html
    assert all(b"SecretCam" not in data for data in (pdf, *files.values()))
    assert all(name.isascii() and " " not in name for name in files)
