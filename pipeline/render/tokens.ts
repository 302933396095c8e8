/** Token names and values of a theme: what `styles/tokens.css` declares, with what the theme sets put over it. */
export type Tokens = ReadonlyMap<string, string>;

/** Reads the custom properties of the `:root` rules of a stylesheet. */
export function readTokens(css: string): Tokens {
  const tokens = new Map<string, string>();
  for (const [, block = ''] of withoutComments(css).matchAll(/:root\s*\{([^}]*)\}/g))
    for (const [, name = '', value = ''] of block.matchAll(/(--[a-z0-9-]+)\s*:\s*([^;]+);/g))
      tokens.set(name, value.trim());
  return tokens;
}

/** Defaults with a theme's values over them. A theme may set declared tokens only: a test holds it to that. */
export function mergeTokens(...layers: readonly Tokens[]): Tokens {
  return new Map(layers.flatMap((layer) => [...layer]));
}

/** Puts plain values in the place of every `var(--name)`; a name that nobody declared is our mistake. */
export function resolveTokens(css: string, tokens: Tokens): string {
  let text = css;
  // A value may itself name a token: a few rounds are enough, and more would be a circle.
  for (let round = 0; round < 5 && text.includes('var('); round++)
    text = text.replace(/var\((--[a-z0-9-]+)\)/g, (_, name: string) => {
      const value = tokens.get(name);
      if (value === undefined) throw new Error(`The styles use ${name}, which styles/tokens.css does not declare`);
      return value;
    });
  return text;
}

/** A length token in points. */
export function lengthPt(tokens: Tokens, name: string): number {
  // Every line of a list asks for the same few.
  const known = lengths.get(tokens) ?? new Map<string, number>();
  lengths.set(tokens, known);
  const length = known.get(name) ?? readLengthPt(tokens, name);
  known.set(name, length);
  return length;
}

/** Of tokens that were resolved: they do not change any more. */
const lengths = new WeakMap<Tokens, Map<string, number>>();

function readLengthPt(tokens: Tokens, name: string): number {
  const found = /^(-?[\d.]+)(pt|mm)$/.exec(tokens.get(name) ?? '');
  if (!found) throw new Error(`${name} should be a length in pt or mm, and is ${tokens.get(name) ?? 'missing'}`);
  return found[2] === 'pt' ? Number(found[1]) : (Number(found[1]) * 72) / 25.4;
}

/** A token that is a plain number. */
export function numberOf(tokens: Tokens, name: string): number {
  const value = Number(tokens.get(name));
  if (!Number.isFinite(value)) throw new Error(`${name} should be a number, and is ${tokens.get(name) ?? 'missing'}`);
  return value;
}

/** A token that is one of a few words. */
export function wordOf<W extends string>(tokens: Tokens, name: string, words: readonly W[]): W {
  const word = words.find((w) => w === tokens.get(name));
  if (!word) throw new Error(`${name} should be one of ${words.join(', ')}, and is ${tokens.get(name) ?? 'missing'}`);
  return word;
}

export const withoutComments = (css: string): string => css.replace(/\/\*[\s\S]*?\*\//g, '');
