import type { Edition } from '../../core/edition.ts';
import type { Content } from './content.ts';
import type { Words } from './words.ts';

/** What can truly be said of the e-book's accessibility (EPUB Accessibility 1.1, schema.org terms). */
export interface Accessibility {
  readonly accessModes: readonly string[];
  readonly accessModesSufficient: readonly string[];
  readonly features: readonly string[];
  readonly hazards: readonly string[];
  readonly summary: string;
  readonly conformsTo: string;
  readonly certifiedBy: string;
}

/** Each statement follows from what was found in the content; the certifier is named only when the editor names one. */
export function describeAccessibility(
  edition: Edition,
  contents: readonly Content[],
  facts: { readonly hasPages: boolean; readonly hasCover: boolean; readonly hasAnimation: boolean },
  words: Words,
): Accessibility {
  const some = (test: (content: Content) => boolean): boolean => contents.some(test);
  const hasPictures = facts.hasCover || some((c) => c.described + c.decorative > 0 || c.hasSvg);
  const hasDescriptions = facts.hasCover || some((c) => c.described > 0);
  const hasMath = some((c) => c.hasMath);
  const { summary } = words;
  return {
    accessModes: hasPictures ? ['textual', 'visual'] : ['textual'],
    accessModesSufficient: hasPictures ? ['textual', 'textual,visual'] : ['textual'],
    features: [
      'structuralNavigation',
      'tableOfContents',
      'readingOrder',
      'displayTransformability',
      'unlocked',
      ...(facts.hasPages ? ['pageBreakMarkers', 'pageNavigation'] : []),
      ...(hasDescriptions ? ['alternativeText'] : []),
      ...(hasMath ? ['MathML'] : []),
      ...(some((c) => c.hasRuby) ? ['rubyAnnotations'] : []),
    ],
    // A moving picture may flash; nobody has looked at it, so nothing is promised.
    hazards: facts.hasAnimation ? ['unknown'] : ['none'],
    summary: [
      summary.text,
      hasDescriptions ? summary.images : '',
      hasMath ? summary.formulas : '',
      facts.hasPages ? summary.pages : '',
    ]
      .join('')
      .trim(),
    conformsTo: 'EPUB Accessibility 1.1 - WCAG 2.2 Level AA',
    certifiedBy: edition.certifier,
  };
}
