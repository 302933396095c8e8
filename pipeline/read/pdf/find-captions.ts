import { parseByline } from '../../core/byline.ts';
import type { Line } from './find-lines.ts';
import { isFinished } from './is-finished.ts';
import type { Area } from './pdf-page.ts';
import { headRatio, overlaps, type PageMeasure } from './region-item.ts';

/** The words of each picture, as far as it has some: small print below it, beside it, or above it. */
export function findCaptions(
  pictures: readonly Area[],
  lines: readonly Line[],
  measure: PageMeasure,
): readonly (readonly Line[])[] {
  const findEach = (find: (picture: Area, rest: readonly Line[]) => readonly Line[]): (readonly Line[])[] => {
    const found: (readonly Line[])[] = [];
    for (const picture of pictures) {
      const caption = find(
        picture,
        lines.filter((line) => !found.some((other) => other.includes(line))),
      );
      if (caption.length > 0) found.push(caption);
    }
    return found;
  };
  const isSmall = (line: Line): boolean => line.sizePt < 0.95 * measure.bodyPt;
  const usual = findEach((picture, rest) => {
    const below = findRun(picture, rest.filter(isSmall), measure);
    return below.length > 0 ? below : findBeside(picture, rest.filter(isSmall), measure);
  });
  // A paper has its captions below its pictures, or above them.
  const above = findEach((picture, rest) => findAbove(picture, rest, measure));
  // They may be as large as the text.
  const alike = findEach((picture, rest) => findAlike(picture, rest, measure));
  return [above, alike].reduce((most, found) => (found.length > most.length ? found : most), usual);
}

/** The lines right below a picture, as far as they are set alike and follow one another. */
function findRun(picture: Area, lines: readonly Line[], { bodyPt }: PageMeasure): Line[] {
  const below = lines
    .filter(
      (line) =>
        overlaps(line, picture) && line.leftPt > picture.leftPt - bodyPt && line.rightPt < picture.rightPt + bodyPt,
    )
    .sort((a, b) => a.topPt - b.topPt || a.leftPt - b.leftPt);
  const caption: Line[] = [];
  let edge = picture.bottomPt;
  for (const line of below) {
    if (line.topPt < picture.bottomPt - 3) continue;
    const isNext = line.topPt - edge < (caption.length === 0 ? 1.8 : 0.9) * line.sizePt;
    const isAlike = Math.abs((caption[0] ?? line).sizePt - line.sizePt) < 0.3;
    if (!isNext || !isAlike) break;
    caption.push(line);
    edge = Math.max(edge, line.bottomPt);
  }
  return caption;
}

/** Small print beside a picture, no higher and no lower than it. */
function findBeside(picture: Area, small: readonly Line[], { bodyPt }: PageMeasure): Line[] {
  const level = small.filter(
    (line) => line.topPt > picture.topPt - 3 && line.bottomPt < picture.bottomPt + 0.4 * bodyPt,
  );
  const isNear = (gap: number): boolean => gap > -1 && gap < 2.5 * bodyPt;
  const behind = level.filter((line) => isNear(line.leftPt - picture.rightPt));
  const before = level.filter((line) => isNear(picture.leftPt - line.rightPt));
  const beside = behind.length > 0 ? behind : before;
  const [first] = beside;
  // What goes on above or below the picture in the same size is a column, not a caption.
  const goesOn = small.some(
    (line) =>
      !level.includes(line) &&
      first !== undefined &&
      overlaps(line, first) &&
      Math.min(
        ...beside.map((own) => Math.abs(own.topPt - line.bottomPt)),
        ...beside.map((own) => Math.abs(line.topPt - own.bottomPt)),
      ) <
        0.9 * line.sizePt,
  );
  return goesOn ? [] : beside.filter((line) => first && Math.abs(line.sizePt - first.sizePt) < 0.3);
}

/** Small print right above a picture, unless it is the only line between that and a headline: who wrote the article. */
function findAbove(picture: Area, lines: readonly Line[], { bodyPt }: PageMeasure): Line[] {
  const above = lines
    .filter(
      (line) =>
        overlaps(line, picture) &&
        line.bottomPt < picture.topPt + 2 &&
        line.leftPt > picture.leftPt - bodyPt &&
        line.rightPt < picture.rightPt + bodyPt,
    )
    .sort((a, b) => b.bottomPt - a.bottomPt);
  const caption: Line[] = [];
  let edge = picture.topPt;
  for (const line of above) {
    const isNext = edge - line.bottomPt < (caption.length === 0 ? 1.2 : 0.7) * line.sizePt;
    const isAlike = Math.abs((caption[0] ?? line).sizePt - line.sizePt) < 0.1;
    if (!isNext || !isAlike || line.sizePt >= 0.95 * bodyPt) break;
    caption.unshift(line);
    edge = line.topPt;
  }
  const [first] = caption;
  if (!first) return [];
  const words = textOf(caption);
  if (!saysCaption(words) && words.length < 40 && parseByline(words).authors.length > 0) return [];
  const over = above.find((line) => line.bottomPt <= first.topPt + 1 && first.topPt - line.bottomPt < 2 * line.sizePt);
  return over && over.sizePt >= headRatio * bodyPt && !saysCaption(words) ? [] : caption;
}

/** Words below a picture that are as large as the text: they say that they are its caption, or are set in another weight. */
function findAlike(picture: Area, lines: readonly Line[], measure: PageMeasure): Line[] {
  const { bodyPt, gapPt } = measure;
  const run = findRun(
    picture,
    lines.filter((line) => line.sizePt < 1.05 * bodyPt),
    measure,
  );
  // The caption ends where there is more room than between its lines.
  const end = run.findIndex((line, i) => i > 0 && line.topPt - (run[i - 1]?.bottomPt ?? 0) > gapPt + 0.3 * bodyPt);
  const own = end < 0 ? run : run.slice(0, end);
  const last = own.at(-1);
  const [first] = own;
  if (!first || !last || own.length > mostLines) return [];
  const next = lines.find(
    (line) => overlaps(line, last) && line.topPt > last.bottomPt - 1 && line.topPt - last.bottomPt < 3 * bodyPt,
  );
  const isApart = !next || next.topPt - last.bottomPt > gapPt + 0.3 * bodyPt;
  const above = lines
    .filter((line) => overlaps(line, picture) && line.bottomPt < picture.topPt + 2)
    .sort((a, b) => b.bottomPt - a.bottomPt)[0];
  const breaksOff = above !== undefined && picture.topPt - above.bottomPt < 3 * bodyPt && !isFinished(above.text);
  if (!isApart) return [];
  return saysCaption(textOf(own)) || (!breaksOff && own.every((line) => line.isBold)) ? own : [];
}

const mostLines = 5;

const textOf = (lines: readonly Line[]): string => lines.map((line) => line.text).join('');

/** Words that captions have: a picture shows something, or somebody took it. */
const saysCaption = (text: string): boolean =>
  text.length < 160 &&
  /^[\u25b2\u25bc\u25c4\u25ba\u25c6]|[\u6444\u651d\u5f71][)\uff09]?$|\u4f9b[\u56fe\u5716][)\uff09]?$|^[\u56fe\u5716][\u4e3a\u70ba]|[(\uff08](?:\u8d44\u6599|\u8cc7\u6599|\u6863\u6848|\u6a94\u6848)[^)\uff09]*[)\uff09]$|\bphotos?\b(?: by)?:? |\((?:file )?photo|courtesy of/iu.test(
    text,
  );
