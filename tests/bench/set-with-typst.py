"""Sets the bench's articles with Typst, from the same fonts: the peer that print is held against.

    set-with-typst.py <folder of articles> <out.pdf> <folder of fonts>

What a careful sheet in Typst would be: A5, a title page, contents with page numbers and leaders, running heads, body
justified and indented, one article a page, tagged and reproducible.
"""
import json
import pathlib
import re
import sys

import typst

SHEET = r"""
#set document(title: "\u{6c47}\u{7f16}", date: none)
#set page(
  width: 148mm, height: 210mm, margin: (x: 18mm, y: 20mm), numbering: "1",
  header: context align(right, text(8pt, state("title").get())),
)
#set text(font: "Noto Serif SC", size: 10.5pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 0.85em, spacing: 0.85em)
#show heading.where(level: 1): it => {
  pagebreak(weak: true)
  state("title").update(it.body)
  align(center, text(15pt, it.body))
  v(5mm)
}
#align(center + horizon, text(22pt)[\u{6c47}\u{7f16}])
#pagebreak()
#outline(depth: 1)
"""

SPECIAL = re.compile(r"""[\\#*_`$<>@\[\]~=+\-/"'.]""")


def escape(text):
    return SPECIAL.sub(lambda match: "\\" + match[0], text)


def read(path):
    """Title, byline and paragraphs of one of the bench's own Markdown files."""
    head, body = path.read_text("utf-8").split("---\n", 2)[1:]
    fields = dict(line.split(": ", 1) for line in head.strip().split("\n"))
    return json.loads(fields["title"]), json.loads(fields["byline"]), body.strip().split("\n\n")


def main():
    folder, out, fonts = map(pathlib.Path, sys.argv[1:])
    parts = [SHEET]
    for path in sorted(folder.glob("*.md"), key=lambda path: int(path.stem)):
        title, byline, paragraphs = read(path)
        parts.append(f"= {escape(title)}\n#align(center, text(9pt)[{escape(byline)}])\n\n")
        parts.append("\n\n".join(map(escape, paragraphs)) + "\n\n")
    source = out.with_suffix(".typ")
    source.write_text("".join(parts), "utf-8")
    typst.compile(str(source), output=str(out), font_paths=[str(fonts)], ignore_system_fonts=True)


main()
