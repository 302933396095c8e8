import type { Reading } from '../core/text.ts';

/**
 * Identifiers for the articles of each reading, from source and ordinal (`raw-01`), so that a mended typo keeps links and
 * overrides. An explicit id wins. They are short ASCII and unique in the build.
 */
export function makeIdMaker(
  readings: readonly Reading[],
): (reading: Reading, ordinal: number, count: number) => string {
  const taken = new Set<string>(
    readings.flatMap((reading) =>
      reading.kind === 'article' && reading.frontMatter.id ? [reading.frontMatter.id] : [],
    ),
  );
  const given = new Set<string>();
  const stems = new Map<string, string>();
  const used = new Set<string>();
  for (const reading of readings) {
    const stem = stemOf(reading.path);
    let name = stem;
    for (let k = 2; used.has(name); k++) name = `${stem}-${k}`;
    used.add(name);
    stems.set(reading.source, name);
  }
  return (reading, ordinal, count) => {
    const explicit = reading.kind === 'article' ? reading.frontMatter.id : undefined;
    if (explicit && !given.has(explicit)) {
      given.add(explicit);
      return explicit;
    }
    const stem = stems.get(reading.source) ?? 'article';
    const digits = Math.max(2, String(count).length);
    // A finished article is the only one of its file.
    const name = reading.kind === 'article' ? stem : `${stem}-${String(ordinal).padStart(digits, '0')}`;
    let id = name;
    for (let k = 2; taken.has(id) || given.has(id); k++) id = `${name}-${k}`;
    given.add(id);
    return id;
  };
}

/** A file's name without folder and ending, as ASCII; a hash when nothing is left. */
function stemOf(path: string): string {
  const base = path.split('/').at(-1) ?? '';
  const stem = base.replace(/\.[A-Za-z0-9]{1,8}$/, '');
  const safe = stem
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  // A name of other letters would leave only its digits: those of two files could be the same.
  if (safe !== '' && /[A-Za-z]/.test(safe)) return safe.toLowerCase();
  return `${safe === '' ? 'a' : `a${safe}`}-${hashOf(stem)}`.slice(0, 40);
}

/** FNV-1a, as eight hexadecimal digits: names only, nothing depends on it being hard to forge. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
