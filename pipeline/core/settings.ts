import * as z from 'zod';
import type { BackPart, Format, FrontPart } from './edition.ts';
import { catalogue } from './issues.ts';
import { findNearest, type SettingsFault, toFaults } from './settings-faults.ts';
import type { FrontMatter } from './text.ts';
import { chineseSizesPt, pageSizesMm } from './units.ts';

export { describeYamlFault, type SettingsFault } from './settings-faults.ts';

/**
 * What an editor may set: `edition.yaml`, whose schema also makes the types, the help and `edition.schema.json`, with
 * which editors of text complete keys. Every field may be missing; what is empty prints nothing.
 * Sentences of our own stand in the schema in both languages, as `en | zh`.
 */

const mostPlainCharacters = 20_000;
const text = z
  .union([z.string(), z.number(), z.date()])
  .transform((value) => cleanText(value instanceof Date ? value.toISOString().slice(0, 10) : String(value)))
  .pipe(z.string().max(mostPlainCharacters));

/** Text set by an editor never carries what XML forbids: control characters, lone surrogates, non-characters. */
export function cleanText(value: string): string {
  return value
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
    .trim();
}

const safeId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/,
    'should be ASCII letters, digits, - and _ only, at most 100 | 只能用英文字母、数字、- 和 _，最多 100 个',
  );

/** A day, a month or a year of the calendar, as printed: `2018-10-24`, `2018-10`, `2018`. */
const calendarDate = text.pipe(
  z
    .string()
    .refine(isCalendarDate, 'should be written as 2018-10-24, 2018-10 or 2018 | 应写作 2018-10-24、2018-10 或 2018'),
);

export function isCalendarDate(value: string): boolean {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value);
  if (value === '') return true;
  if (!found) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)];
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** A language tag (BCP 47, the short part of it). */
const languageTag = text.pipe(
  z
    .string()
    .regex(
      /^(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})?$/,
      'should be a language tag such as zh-CN or en | 应为语言代码，如 zh-CN、en',
    ),
);

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
  lang: languageTag.optional(),
  date: text.optional(),
  source: text.optional(),
  page: text.optional(),
  url: text.optional(),
  permission: text.optional(),
});

const sizeNames = Object.keys(pageSizesMm) as [string, ...string[]];
/** Everything that can be built; the table of writers has a row for each. */
export const formats = ['print', 'epub', 'booklet', 'archive'] as const;
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
  marks: z.array(z.enum(['crop', 'fold', 'staple', 'signature'])).optional(),
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
  date: calendarDate.optional(),
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
  linePitch: z.number().min(9).max(90).optional(),
  extraEms: z.number().int().min(0).max(4).optional(),
  bleed: z.number().min(0).max(10).optional(),
  writing: z.enum(['horizontal', 'vertical']).optional(),
  binding: z.enum(['left', 'right']).optional(),
  articleStart: z.enum(['new-page', 'recto', 'run-on']).optional(),
  formats: z.array(z.enum(formats)).min(1).optional(),
  fonts: z.enum(['none', 'headings', 'all']).optional(),
  attach: z.enum(['none', 'articles']).optional(),
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
  readonly writing?: Settings['writing'];
  readonly title?: string;
  readonly strict?: boolean;
  readonly keepGoing?: boolean;
  readonly minConfidence?: number;
  readonly pageMap?: string;
  /** A model that `learn` wrote, in place of the one that ships. */
  readonly model?: string;
  /** A file of decisions, in place of the ones beside the inputs. */
  readonly seams?: string;
  readonly inspect?: boolean;
  /** Used when edition.yaml gives no id: made from the first input's name. */
  readonly fallbackId?: string;
  /** Where the finished files will go, when it is not the usual place: the archive looks there for earlier ones. */
  readonly outDir?: string;
  readonly attach?: Settings['attach'];
  readonly archiveForm?: Settings['archiveForm'];
  readonly asksJudges?: boolean;
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
  /** From line to line; null: as the theme has it. */
  readonly linePitchPt: number | null;
  /** Characters more in a line than the theme sets, taken from the side margins. */
  readonly extraEms: number;
  readonly bleedMm: number;
  readonly writing: 'horizontal' | 'vertical';
  readonly articleStart: 'new-page' | 'recto' | 'run-on';
  readonly formats: readonly Format[];
  readonly fonts: 'none' | 'headings' | 'all';
  /** What the print PDF carries as attachments, which makes it PDF/A-3. */
  readonly attach: 'none' | 'articles';
  readonly contents: { readonly office: boolean; readonly authorIndex: boolean };
  readonly front: readonly FrontPart[];
  readonly back: readonly BackPart[];
  readonly isStrict: boolean;
  readonly keepsGoing: boolean;
  readonly minConfidence: number;
  readonly pageMapPath: string;
  /** Empty: the model that ships. */
  readonly modelPath: string;
  /** Empty: each input's own, beside it. */
  readonly seamsPath: string;
  readonly inspect: boolean;
  /** Empty: `output/<edition id>`. */
  readonly outDir: string;
  /** The archive as one zip or as a folder. */
  readonly archiveForm: 'zip' | 'folder';
  /** Outside judges that are installed look at what goes into the archive, and their reports go in with it. */
  readonly asksJudges: boolean;
}

