import { z } from 'zod';
import type { BackPart, Format, FrontPart } from './edition.ts';
import { catalogue } from './issues.ts';
import { chineseSizesPt, pageSizesMm } from './units.ts';

/**
 * What an editor may set: `edition.yaml`, whose schema also makes the types, the JSON Schema for editors
 * (`styles/`-like completion) and the help. Every field may be missing; what is empty prints nothing.
 */

const text = z
  .union([z.string(), z.number(), z.date()])
  .transform((value) => cleanText(value instanceof Date ? value.toISOString().slice(0, 10) : String(value)))
  .pipe(z.string().max(20_000));

/** Text set by an editor never carries what XML forbids: control characters, lone surrogates, non-characters. */
export function cleanText(value: string): string {
  return value
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
    .trim();
}

const safeId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'ASCII letters, digits, - and _ only, at most 100');

const provenance = z.strictObject({
  paper: text.optional(),
  date: text.optional(),
  page: text.optional(),
  url: text.optional(),
  permission: text.optional(),
});

/** Front matter of an article, in a Markdown file or under `articles` in edition.yaml. */
export const frontMatterSchema = z.strictObject({
  id: safeId.optional(),
  title: text.optional(),
  subtitle: text.optional(),
  byline: text.optional(),
  author: text.optional(),
  office: text.optional(),
  lang: text.optional(),
  date: text.optional(),
  source: text.optional(),
  page: text.optional(),
  url: text.optional(),
  permission: text.optional(),
});

const sizeNames = Object.keys(pageSizesMm) as [string, ...string[]];
const formats = ['print', 'epub', 'booklet', 'archive'] as const;
const fronts = ['cover', 'title-page', 'note', 'contents'] as const;
const backs = ['sources', 'author-index', 'imprint', 'notes-pages', 'back-cover'] as const;
const orders = ['as-found', 'region', 'surname-pinyin', 'surname-strokes', 'date'] as const;
const typeSize = z.union([z.enum(Object.keys(chineseSizesPt) as [string, ...string[]]), z.number().min(7.5).max(72)]);

/**
 * How the booklet is laid on sheets (CONTRACTS 7 has the defaults); also the flags of `impose`. Lengths in millimetres.
 * `fill` says what stands on pages added to fill a sheet; `fillFrom` is a PDF whose pages stand there instead.
 */
export const bookletSchema = z.strictObject({
  method: z.enum(['saddle', 'perfect']).optional(),
  perSide: z.union([z.literal(2), z.literal(4)]).optional(),
  sheet: z.enum(sizeNames).optional(),
  binding: z.enum(['left', 'right']).optional(),
  flip: z.enum(['short', 'long']).optional(),
  printing: z.enum(['duplex', 'odd-then-even', 'odd-then-even-reversed']).optional(),
  signature: z.number().int().min(1).max(100).optional(),
  blanks: z.enum(['before-last', 'at-end']).optional(),
  fill: z.enum(['blank', 'notes']).optional(),
  fillFrom: text.optional(),
  cover: z.enum(['with-body', 'separate']).optional(),
  coverSheet: z.enum(sizeNames).optional(),
  paper: z.number().min(0).max(1).optional(),
  creep: z.number().min(0).max(20).optional(),
  scale: z.enum(['none', 'fit']).optional(),
  marks: z.array(z.enum(['crop', 'fold', 'staple'])).optional(),
  slug: z.boolean().optional(),
});

export type BookletSettings = z.output<typeof bookletSchema>;

export const editionSchema = z.strictObject({
  id: safeId.optional(),
  title: text.optional(),
  subtitle: text.optional(),
  occasion: text.optional(),
  issuer: text.optional(),
  editor: text.optional(),
  date: text.optional(),
  lang: z.enum(['zh-CN', 'zh-TW', 'zh-HK', 'en', 'en-US', 'en-GB']).optional(),
  source: provenance.optional(),
  permit: text.optional(),
  copies: text.optional(),
  recipients: z.union([text, z.array(text)]).optional(),
  publisher: text.optional(),
  rights: text.optional(),
  series: z.strictObject({ title: text, position: text.optional() }).optional(),
  description: text.optional(),
  subjects: z.array(text).optional(),
  certifier: text.optional(),
  note: text.optional(),
  order: z.union([z.enum(orders), z.array(text)]).optional(),
  parts: z.array(z.strictObject({ title: text, articles: z.array(text) })).optional(),
  exclude: z.array(text).optional(),
  articles: z.array(frontMatterSchema.extend({ match: text })).optional(),
  theme: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .optional(),
  size: z.enum(sizeNames).optional(),
  bodySize: typeSize.optional(),
  bleed: z.number().min(0).max(10).optional(),
  writing: z.enum(['horizontal', 'vertical']).optional(),
  binding: z.enum(['left', 'right']).optional(),
  articleStart: z.enum(['new-page', 'recto', 'run-on']).optional(),
  formats: z.array(z.enum(formats)).min(1).optional(),
  fonts: z.enum(['none', 'headings', 'all']).optional(),
  contents: z.strictObject({ office: z.boolean().optional(), authorIndex: z.boolean().optional() }).optional(),
  front: z.array(z.enum(fronts)).optional(),
  back: z.array(z.enum(backs)).optional(),
  booklet: bookletSchema.optional(),
  accept: z.array(z.strictObject({ id: z.string(), reason: text })).optional(),
});

