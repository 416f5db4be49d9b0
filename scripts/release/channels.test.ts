import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { channelFacts, homebrewFormula, scoopManifest } from './channels.mjs';

const facts = channelFacts(
  {
    version: '1.2.3',
    description: 'A "thing" for #{everything}',
    homepage: 'https://forge.example/me/bulkhead#readme',
    repository: { url: 'git+https://forge.example/me/bulkhead.git' },
    license: 'MIT',
  },
  Buffer.from('archive'),
  'bulkhead-1.2.3.tgz',
);
const sha256 = createHash('sha256').update('archive').digest('hex');
const url = 'https://forge.example/me/bulkhead/releases/download/v1.2.3/bulkhead-1.2.3.tgz';

describe('what other package managers read', () => {
  it('is a formula that names the archive by its content, and no text of ours is code in it', () => {
    const formula = homebrewFormula(facts);
    expect(formula).toContain(`  url "${url}"\n  sha256 "${sha256}"\n`);
    expect(formula).toContain('  desc "A \\"thing\\" for \\#{everything}"\n');
    expect(formula).toContain('install_symlink command => "docker-bulkhead"');
  });

  it('ends a long description at a comma', () => {
    const description =
      'See what it does, and then quite some more than eighty characters, so that this is left out';
    expect(homebrewFormula({ ...facts, description })).toContain(
      '  desc "See what it does, and then quite some more than eighty characters"\n',
    );
  });

  it('is a manifest that names the same', () => {
    expect(JSON.parse(scoopManifest(facts))).toMatchObject({
      version: '1.2.3',
      url,
      hash: sha256,
      extract_dir: 'package',
      bin: 'bulkhead.cmd',
      autoupdate: { url: url.replaceAll('1.2.3', '$version') },
    });
  });
});
