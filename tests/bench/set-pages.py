"""Sets pages of known articles with other programs than a browser, for pdf-pages.mjs --files.

    set-pages.py <out folder> <folder with the fonts' .ttf files> <first seed> <count> NAME=articles.json ...

Each page is NAME's articles (title, byline, paragraphs) in rows of columns, by one of the programs below, each with habits of
its own: whole lines, words or glyphs placed one by one, in whatever order, with spaces as glyphs or as room alone, marks set
on half of their place, words cut, letters set apart, a ground over the whole page. Needs reportlab, fpdf2, pymupdf, typst and pyphen.
"""
import json
import pathlib
import random
import sys

import fpdf
import pyphen
import pymupdf
import typst
from fontTools.ttLib import TTFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont as ReportlabFont
from reportlab.pdfgen import canvas

NEVER_FIRST = set("\uff0c\u3002\u3001\uff1b\uff1a\uff1f\uff01\u201d\u2019\uff09\u300b\u300d\u300f\u3011\u3009\u2026\u00b7\uff05!%),.:;?]}")
NEVER_LAST = set("\u201c\u2018\uff08\u300a\u300c\u300e\u3010\u3008([{")
HALF = set("\u3001\u3002\uff0c\uff1b\uff1a\uff09\u300b\u300d\u201d")
hyphens = pyphen.Pyphen(lang="en_US")


def is_wide(char):
    return ord(char) >= 0x2E80


class Face:
    """A font file: how wide its glyphs are."""

    def __init__(self, path):
        self.path = str(path)
        font = TTFont(self.path, lazy=True)
        self.cmap, self.metrics, self.units = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm

    def width(self, char, size):
        name = self.cmap.get(ord(char))
        return size * (self.metrics[name][0] / self.units if name else 1)


def split(text):
    """What may not be parted: a word, a space, or a character with the marks that cling to it."""
    parts = []
    for char in text:
        last = parts[-1] if parts else ""
        if last and char != " " and last != " " and (
            char in NEVER_FIRST or last[-1] in NEVER_LAST or (not is_wide(char) and not is_wide(last[-1]) and last[-1] != "-")
        ):
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def wrap(text, face, size, measure, indent, habits):
    """Lines as lists of (character, width), without spaces at their ends."""
    lines, line, used = [], [], indent
    def close():
        nonlocal line, used
        while line and line[-1][0] == " ":
            line.pop()
        lines.append(line)
        line, used = [], 0.0
    queue = split(text)
    while queue:
        part = queue.pop(0)
        if part == " " and not line:
            continue
        widths = [(char, face.width(char, size) + habits["tracking"] * size) for char in part]
        if habits["half marks"]:
            for i in range(1, len(widths)):
                if widths[i - 1][0] in HALF and widths[i][0] in HALF | NEVER_LAST:
                    widths[i - 1] = (widths[i - 1][0], widths[i - 1][1] / 2)
        if line and habits["room at Latin"] and part != " " and line[-1][0] != " " and is_wide(part[0]) != is_wide(line[-1][0]) \
                and part[0].isalnum() and line[-1][0].isalnum():
            line[-1] = (line[-1][0], line[-1][1] + size * 0.25)
            used += size * 0.25
        width = sum(w for _, w in widths)
        if used + width <= measure + 0.01 or not line and used == 0:
            line += widths
            used += width
            continue
        if habits["cuts words"] and part.isascii() and part.isalpha() and len(part) > 5:
            dash = face.width("-", size)
            fits = [i for i in hyphens.positions(part) if used + sum(w for _, w in widths[:i]) + dash <= measure]
            if fits:
                line += [*widths[: fits[-1]], ("-", dash)]
                close()
                queue.insert(0, part[fits[-1] :])
                continue
        close()
        if part != " ":
            queue.insert(0, part)
    if line:
        close()
    return lines


def place(line, x, measure, stretch):
    """Each character of a line where it stands."""
    room = measure - sum(w for _, w in line)
    spaces = sum(char == " " for char, _ in line)
    wide = any(is_wide(char) for char, _ in line)
    out = []
    for i, (char, width) in enumerate(line):
        out.append((char, x, width))
        x += width
        if stretch and room < measure * 0.4 and i + 1 < len(line):
            if wide:
                x += room / (len(line) - 1)
            elif char == " ":
                x += room / max(1, spaces)
    return out


