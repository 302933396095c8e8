import { rm } from 'node:fs/promises';
import type { World } from '../core/contracts.ts';
import { WorldError } from '../core/contracts.ts';
import { findChromium } from '../world/chromium.ts';
import { findCacheFolder, openCacheFolder } from '../world/find-cache-folder.ts';
import { findProgram } from '../world/find-program.ts';
import { padToWidth } from './display-width.ts';
import { escapeText } from './escape-text.ts';
import { paint } from './format-issues.ts';
import { exitCodes, type RunCommand } from './run-command.ts';
import { type SayingId, say } from './sayings.ts';

type Lang = 'zh' | 'en';

interface Finding {
  readonly name: SayingId;
  /** `bad`: no edition can be built; `less`: something is missing that is only sometimes wanted. */
  readonly state: 'good' | 'less' | 'bad';
  readonly detail: string;
  readonly advice: string;
}

/** `huibian doctor`: looks at each thing a build needs by using it. Exit 1 only when no edition can be built. */
export const runDoctor: RunCommand = async ({ world, terminal, lang }) => {
  const findings = [
    lookAtNode(lang),
    await lookAtBrowser(world, lang),
    await lookAtFonts(world, lang),
    lookAtMissingFaces(lang),
    await lookAtJudges(lang),
    await lookAtFolder(world, lang),
  ];
  const signs = { good: '\u2713', less: '\u2013', bad: '\u2717' } as const;
  const colours = { good: 'green', less: 'yellow', bad: 'red' } as const;
  for (const { name, state, detail, advice } of findings) {
    const sign = paint(signs[state], colours[state], { lang, hasColour: terminal.hasColour });
    terminal.out(`${sign} ${padToWidth(say(name, lang), 12)} ${escapeText(detail)}\n`);
    if (advice !== '') terminal.out(`  ${advice}\n`);
  }
  const isBad = findings.some((finding) => finding.state === 'bad');
  terminal.out(`${say(isBad ? 'cannotBuild' : 'canBuild', lang)}\n`);
  return isBad ? exitCodes.issues : exitCodes.clean;
};

/** A Node too old never comes this far. */
const lookAtNode = (_lang: Lang): Finding => ({
  name: 'doctorNode',
  state: 'good',
  detail: process.versions.node,
  advice: '',
});

async function lookAtBrowser(world: World, lang: Lang): Promise<Finding> {
  try {
    const browser = await world.browser();
    const found = await findChromium(
      process.env.PUPPETEER_EXECUTABLE_PATH ?? '',
      openCacheFolder(findCacheFolder(process.env)),
    );
    const origins = { explicit: 'browserExplicit', packaged: 'browserPackaged', system: 'browserSystem' } as const;
    return {
      name: 'doctorBrowser',
      state: 'good',
      detail: `${browser.version}, ${say(origins[found.origin], lang)}`,
      advice: browser.isSandboxed ? '' : say('unsandboxed', lang),
    };
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    return { name: 'doctorBrowser', state: 'bad', detail: error.detail, advice: say('getBrowser', lang) };
  }
}

async function lookAtFonts(world: World, lang: Lang): Promise<Finding> {
  const names = ['serif', 'sans'].flatMap((kind) => ['400', '700'].map((weight) => `noto-${kind}-sc-${weight}`));
  const latin = [
    'source-serif-4-300',
    'source-serif-4-600',
    'source-serif-4-400-italic',
    'source-serif-4-600-italic',
    'source-sans-3-400',
    'source-sans-3-600',
    'source-sans-3-700-italic',
    'source-code-pro-400',
    'source-code-pro-700',
  ];
  const missing: string[] = [];
  for (const name of [...names, ...latin]) {
    const bytes = await world.resource(`fonts/${name}.ttf`).catch(() => null);
    if (!bytes || bytes.length < (latin.includes(name) ? 50_000 : 1_000_000)) missing.push(name);
  }
  const detail =
    missing.length === 0
      ? 'Noto Serif SC, Noto Sans SC, Source Serif 4, Source Sans 3, Source Code Pro'
      : missing.join(', ');
  const advice = missing.length === 0 ? '' : say('getFonts', lang);
  return { name: 'doctorFonts', state: missing.length === 0 ? 'good' : 'bad', detail, advice };
}

/** Said because editors ask for them: what is set in Song instead, and why. */
const lookAtMissingFaces = (lang: Lang): Finding => ({
  name: 'doctorFaces',
  state: 'less',
  detail: say('facesMissing', lang),
  advice: '',
});

/** Only `check` and `archive --judge` ask them, so none is missed in a build. */
async function lookAtJudges(lang: Lang): Promise<Finding> {
  const names = { verapdf: 'veraPDF', epubcheck: 'EPUBCheck' } as const;
  const missing: string[] = [];
  for (const [program, name] of Object.entries(names)) if ((await findProgram(program)) === null) missing.push(name);
  return {
    name: 'doctorJudges',
    state: missing.length === 0 ? 'good' : 'less',
    detail:
      missing.length === 0
        ? Object.values(names).join(', ')
        : say('judgesMissing', lang, { names: missing.join(', ') }),
    advice: '',
  };
}

/** Tries what a build does: a file written beside its place and renamed. */
async function lookAtFolder(world: World, lang: Lang): Promise<Finding> {
  const name = '.huibian-doctor';
  const file = {
    path: name,
    open: async function* () {
      yield new Uint8Array([10]);
    },
  };
  const hadFolder = (await world.stat('output')) === 'folder';
  try {
    await world.writeFiles('output', [file]);
    await rm(hadFolder ? `output/${name}` : 'output', { recursive: true, force: true });
    return { name: 'doctorFolder', state: 'good', detail: 'output/', advice: '' };
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    return { name: 'doctorFolder', state: 'less', detail: error.detail, advice: say('useOut', lang) };
  }
}
