/**
 * What `huibian init` writes. Every key of edition.yaml stands here, most of them as comments (`#key: value`, without one
 * space after the mark, so that taking the mark away is all there is to do); a test holds this against the schema.
 */
export const exampleSettings = {
  zh: `# yaml-language-server: $schema=./edition.schema.json
# 汇编说明。每一项都可以不写；不写的就不印。去掉行首的 # 即可使用该项。

title: 示例文章汇编
#id: example                  # 输出文件夹的名字：英文字母、数字、-
#subtitle: 副书名
#occasion: 第一次会议
#issuer: 编印单位
#editor: 编者
#date: 2026-11-22             # 也可只写 2026-11 或 2026
lang: zh-CN                   # zh-CN zh-TW zh-HK en en-US en-GB
#source: { paper: 报纸名, date: 2026-11-20, page: 第3版, url: "", permission: "" }
#permit: 准印证号
#copies: 100
#recipients: [发送单位]
#publisher: 出版者
#rights: 版权说明
#series: { title: 丛书名, position: 1 }
#description: 内容提要
#subjects: [主题词]
#certifier: 电子书无障碍认证者
#note: 编者的话，可用 Markdown。

# 次序：as-found 原样、region 行政区划、surname-pinyin 姓氏拼音、surname-strokes 姓氏笔画、date 日期，或列出标题
order: as-found
#parts:
#  - { title: 第一辑, articles: [标题一, 标题二] }
#exclude: [不收的标题]
#articles:
#  - { match: 标题一, byline: 单位 姓名 }

theme: meeting
size: a5                      # a3 a4 a5 a6 b5-book b5-jis 16k da16k 32k da32k
#bodySize: 五号               # 或磅数，如 10.5
#linePitch: 16.5              # 行距，磅
#extraEms: 0                  # 每行多排几个字
#bleed: 3                     # 出血，毫米
#writing: horizontal
#binding: left
#articleStart: new-page       # new-page、recto 另页右起、run-on 接排
#formats: [print, epub]
#fonts: none                  # 电子书嵌入字体：none headings all
#attach: none                 # 印刷 PDF 的附件：none、articles（每篇的 Markdown，PDF/A-3）
#contents: { office: false, authorIndex: false }
#front: [cover, note, contents]
#back: [imprint, back-cover]
#booklet: { flip: short }     # 小册子拼版
#accept:                      # 看过、可以不管的警告
#  - { id: reassemble/leftover, reason: 报头不收 }
`,
  en: `# yaml-language-server: $schema=./edition.schema.json
# What the edition is. Every key may be left out; what is not given is not printed. Take away the # to use a key.

title: A Small Example
#id: example                  # name of the output folder: letters, digits, -
#subtitle: A subtitle
#occasion: First Meeting
#issuer: Who issues it
#editor: Who edited it
#date: 2026-11-22             # or 2026-11, or 2026
lang: en                      # zh-CN zh-TW zh-HK en en-US en-GB
#source: { paper: Name of the paper, date: 2026-11-20, page: "3", url: "", permission: "" }
#permit: Permit number
#copies: 100
#recipients: [Who receives it]
#publisher: Publisher
#rights: Terms of use
#series: { title: Name of the series, position: 1 }
#description: What it is about
#subjects: [subject]
#certifier: Who certified the e-book's accessibility
#note: The editor's note, in Markdown.

# as-found, region, surname-pinyin, surname-strokes, date, or a list of titles
order: as-found
#parts:
#  - { title: Part One, articles: [First Title, Second Title] }
#exclude: [A Title Left Out]
#articles:
#  - { match: First Title, byline: A Name }

theme: meeting
size: a5                      # a3 a4 a5 a6 b5-book b5-jis 16k da16k 32k da32k
#bodySize: 10.5               # points
#linePitch: 16.5              # from line to line, in points
#extraEms: 0                  # characters more a line
#bleed: 3                     # millimetres
#writing: horizontal
#binding: left
#articleStart: new-page       # new-page, recto, run-on
#formats: [print, epub]
#fonts: none                  # fonts inside the e-book: none headings all
#attach: none                 # attached to the print PDF: none, articles (as Markdown; PDF/A-3)
#contents: { office: false, authorIndex: false }
#front: [cover, note, contents]
#back: [imprint, back-cover]
#booklet: { flip: short }     # how the booklet is folded
#accept:                      # warnings that were looked at and may stay
#  - { id: reassemble/leftover, reason: The running head is not wanted }
`,
} as const;

/** Two short articles as a page gives them: first halves above, continuations below. */
export const exampleInput = {
  zh: `# 让阅读成为习惯

市图书馆馆长 王 敏

去年，全市图书馆接待读者三百万人次，比上年增长一成。越来越多的家庭把周末留给了书店和图书

# 把社区花园种起来

园林学会会长 李文海

三年前，我们在老小区的空地上种下了第一批月季。当时没有人想到，这片不足两百平方米的小园

馆。数字之外更让人高兴的是，孩子们开始自己挑书，自己办借书证。

今后，我们要把流动书车开进每一个乡镇，让读书的人少走一段路。

子会成为邻里最爱去的地方。浇水、除草、剪枝，大家排了班，没有人迟到。

花园不大，却让陌生人成了朋友。希望更多的社区把花园种起来。
`,
  en: `# Reading as a Habit

By Mary Ward, city librarian

Last year our libraries welcomed three million readers, a tenth more than the year before. More and more fami-

# A Garden for Every Street

By John Fields, president of the garden society

Three years ago we planted the first roses on a piece of waste ground between two houses. Nobody thought that this small

lies keep their Saturdays for bookshops and libraries. What pleases us more than figures is that children have begun to choose their own books.

From now on a book bus will visit every village, so that readers have less far to go.

garden would become the place where neighbours like best to meet. Watering, weeding and pruning are shared out, and nobody is late.

The garden is small, but it has made friends of strangers. May many streets have one.
`,
} as const;
