import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { World } from '../../core/contracts.ts';
import { joinParts, readParts } from '../../core/packed-parts.ts';
import type { FontProgram, KeepProgram } from './shared-fonts.ts';

const compress = promisify(deflate);
const level = 6;

/**
 * Font programs cut to their glyphs, as an earlier build left them, or made now and kept. `fontMarks` tell one set of font
 * files from another.
 */
export function createProgramKeeper(fontMarks: string, cache: World['cache']): KeepProgram {
  return async (name, glyphs, cut) => {
    const digest = createHash('sha256').update(Uint16Array.from(glyphs)).digest('hex');
    const key = `font\n${fontMarks}\n${name}\n${digest}`;
    const kept = cache.isOff ? null : await cache.get(key);
    const found = kept && readParts<number>(kept);
    const [known] = found?.parts ?? [];
    if (found && known) return { length: found.head, deflated: known };
    const program = cut();
    const made: FontProgram = { length: program.length, deflated: await compress(program, { level }) };
    if (!cache.isOff) await cache.put(key, joinParts(made.length, [made.deflated]));
    return made;
  };
}
