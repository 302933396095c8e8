import type { Fragment, Reading } from '../core/text.ts';
import { measureLength } from './characters.ts';

/**
 * Lines of lists of contents: three and more, one below the other, each of which stands elsewhere as well, where the next of the
 * list does not follow it. The line above that names the list is among them.
 *
 *     \u672c\u7248\u76ee\u5f55
 *     \u00b7 \u897f\u6865\u4eca\u8d77\u5c01\u95ed\u5927\u4fee \u2026\u2026 2
 *     \u00b7 \u591c\u91cc\u7684\u6572\u6253\u58f0\u80fd\u4e0d\u80fd\u505c\u4e00\u505c
 */
export function findContents(readings: readonly Reading[]): ReadonlySet<Fragment> {
  const lines = readings.flatMap(({ fragments }) => [...fragments.map(asLine), { fragment: null, key: '' }]);
  const places = new Map<string, number[]>();
  for (const [at, { key }] of lines.entries()) {
    if (key === '') continue;
    const known = places.get(key);
    if (known) known.push(at);
    else places.set(key, [at]);
  }
  const keyAt = (at: number): string => lines[at]?.key ?? '';
  /** Whether what stands here stands elsewhere too, as a headline does: without what is next to it here. */
  const isListed = (at: number): boolean => {
    const others = places.get(keyAt(at)) ?? [];
    const follows = (other: number, step: 1 | -1): boolean =>
      keyAt(at + step) !== '' && keyAt(other + step) === keyAt(at + step);
    return (
      others.length <= mostPlaces && others.some((other) => other !== at && !follows(other, 1) && !follows(other, -1))
    );
  };
  const found = new Set<Fragment>();
  for (let at = 0; at < lines.length; at++) {
    // The headline right below a list is the first of it come again.
    const own = new Set<string>();
    let end = at;
    for (; isListed(end) && !own.has(keyAt(end)); end++) own.add(keyAt(end));
    if (end - at < leastListed) {
      at = Math.max(at, end - 1);
      continue;
    }
    const above = lines[at - 1]?.fragment;
    if (above && listName.test(above.text)) found.add(above);
    for (const { fragment } of lines.slice(at, end)) if (fragment) found.add(fragment);
    at = end;
  }
  return found;
}

const leastListed = 3;
/** What stands in more places than a few is no headline. */
const mostPlaces = 12;
const longestListed = 60;

/** A line as lists of contents have it: without dots and numbers before and behind; no key for what is no title. */
function asLine(fragment: Fragment): { fragment: Fragment | null; key: string } {
  const { text, hints } = fragment;
  const isTitle =
    text.length <= 2 * longestListed && measureLength(text) <= longestListed && !/[\u3002\uff0c\uff1b,;]$/.test(text);
  if (hints.verbatim || hints.settled || !isTitle) return { fragment, key: '' };
  const key = text.replace(opening, '').replace(closing, '').replace(/\s/gu, '');
  return { fragment, key: /\p{L}/u.test(key) ? key : '' };
}

const opening = /^(?:[\s\p{P}\p{S}]|\d{1,3}[.\u3001\uff0e)\uff09]|[\u2460-\u2473])*/u;
const closing = /[\s\p{P}\p{S}]*(?:\u7b2c?\s*\d{0,3}\s*[\u7248\u9875\u9801]?|[A-Z]?\d{0,3})[\s\p{P}\p{S}]*$/u;

const listName =
  /^[\s\p{P}\p{S}]*(?:\u6807\u9898\u5bfc\u822a|\u6a19\u984c\u5c0e\u822a|\u672c\u7248(?:\u76ee\u5f55|\u5c0e\u8b80|\u5bfc\u8bfb|\u6807\u9898|\u6a19\u984c|\u8981\u76ee|\u63d0\u8981)|\u76ee\s*[\u5f55\u9304]|(?:\u672c\u671f|\u4eca\u65e5)?(?:\u76ee\u5f55|\u76ee\u9304|\u5bfc\u8bfb|\u5c0e\u8b80|\u8981\u76ee|\u770b\u70b9|\u63d0\u8981)|(?:table of )?contents|in this (?:issue|edition|section)|inside(?: today)?|headlines|index)[\s\p{P}\p{S}]*$/iu;