export type EditionSettings = z.output<typeof editionSchema>;
export type ArticleOverride = NonNullable<EditionSettings['articles']>[number];
export type Order = (typeof orders)[number] | readonly string[];

/** What a command line or a program adds to the edition's own settings. */
export interface BuildOptions {
  readonly formats?: readonly Format[];
  readonly theme?: string;
  readonly size?: string;
  readonly title?: string;
  readonly strict?: boolean;
  readonly keepGoing?: boolean;
  readonly minConfidence?: number;
  readonly pageMap?: string;
  readonly inspect?: boolean;
  /** Used when edition.yaml gives no id: made from the first input's name. */
  readonly fallbackId?: string;
}

/** Settings resolved: nothing optional is left, save what may truly be absent. */
export interface Settings {
  readonly id: string;
  readonly edition: EditionSettings;
  readonly title: string;
  readonly lang: string;
  readonly order: Order;
  readonly theme: string;
  readonly size: string;
  readonly bodySizePt: number | null;
  readonly bleedMm: number;
  readonly writing: 'horizontal' | 'vertical';
  readonly articleStart: 'new-page' | 'recto' | 'run-on';
  readonly formats: readonly Format[];
  readonly fonts: 'none' | 'headings' | 'all';
  readonly contents: { readonly office: boolean; readonly authorIndex: boolean };
  readonly front: readonly FrontPart[];
  readonly back: readonly BackPart[];
  readonly isStrict: boolean;
  readonly keepsGoing: boolean;
  readonly minConfidence: number;
  readonly pageMapPath: string;
  readonly inspect: boolean;
}

/** The title that stands when none is given (CONTRACTS 3). */
export const defaultTitle = '\u6587\u7ae0\u6c47\u7f16';

export type SettingsFault = { readonly key: string; readonly detail: string };

/** Checks what an editor wrote; gives settings or every fault with the path to its key. */
export function parseEdition(value: unknown): { edition: EditionSettings } | { faults: SettingsFault[] } {
  const result = editionSchema.safeParse(value ?? {});
  if (!result.success) return { faults: faultsOf(result.error) };
  const unknown = (result.data.accept ?? []).flatMap((a, i) =>
    a.id in catalogue && catalogue[a.id as keyof typeof catalogue].severity !== 'error'
      ? []
      : [{ key: `accept[${i}].id`, detail: `${a.id}` }],
  );
  return unknown.length > 0 ? { faults: unknown } : { edition: result.data };
}

/** Checks an article's front matter in the same way. */
export function parseFrontMatter(value: unknown) {
  const result = frontMatterSchema.safeParse(value ?? {});
  return result.success ? { frontMatter: result.data } : { faults: faultsOf(result.error) };
}

/** Paths as people write them: `source.date`, `parts[0].articles[2]`. Faults inside a union are told by their deepest key. */
function faultsOf(error: z.ZodError): SettingsFault[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path
      .map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? String(key) : `.${String(key)}`))
      .join('');
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ key: path ? `${path}.${key}` : key, detail: 'unknown key' }));
    return [{ key: path || '(file)', detail: issue.message }];
  });
}

/** Edition settings and options put together, with every default in one place. Options win. */
export function resolveSettings(edition: EditionSettings, options: BuildOptions = {}): Settings {
  const title = cleanText(options.title ?? '') || edition.title || '';
  const size = edition.bodySize;
  return {
    id: edition.id ?? options.fallbackId ?? 'edition',
    edition,
    title,
    lang: edition.lang ?? 'zh-CN',
    order: edition.order ?? 'as-found',
    theme: options.theme ?? edition.theme ?? 'meeting',
    size: options.size ?? edition.size ?? 'a5',
    bodySizePt: size === undefined ? null : typeof size === 'number' ? size : (chineseSizesPt[size] ?? null),
    bleedMm: edition.bleed ?? 0,
    writing: edition.writing ?? 'horizontal',
    articleStart: edition.articleStart ?? 'new-page',
    formats: options.formats ?? edition.formats ?? ['print', 'epub'],
    fonts: edition.fonts ?? 'none',
    contents: { office: edition.contents?.office ?? false, authorIndex: edition.contents?.authorIndex ?? false },
    front: edition.front ?? ['cover', 'note', 'contents'],
    back:
      edition.back ??
      (edition.contents?.authorIndex ? ['author-index', 'imprint', 'back-cover'] : ['imprint', 'back-cover']),
    isStrict: options.strict ?? false,
    keepsGoing: options.keepGoing ?? false,
    minConfidence: options.minConfidence ?? 0.9,
    pageMapPath: options.pageMap ?? '',
    inspect: options.inspect ?? false,
  };
}

/** JSON Schema of edition.yaml, for completion in editors. */
export function editionJsonSchema(): object {
  return z.toJSONSchema(editionSchema, { io: 'input', unrepresentable: 'any' });
}
