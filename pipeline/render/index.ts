import type { Context } from '../core/contracts.ts';
import type { Edition, Rendered } from '../core/edition.ts';

/** Templates applied, stylesheets chosen, page geometry resolved from theme tokens and settings. */
export async function render(edition: Edition, context: Context): Promise<Rendered> {
  void edition;
  void context;
  throw new Error('not built yet');
}
