import type { World } from '../core/contracts.ts';
import type { OptionName } from './options.ts';

/** What was asked for on the command line, checked against the tables. */
export interface Asked {
  readonly command: string;
  readonly inputs: readonly string[];
  readonly has: (name: OptionName) => boolean;
  readonly text: (name: OptionName) => string | undefined;
  readonly list: (name: OptionName) => readonly string[] | undefined;
  readonly number: (name: OptionName) => number | undefined;
}

/** Where a command speaks. Data goes out, everything said to a person goes to `say`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly say: (text: string) => void;
  /** Whether `say` is watched by a person, so that a line may be drawn again. */
  readonly isWatched: boolean;
  readonly hasColour: boolean;
  readonly columns: number;
}

/** What every command is given. */
export interface CommandContext {
  readonly asked: Asked;
  readonly world: World;
  readonly terminal: Terminal;
  readonly lang: 'zh' | 'en';
  readonly signal: AbortSignal;
}

/** A command: gives the exit code of CONTRACTS 1. */
export type RunCommand = (context: CommandContext) => Promise<number>;

export const exitCodes = { clean: 0, issues: 1, askedWrongly: 2, ourFault: 3, noBrowser: 4 } as const;
