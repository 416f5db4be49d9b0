import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { published, publishedManifest, publishedText } from './published-lines.mjs';
import { ownerFaults, pinFaults } from './publishing.mjs';
import { bundledAlone, bundledPackages } from './sbom.mjs';

const read = (file: string): string => readFileSync(file, 'utf8');

describe('what a release needs', () => {
  it('is an owner with a name', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
    // As long as nobody publishes it, the package says so.
    expect(ownerFaults(manifest, read)).toEqual([
      expect.stringMatching(
        /^package\.json: the repository has no owner yet\. Run .*published-lines\.mjs --owner NAME/,
      ),
    ]);
    const facts = { owner: 'me', name: '@me/bulkhead', version: manifest.version };
    const named = publishedManifest(manifest, facts);
    expect(ownerFaults(named, read)).toEqual(
      Object.keys(published).map((file) =>
        expect.stringContaining(`${file}: it does not say what is published`),
      ),
    );
    expect(ownerFaults(named, (file) => publishedText(file, read(file), facts))).toEqual([]);
    const { keywords, man } = manifest;
    expect([keywords.length > 5, man]).toEqual([true, ['man/bulkhead.1']]);
  });

  it('is what others make, by what it holds', () => {
    const [commit, digest] = ['a'.repeat(40), 'b'.repeat(64)];
    expect(pinFaults('ci.yml', `  - uses: actions/checkout@${commit} # v4\n  - uses: ./here\n`)).toEqual([]);
    expect(pinFaults('ci.yml', '  - uses: actions/checkout@v4\n')).toEqual([
      expect.stringMatching(
        /^ci\.yml: the action actions\/checkout@v4 is named by a tag.*actions\/checkout\) and write @COMMIT # TAG\.$/,
      ),
    ]);
    expect(pinFaults('C', `ARG NODE_IMAGE=node:24@sha256:${digest}\n    image: bulkhead\n`)).toEqual([]);
    expect(pinFaults('C', 'ARG NODE_IMAGE=node:24\n    image: a.io/b/c:1\n')).toEqual([
      expect.stringContaining('the image node:24 is named by a tag'),
      expect.stringContaining('the image a.io/b/c:1 is named by a tag'),
    ]);
  });

  it('lists what is bundled, and nothing else', () => {
    const line = '-'.repeat(78);
    const notices = `Head\n\n${line}\n\n@a/b 1.0.0 (MIT)\n\nText\n\n${line}\n\nc 2.0.0 (ISC)\n`;
    expect(bundledPackages(notices)).toEqual(['@a/b@1.0.0', 'c@2.0.0']);
    const of = (ref: string, group?: string) => {
      const [, name = '', version = ''] = /([^/@]+)@(.*)$/.exec(ref) ?? [];
      return { 'bom-ref': ref, name, version, ...(group === undefined ? {} : { group }) };
    };
    const list = {
      metadata: { component: { 'bom-ref': 'bulkhead@1', name: 'folder' } },
      components: [of('@a/b@1.0.0', '@a'), of('c@2.0.0'), of('tool@3.0.0')],
      dependencies: [
        { ref: 'bulkhead@1', dependsOn: ['tool@3.0.0'] },
        { ref: 'c@2.0.0', dependsOn: ['@a/b@1.0.0', 'tool@3.0.0'] },
      ],
    };
    const alone = bundledAlone(list, new Set(bundledPackages(notices)));
    expect(alone.components.map((one: { name: string }) => one.name)).toEqual(['b', 'c']);
    expect(alone.metadata.component.name).toBe('bulkhead');
    expect(alone.dependencies).toEqual([
      { ref: 'bulkhead@1', dependsOn: ['@a/b@1.0.0', 'c@2.0.0'] },
      { ref: 'c@2.0.0', dependsOn: ['@a/b@1.0.0'] },
    ]);
  });
});
