/**
 * The part of the public face that only settles what is wanted: commands load it first and alone, so that a browser can
 * come up while the rest is loaded.
 */
export { loadSettings, makeFallbackId } from './read/load-settings.ts';
