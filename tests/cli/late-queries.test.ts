import { expect, test } from 'vitest';
import { resolveSettings } from '../../pipeline/core/settings.ts';
import { publish } from '../../pipeline/publish.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';

// \u7684\u7684 is set twice; the picture that the second article names is not there.
const doubled = '---\ntitle: \u7532\n---\n\n\u5de5\u4f5c\u7684\u7684\u91cd\u70b9\u5728\u57fa\u5c42\u3002\n';
const pictured = '---\ntitle: \u4e59\n---\n\n![\u56fe](absent.png)\n\n\u6b63\u6587\u3002\n';

test('what is asked late is told before what later stages said, in the outcome and in the report', async () => {
  const inputs = [doubled, pictured].map((text, i) => ({
    id: `${i}.md`,
    path: `${i}.md`,
    mediaType: 'text/markdown',
    bytes: new TextEncoder().encode(text),
  }));
  const settings = resolveSettings({}, { formats: ['epub'], keepGoing: true });
  const { issues, artifacts } = await publish(inputs, settings, makeMemoryWorld());
  const ids = issues.map(({ id }) => id);
  expect(ids).toContain('reassemble/doubled');
  expect(ids).toContain('normalise/missing-image');
  expect(ids.indexOf('reassemble/doubled')).toBeLessThan(ids.indexOf('normalise/missing-image'));
  const report = artifacts.find(({ format }) => format === 'report');
  const chunks: Uint8Array[] = [];
  for await (const chunk of report?.open() ?? []) chunks.push(chunk);
  const told = JSON.parse(Buffer.concat(chunks).toString()) as { issues: { id: string }[] };
  expect(told.issues.map(({ id }) => id)).toEqual(ids);
});
