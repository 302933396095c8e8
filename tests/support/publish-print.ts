import type { EditionSettings } from '../../pipeline/core/settings.ts';
import { resolveSettings } from '../../pipeline/core/settings.ts';
import type { Source } from '../../pipeline/core/text.ts';
import { publish } from '../../pipeline/publish.ts';
import { nodeWorld } from '../../pipeline/world/node.ts';

/** The finished `print.pdf` of the whole program, nothing kept from earlier runs. Throws when no file was made. */
export async function publishPrint(inputs: readonly (string | Source)[], edition: EditionSettings): Promise<Buffer> {
  const world = nodeWorld({ noCache: true, lang: 'en' });
  try {
    const settings = resolveSettings(edition, { formats: ['print'], keepGoing: true });
    const { artifacts, issues } = await publish(inputs, settings, world);
    const print = artifacts.find(({ format }) => format === 'print');
    if (!print)
      throw new Error(`no print.pdf: ${issues.map(({ id, params }) => `${id} ${JSON.stringify(params)}`).join('; ')}`);
    const chunks: Uint8Array[] = [];
    for await (const chunk of print.open()) chunks.push(chunk);
    return Buffer.concat(chunks);
  } finally {
    await world.close();
  }
}
