import type { Settings } from './core/settings.ts';

/** Whether an edition cannot be made without a browser: all is printed by it but an e-book, whose cover it draws. */
export function needsBrowser({ formats, front }: Settings): boolean {
  return formats.some((format) => format !== 'epub' || front.includes('cover'));
}
