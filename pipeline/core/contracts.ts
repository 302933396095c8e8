import type { Artifact, Format, PageMap, Rendered, Summary } from './edition.ts';
import type { Issue } from './issues.ts';
import type { Settings } from './settings.ts';
import type { Leftover, Reading, Source } from './text.ts';

export type Stage = 'read' | 'reassemble' | 'normalise' | 'compose' | 'render' | 'write';
export const stages: readonly Stage[] = ['read', 'reassemble', 'normalise', 'compose', 'render', 'write'];

/** Something that happens in a run, for a terminal line, a log or a browser. Never the only witness of a problem. */
export interface Progress {
  readonly stage: Stage;
  /** `start` and `end` of a stage, or `step` within it. */
  readonly kind: 'start' | 'step' | 'end';
  /** What is going on, as a word of the catalogue of steps (`print`, `join`, `article` …). */
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

/** What every stage is given besides its input. Nothing else reaches a stage from outside. */
export interface Context {
  readonly settings: Settings;
  readonly world: World;
  readonly signal: AbortSignal;
  readonly report: (issue: Issue) => void;
  readonly progress: (event: Progress) => void;
  /**
   * Puts off work that no stage waits for, such as keeping what was made: it is done while a browser prints, at the latest
   * before `publish` ends. Where it is missing, such work is done at once.
   */
  readonly later?: (work: () => Promise<void>) => void;
}

/** Turns one source's bytes into a Reading; null when refused (it has then reported why). */
export interface Reader {
  readonly name: string;
  /** File endings, lower case, with the dot. */
  readonly extensions: readonly string[];
  /** The media type that its sources carry. */
  readonly mediaType: string;
  readonly read: (source: Source, context: Context) => Promise<Reading | null>;
}

/** What a writer made. */
export interface Made {
  readonly artifacts: readonly Artifact[];
  readonly pageMap: PageMap | null;
}

/** Packages a rendered edition as one format. `needs` are built first and handed over in `made`. */
export interface Writer {
  readonly format: Format;
  readonly fileName: string;
  readonly mediaType: string;
  readonly needs: readonly Format[];
  readonly write: (job: WriteJob, context: Context) => Promise<Made>;
  /** Judges a finished file of this format by its bytes alone (`huibian check`): every fault that it finds. */
  readonly check?: (bytes: Uint8Array) => Promise<readonly Issue[]>;
}

/** What a writer may look at. Readings and leftovers are there for the archive. */
export interface WriteJob {
  readonly rendered: Rendered;
  readonly made: ReadonlyMap<Format, Made>;
  readonly readings: readonly Reading[];
  readonly sources: readonly Source[];
  readonly leftovers: readonly Leftover[];
  /** A page map from `--page-map`, when print is not built. */
  readonly pageMap: PageMap | null;
  /** The report as it stands when this writer runs (`report.json`), for the archive. */
  readonly report: () => Uint8Array;
  /**
   * A little work that needs nothing of the writers: a writer that waits for others may have it done meanwhile, as long as
   * there is more of it. What nobody does here is done later.
   */
  readonly whileWaiting?: () => boolean;
  /** What the check of a format finds wrong with a finished file: the archive holds nothing that `huibian check` would blame. */
  readonly check: (format: string, bytes: Uint8Array) => Promise<readonly Issue[]>;
}

/** What a whole run gives back. `ok` is false when an error was reported (or a warning, when strict). */
export interface Outcome {
  readonly ok: boolean;
  readonly editionId: string;
  readonly artifacts: readonly Artifact[];
  readonly issues: readonly Issue[];
  readonly summary: Summary;
}

/** A page to be printed or drawn. Everything it shows is in `html` (styles inside) and `assets`. */
export interface PrintJob {
  readonly html: string;
  readonly widthMm: number;
  readonly heightMm: number;
  /** Files the page may ask for by name (`src="name"`); anything else is refused. */
  readonly assets: ReadonlyMap<string, { readonly mediaType: string; readonly bytes: Uint8Array }>;
  readonly timeoutMs: number;
}

/**
 * One leaf block of a measured page (`data-block`): where its lines stand, in CSS pixels down the page. Where lines run
 * down, everything is told as if the page were turned: down is to the left.
 */
export interface MeasuredBlock {
  /** Id of the section. */
  readonly section: string;
  readonly block: number;
  /** It stands in a note. */
  readonly noteId: string;
  /** It belongs to something that is never cut (a heading, a picture with its caption, a table): its number, else -1. */
  readonly whole: number;
  readonly isHeading: boolean;
  readonly top: number;
  readonly bottom: number;
  /** Each line's first character, as an offset (code units) in the block's text, with the line's top and bottom. */
  readonly lines: readonly { readonly offset: number; readonly top: number; readonly bottom: number }[];
}

/** A browser with page scripts off and no network. One edition may use several pages of it at once. */
export interface Browser {
  readonly version: string;
  /** SHA-256 (hex) of its program's file; empty when that cannot be read. */
  readonly hashProgram: () => Promise<string>;
  /** False when the sandbox had to be left off (as root, or where the system forbids it): the editor is told. */
  readonly isSandboxed: boolean;
  /** Much will be printed at once: every process is started now, and not when the pages are ready. */
  readonly prepare?: () => void;
  /** Prints to a tagged PDF, as the browser gives it. Calls may overlap: as many run at once as there are processes. */
  readonly print: (job: PrintJob, signal: AbortSignal) => Promise<Uint8Array>;
  /** Lays the page out as for print, without pages, and tells where the lines of every block stand. */
  readonly measure: (job: PrintJob, signal: AbortSignal) => Promise<readonly MeasuredBlock[]>;
  /** Draws the page at width × height CSS pixels and gives a picture. */
  readonly draw: (
    job: PrintJob & { readonly widthPx: number; readonly heightPx: number; readonly type: 'png' | 'jpeg' },
    signal: AbortSignal,
  ) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

/** A question to an outside judge: a program of others that is installed under this name. */
export interface JudgeQuestion {
  readonly program: 'verapdf' | 'epubcheck';
  /** Its options; `{file}` stands for the place at which it finds the file. */
  readonly args: readonly string[];
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** What an outside judge printed, what it complained of, and how it ended (-1: it was ended or did not start). */
export interface JudgeAnswer {
  readonly status: number;
  readonly said: string;
  readonly complaint: string;
}

/** A file about to be saved; an Artifact is one. `path` is inside the folder that it goes to, forward slashes. */
export interface NamedFile {
  readonly path: string;
  /**
   * True: what has this name already is never overwritten; saving then fails, and saves nothing. Of a file in a folder it is
   * the uppermost folder that is new: it appears with all its files at once.
   */
  readonly isNew?: boolean;
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
  /** True for a symbolic link; `isFolder` then speaks of what it leads to. */
  readonly isLink?: boolean;
}

/** Other threads, for work that needs nothing but its question. Whoever opened them closes them. */
export interface Threads {
  readonly count: number;
  /** Hands a question (plain data) to a free thread; it is refused when the threads are closed or the signal is given. */
  readonly ask: (question: unknown) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** The largest file that is read, in bytes: it is held whole in memory. */
export const mostFileBytes = 512 * 2 ** 20;

/** The one way to disk, clock, environment and browser. */
export interface World {
  /** The tool's own version. */
  readonly version: string;
  readonly env: {
    /** Language of messages. */
    readonly lang: 'zh' | 'en';
    readonly sourceDateEpoch: string;
    readonly cpus: number;
  };
  readonly stat: (path: string) => Promise<'file' | 'folder' | 'none'>;
  /** Refuses what is larger than `mostFileBytes`. */
  readonly readFile: (path: string) => Promise<Uint8Array>;
  /** Bytes of a file, which is not read. */
  readonly sizeOf: (path: string) => Promise<number>;
  readonly listFolder: (path: string) => Promise<readonly FolderEntry[]>;
  /** Standard input, whole. */
  readonly readInput: () => Promise<Uint8Array>;
  /** Writes one file whole or not at all: beside its place, then renamed. Makes missing folders. */
  readonly writeFile: (path: string, chunks: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Writes several files into one folder, all or none: every one beside its place first, then all renamed together. */
  readonly writeFiles: (folder: string, files: readonly NamedFile[]) => Promise<void>;
  /** A file that the package brings: `styles/tokens.css`, `fonts/noto-serif-sc-400.ttf`, `model/words.bin`. */
  readonly resource: (name: string) => Promise<Uint8Array>;
  /** The one browser of this world, started at the first call and shared. */
  readonly browser: () => Promise<Browser>;
  /**
   * Ends the browser beside what goes on: whoever runs a program says so when nothing more is printed. Asked for again, another
   * one is started. Not every world has use for it.
   */
  readonly releaseBrowser?: () => void;
  /** Asks an outside judge about a file; null when it is not installed. Nothing is ever fetched for it. */
  readonly askJudge: (question: JudgeQuestion, signal: AbortSignal) => Promise<JudgeAnswer | null>;
  /** Opens other threads of this machine; null where there are none to be had. */
  readonly openThreads: ((signal: AbortSignal) => Threads) | null;
  /** Milliseconds since the world began; only for showing how long things took. */
  readonly elapsedMs: () => number;
  /** Kept results, by key; a miss gives null. With --no-cache always a miss. */
  readonly cache: {
    /** True: nothing is kept, so nothing needs to be made ready for keeping. */
    readonly isOff?: boolean;
    readonly get: (key: string) => Promise<Uint8Array | null>;
    readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
  };
}

/** Thrown by a World for what a person can mend; the command line turns `code` into an exit code. */
export class WorldError extends Error {
  readonly code: 'no-browser' | 'browser-failed' | 'cannot-read' | 'cannot-write' | 'aborted';
  readonly detail: string;
  constructor(code: WorldError['code'], detail: string) {
    super(detail);
    this.name = 'WorldError';
    this.code = code;
    this.detail = detail;
  }
}