def lay_out(articles, dice, faces):
    """A page as glyphs, rules and grounds: rows of articles, each with its headline over its own columns."""
    english = sum(c.isascii() for a in articles for p in a["paragraphs"] for c in p) > 0.6 * sum(
        len(p) for a in articles for p in a["paragraphs"])
    habits = {
        "tracking": dice.choice([0, 0, 0, 0.02]),
        "half marks": dice.random() < 0.5,
        "room at Latin": dice.random() < 0.5,
        "cuts words": english and dice.random() < 0.6,
    }
    columns = dice.choice([2, 3, 4, 5] if english else [2, 3, 4, 5, 6])
    size = dice.choice([8, 8.5, 9, 9.5, 10])
    leading = size * dice.choice([1.3, 1.45, 1.6])
    column, gap = (150 if english else 16 * size), dice.choice([12, 16, 20])
    indent, room = dice.choice([(2 * size if not english else size, 0), (0, leading * 0.7)])
    stretch = dice.random() < 0.8
    ruled = dice.random() < 0.5
    body, bold = faces
    glyphs, rules, grounds = [], [], []
    y, left = 50.0, 40.0
    full = columns * column + (columns - 1) * gap
    for char, x, width in place([(c, body.width(c, 8)) for c in dice.choice(["2018\u5e7410\u670825\u65e5  \u661f\u671f\u56db  \u7b2c3\u7248", "\u8981\u95fb"] if not english else ["Thursday, October 25, 2018", "Metro  3"])], left, full, False):
        glyphs.append((char, x, y, 8, False, width))
    rules.append((left, y + 4, left + full, y + 4.7))
    y += 24
    todo = list(articles)
    while todo:
        count = min(len(todo), dice.randint(1, min(3, columns)))
        row, todo = todo[:count], todo[count:]
        spans, free = [], columns
        for i in range(count):
            span = free if i == count - 1 else dice.randint(1, free - (count - 1 - i))
            spans.append(span)
            free -= span
        x, lowest, top = left, y, y
        for article, span in zip(row, spans):
            width = span * column + (span - 1) * gap
            head = min(size * (1.5 + 0.4 * span), 30)
            at = top
            for line in wrap(article["title"], bold, head, width, 0, {**habits, "cuts words": False, "tracking": 0}):
                at += head * 1.25
                glyphs += [(c, cx, at, head, True, w) for c, cx, w in place(line, x, width, False)]
            at += 6
            if article["byline"]:
                for line in wrap(article["byline"], body, size * 0.9, width, 0, {**habits, "cuts words": False}):
                    at += size * 1.3
                    glyphs += [(c, cx, at, size * 0.9, False, w) for c, cx, w in place(line, x, width, False)]
                at += 6
            lines = []
            for paragraph in article["paragraphs"]:
                own = wrap(paragraph, body, size, column, indent, habits)
                lines += [(line, indent if i == 0 else 0, i == len(own) - 1) for i, line in enumerate(own)]
            each = -(-len(lines) // span)
            for c in range(span):
                cx, cy = x + c * (column + gap), at
                for line, inset, is_last in lines[c * each : (c + 1) * each]:
                    cy += leading
                    glyphs += [(ch, gx, cy, size, False, w) for ch, gx, w in place(line, cx + inset, column - inset, stretch and not is_last)]
                    if is_last and room:
                        cy += room
                lowest = max(lowest, cy)
            if ruled and x > left:
                rules.append((x - gap / 2 - 0.25, top + 4, x - gap / 2 + 0.25, lowest))
            x += width + gap
        y = lowest + 18
        if dice.random() < 0.5:
            rules.append((left, y - 9, left + full, y - 8.5))
    if dice.random() < 0.4:
        grounds.append((0, 0, left * 2 + full, y + 40))
    return glyphs, rules, grounds, left * 2 + full, y + 40


def draw_runs(glyphs, how, dice):
    """What is drawn at once: a line, a word or a glyph; with its spaces, or without."""
    runs = []
    for char, x, y, size, bold, width in glyphs:
        last = runs[-1] if runs else None
        joins = last and last["y"] == y and last["size"] == size and abs(last["end"] - x) < 0.02 and how != "glyphs"
        if how in ("words", "bare", "shuffled") and char == " ":
            runs.append(None)
            continue
        if joins:
            last["text"] += char
        else:
            runs.append({"text": char, "x": x, "y": y, "size": size, "bold": bold})
            last = runs[-1]
        last["end"] = x + width
    runs = [run for run in runs if run]
    if how == "shuffled":
        dice.shuffle(runs)
    return runs


def with_reportlab(page, runs, out, faces):
    glyphs, rules, grounds, width, height = page
    for name, face in zip(("body", "bold"), faces):
        pdfmetrics.registerFont(ReportlabFont(name, face.path))
    pdf = canvas.Canvas(str(out), pagesize=(width, height))
    for x0, y0, x1, y1 in grounds:
        pdf.setFillColorRGB(0.97, 0.94, 0.88)
        pdf.rect(x0, height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
    pdf.setFillColorRGB(0, 0, 0)
    for x0, y0, x1, y1 in rules:
        pdf.rect(x0, height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
    for run in runs:
        pdf.setFont("bold" if run["bold"] else "body", run["size"])
        pdf.drawString(run["x"], height - run["y"], run["text"])
    pdf.save()


def with_fpdf(page, runs, out, faces):
    glyphs, rules, grounds, width, height = page
    pdf = fpdf.FPDF(unit="pt", format=(width, height))
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.add_font("body", fname=faces[0].path)
    pdf.add_font("bold", fname=faces[1].path)
    for x0, y0, x1, y1 in grounds:
        pdf.set_fill_color(248, 240, 225)
        pdf.rect(x0, y0, x1 - x0, y1 - y0, style="F")
    for x0, y0, x1, y1 in rules:
        pdf.set_line_width(max(0.3, min(x1 - x0, y1 - y0)))
        pdf.line(x0, y0, x1 if x1 - x0 > y1 - y0 else x0, y1 if y1 - y0 > x1 - x0 else y0)
    for run in runs:
        pdf.set_font("bold" if run["bold"] else "body", size=run["size"])
        pdf.text(run["x"], run["y"], run["text"])
    pdf.output(str(out))


def with_mupdf(page, runs, out, faces):
    glyphs, rules, grounds, width, height = page
    file = pymupdf.open()
    sheet = file.new_page(width=width, height=height)
    fonts = [pymupdf.Font(fontfile=face.path) for face in faces]
    for x0, y0, x1, y1 in grounds:
        sheet.draw_rect((x0, y0, x1, y1), color=None, fill=(0.97, 0.94, 0.88))
    for x0, y0, x1, y1 in rules:
        sheet.draw_rect((x0, y0, x1, y1), color=None, fill=(0, 0, 0))
    writer = pymupdf.TextWriter(sheet.rect)
    for run in runs:
        writer.append((run["x"], run["y"]), run["text"], font=fonts[1 if run["bold"] else 0], fontsize=run["size"])
    writer.write_text(sheet)
    file.subset_fonts()
    file.save(str(out), garbage=3, deflate=True)


def with_typst(articles, out, folder, dice):
    def escape(text):
        return "".join("\\" + c if c in "\\#*_`$<>@[]~=+-/\"'." else c for c in text)
    english = sum(c.isascii() for c in articles[0]["paragraphs"][0]) > 0.6 * len(articles[0]["paragraphs"][0])
    columns = dice.choice([2, 3, 4, 5])
    size = dice.choice([8, 8.5, 9, 10])
    width = columns * (150 if english else 16 * size) + 80
    rows, todo, free = [], list(articles), columns
    cells = []
    while todo:
        article = todo.pop(0)
        span = free if not todo else min(free, dice.randint(1, columns))
        free = free - span or columns
        frame = dice.choice(["none", "none", "none", "0.5pt"])
        byline = f"#text({size * 0.9}pt)[{escape(article['byline'])}]\n\n" if article["byline"] else ""
        text = "\n\n".join(escape(p) for p in article["paragraphs"])
        if dice.random() < 0.2:
            text = f"#box(fill: luma(200), width: 100%, height: {dice.randint(40, 90)}pt)\n\n" + text
        cells.append(f"grid.cell(colspan: {span}, block(stroke: {frame}, inset: {5 if frame != 'none' else 0}pt, width: 100%)[#par(justify: false, first-line-indent: 0pt, text({size * (1.3 + 0.4 * span)}pt, weight: 700)[{escape(article['title'])}])\n{byline}#balanced({span})[{text}]])")
    par = dice.choice([f"first-line-indent: (amount: {1 if english else 2}em, all: true), spacing: 0.65em", "first-line-indent: 0pt, spacing: 1.3em"])
    sheet = f"""#set page(width: {width}pt, height: auto, margin: 40pt{', fill: rgb("#f8f0e0")' if dice.random() < 0.4 else ''}, header: text(8pt)[{'Metro #h(1fr) 3' if english else '2018' + chr(0x5e74) + '10' + chr(0x6708) + '25' + chr(0x65e5) + ' #h(1fr) 3'} #line(length: 100%, stroke: .5pt)])
#set text(font: ("Libertinus Serif", "Noto Serif SC"), size: {size}pt, lang: "{'en' if english else 'zh'}", hyphenate: {'true' if english and dice.random() < 0.6 else 'false'})
#set par(justify: {'true' if dice.random() < 0.8 else 'false'}, leading: 0.65em, {par})
#let balanced(n, body) = layout(size => {{
  if n == 1 {{ body }} else {{
    let w = (size.width - (n - 1) * 14pt) / n
    let h = measure(block(width: w, body)).height
    block(height: h / n + {size * 3}pt, columns(n, gutter: 14pt, body))
  }}
}})
#grid(columns: (1fr,) * {columns}, column-gutter: 14pt, row-gutter: 16pt{', stroke: (x, y) => if y > 0 { (top: .4pt) }, inset: (top: 6pt)' if dice.random() < 0.3 else ''}, {', '.join(cells)})
"""
    source = out.with_suffix(".typ")
    source.write_text(sheet, "utf-8")
    typst.compile(str(source), output=str(out), font_paths=[str(folder)], ignore_system_fonts=True)


def choose(pool, dice, wanted):
    """Some articles, a few paragraphs of each."""
    chosen = {}
    for _ in range(200):
        if len(chosen) == wanted:
            break
        article = dice.choice(pool)
        start = dice.randint(0, max(0, len(article["paragraphs"]) - 3))
        most, length, paragraphs = dice.randint(2, 7), 0, []
        for text in article["paragraphs"][start : start + most]:
            if length and length + len(text) > (2400 if text.isascii() else 900):
                break
            paragraphs.append(text)
            length += len(text)
        if length > 60:
            chosen[article["title"]] = {**article, "paragraphs": paragraphs}
    return list(chosen.values())


def main():
    out, fonts = map(pathlib.Path, sys.argv[1:3])
    first, count = map(int, sys.argv[3:5])
    out.mkdir(parents=True, exist_ok=True)
    find = lambda name: Face(next(iter(fonts.rglob(name))))
    chinese_faces = (find("NotoSerifSC_400Regular.ttf"), find("NotoSerifSC_700Bold.ttf"))
    english_faces = (find("DejaVuSerif.ttf"), find("DejaVuSerif-Bold.ttf"))
    programs = {"reportlab": with_reportlab, "fpdf": with_fpdf, "mupdf": with_mupdf}
    for pool in sys.argv[5:]:
        name, file = pool.split("=")
        text = pathlib.Path(file).read_text("utf-8")
        is_english = text.isascii() or sum(map(str.isascii, text)) > 0.8 * len(text)
        faces = english_faces if is_english else chinese_faces
        articles = [a for a in json.loads(text)
                    if all(ord(c) in faces[0].cmap for p in [a["title"], a["byline"], *a["paragraphs"]] for c in p)]
        for seed in range(first, first + count):
            for program in [*programs, "typst"]:
                dice = random.Random(f"{program} {name} {seed}")
                own = choose(articles, dice, dice.randint(4, 8))
                how = dice.choice(["lines", "words", "glyphs", "shuffled"])
                target = out / f"{program}-{name}-{how if program in programs else 'set'}-{seed}.pdf"
                if program == "typst":
                    with_typst(own, target, fonts, dice)
                else:
                    page = lay_out(own, dice, faces)
                    programs[program](page, draw_runs(page[0], how, dice), target, faces)
                made = {"truth": [{k: a[k] for k in ("title", "byline", "paragraphs")} for a in own], "besides": []}
                target.with_suffix(".json").write_text(json.dumps(made, ensure_ascii=False), "utf-8")


main()
