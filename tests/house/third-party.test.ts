import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listLicenses, listThirdParty } from '../support/list-third-party.ts';
import { projectRoot, readText } from '../support/source-files.ts';

describe('parts by others', () => {
  it('are listed as they are installed', () => {
    const text = listThirdParty();
    if (process.env.UPDATE) writeFileSync(`${projectRoot}THIRD_PARTY.md`, text);
    expect(readText('THIRD_PARTY.md')).toBe(text);
  });

  it('are all under terms that allow what we do with them', () => {
    const licenses = listLicenses();
    expect(licenses.length).toBeGreaterThan(50);
    expect(
      licenses.filter(({ license }) => license === '' || /AGPL|SSPL|BUSL|CC-BY-NC|UNLICENSED/i.test(license)),
    ).toEqual([]);
    // Copyleft of whole programs would bind whoever ships ours.
    expect(licenses.filter(({ license }) => /(^|[^L])GPL/.test(license) && !/ OR /.test(license))).toEqual([]);
  });
});