/** The title that stands when none is given (CONTRACTS 3). */
export const defaultTitle = '\u6587\u7ae0\u6c47\u7f16';

/** Checks what an editor wrote; gives settings or every fault with the path to its key. */
export function parseEdition(
  value: unknown,
  lang: 'zh' | 'en' = 'en',
): { edition: EditionSettings } | { faults: SettingsFault[] } {
  const result = editionSchema.safeParse(withNumbers(value ?? {}));
  if (!result.success) return { faults: toFaults(result.error, editionJsonSchema(), lang) };
  const faults = (result.data.accept ?? []).flatMap((accepted, i) => {
    const detail = describeAcceptance(accepted.id, lang);
    return detail === null ? [] : [{ key: `accept[${i}].id`, path: ['accept', i, 'id'], detail }];
  });
  return faults.length > 0 ? { faults } : { edition: result.data };
}

/** Checks an article's front matter in the same way. */
export function parseFrontMatter(
  value: unknown,
  lang: 'zh' | 'en' = 'en',
): { frontMatter: FrontMatter } | { faults: SettingsFault[] } {
  const plain = takePlainTexts(value);
  if (plain) return { frontMatter: plain };
  const result = frontMatterSchema.safeParse(value ?? {});
  return result.success
    ? // Keys are never present without a value: the schema only adds what it was given.
      { frontMatter: result.data as FrontMatter }
    : {
        faults: toFaults(
          result.error,
          z.toJSONSchema(frontMatterSchema, { io: 'input', unrepresentable: 'any' }),
          lang,
        ),
      };
}

/** Fields that may hold any text, in the order of the schema. */
const plainFields = ['title', 'subtitle', 'byline', 'author', 'office', 'date', 'source', 'page', 'url', 'permission'];

/** Front matter of nothing but clean texts, as nearly all is: it needs no schema. Null: the schema is to be asked. */
function takePlainTexts(value: unknown): FrontMatter | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const taken: Record<string, string> = {};
  let count = 0;
  for (const key of plainFields) {
    if (!Object.hasOwn(value, key)) continue;
    const text: unknown = Reflect.get(value, key);
    if (typeof text !== 'string' || text.length > mostPlainCharacters || cleanText(text) !== text) return null;
    taken[key] = text;
    count++;
  }
  return count === Object.keys(value).length ? taken : null;
}

/** Numbers that YAML handed on in their own spelling (`3.0`), where a number is meant. */
function withNumbers(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const changed = ['bodySize', 'bleed'].flatMap((key) => {
    const found: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    return typeof found === 'string' && /^\d{1,6}(?:\.\d{1,6})?$/.test(found) ? [[key, Number(found)]] : [];
  });
  return changed.length > 0 ? { ...value, ...Object.fromEntries(changed) } : value;
}

function describeAcceptance(id: string, lang: 'zh' | 'en'): string | null {
  const known = Object.hasOwn(catalogue, id) ? catalogue[id as keyof typeof catalogue] : null;
  if (known?.severity === 'error')
    return lang === 'zh' ? `${id} 是错误，不能接受` : `${id} is an error and cannot be accepted`;
  if (known) return null;
  const near = findNearest(id, Object.keys(catalogue));
  const hint = near === null ? '' : lang === 'zh' ? `，是不是 ${near}？` : `: did you mean ${near}?`;
  return lang === 'zh' ? `没有 ${id} 这个提示${hint}` : `there is no issue ${id}${hint}`;
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
    linePitchPt: edition.linePitch ?? null,
    extraEms: edition.extraEms ?? 0,
    bleedMm: edition.bleed ?? 0,
    writing: options.writing ?? edition.writing ?? 'horizontal',
    articleStart: edition.articleStart ?? 'new-page',
    formats: options.formats ?? edition.formats ?? ['print', 'epub'],
    fonts: edition.fonts ?? 'none',
    attach: options.attach ?? edition.attach ?? 'none',
    contents: { office: edition.contents?.office ?? false, authorIndex: edition.contents?.authorIndex ?? false },
    front: edition.front ?? ['cover', 'note', 'contents'],
    back:
      edition.back ??
      (edition.contents?.authorIndex ? ['author-index', 'imprint', 'back-cover'] : ['imprint', 'back-cover']),
    isStrict: options.strict ?? false,
    keepsGoing: options.keepGoing ?? false,
    minConfidence: options.minConfidence ?? 0.9,
    pageMapPath: options.pageMap ?? '',
    modelPath: options.model ?? '',
    seamsPath: options.seams ?? '',
    inspect: options.inspect ?? false,
    outDir: options.outDir ?? '',
    archiveForm: options.archiveForm ?? 'zip',
    asksJudges: options.asksJudges ?? false,
  };
}

/** JSON Schema of edition.yaml, for completion in editors. */
export function editionJsonSchema(): object {
  return z.toJSONSchema(editionSchema, { io: 'input', unrepresentable: 'any' });
}
