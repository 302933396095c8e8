import type { TitleRoom } from './break-title.ts';
import type { Layout } from './layout.ts';
import { lengthPt, type Tokens } from './tokens.ts';

/** Room for an article's title: the measure in ems of the title, two ems less for one that stands on one line. */
export function titleRoom(
  { layout, tokens }: { readonly layout: Layout; readonly tokens: Tokens },
  sizeToken = '--title-size',
): TitleRoom {
  const measureEm = (layout.charactersPerLine * layout.sizePt) / (lengthPt(tokens, sizeToken) * layout.scale);
  return { measureEm: Math.floor(measureEm * 10) / 10, singleEm: measureEm - 2, leastEm: 4 };
}
