import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../../core/compose/testing/property-runs.ts';
import type { StoredProject } from '../drafts/stored-project.ts';
import { crc32 } from './picture-texts.ts';
import { browserCompression, decodeShare, encodeShare, toBase64Url } from './share-code.ts';

const text = fc.string({
  unit: fc.constantFrom('a', ':', ' ', '\n', '\r', '"', '\uFEFF', '😀', 'é'),
  maxLength: 60,
});
const pairs = fc.uniqueArray(
  fc.tuple(fc.constantFrom('compose.yaml', '__proto__', 'constructor', 'b/ü.yml'), text),
  {
    selector: ([name]) => name,
    minLength: 1,
  },
);
const project: fc.Arbitrary<StoredProject> = fc
  .record({
    texts: pairs,
    environment: pairs,
    profiles: fc.array(text, { maxLength: 2 }),
    folder: fc.option(text, { nil: null }),
    pins: fc.array(fc.tuple(text, text, fc.nat(1000), fc.nat(1000)), { maxLength: 3 }),
  })
  .map((rest) => ({ ...rest, order: rest.texts.map(([name]) => name) }));

/** Returns the letters of a link whose body is not what a link of ours holds. */
async function forged(body: string, version = 1): Promise<string> {
  const packed = await browserCompression.deflate(new TextEncoder().encode(body));
  const bytes = new Uint8Array(5 + packed.length);
  bytes[0] = version;
  new DataView(bytes.buffer).setUint32(1, crc32(packed));
  bytes.set(packed, 5);
  return toBase64Url(bytes);
}

describe('a share link', () => {
  it('comes back as it went in', async () => {
    await fc.assert(
      fc.asyncProperty(project, async (given) => {
        const letters = await encodeShare(given, browserCompression);
        expect(letters).toMatch(/^[\w-]+$/);
        expect(await decodeShare(letters, browserCompression)).toEqual({ ok: true, value: given });
      }),
      { seed: 6, numRuns: propertyRuns(60) },
    );
  });

  it('with any letter changed, put in or taken out is refused', async () => {
    const letter = fc.constantFrom(...'AZaz09-_', '.', '%', ' ', 'é');
    await fc.assert(
      fc.asyncProperty(project, fc.nat(), fc.nat(2), letter, async (given, at, cut, put) => {
        const letters = await encodeShare(given, browserCompression);
        const place = at % letters.length;
        const mutated = letters.slice(0, place) + put + letters.slice(place + cut);
        const decoded = await decodeShare(mutated, browserCompression);
        expect(decoded.ok).toBe(mutated === letters);
      }),
      { seed: 6, numRuns: propertyRuns(200) },
    );
  });

  it('that was cut anywhere is refused', async () => {
    const given = {
      order: ['a'],
      texts: [['a', 'services: {}\n']],
      environment: [],
      profiles: [],
      folder: null,
    } as const;
    const letters = await encodeShare(given, browserCompression);
    for (let length = 0; length < letters.length; length++) {
      expect((await decodeShare(letters.slice(0, length), browserCompression)).ok).toBe(false);
    }
  });

  it('of another version says so', async () => {
    expect(await decodeShare(await forged('{}', 2), browserCompression)).toEqual({
      ok: false,
      error: 'version',
    });
  });

  it.each([
    ['nothing', ''],
    ['other letters', 'hello world'],
    ['a path', '../../etc/passwd'],
    ['mark-up', '<script>alert(1)</script>'],
  ])('that is %s is none of ours', async (_, letters) => {
    expect(await decodeShare(letters, browserCompression)).toEqual({ ok: false, error: 'foreign' });
  });

  it.each([
    ['no object', '[]'],
    ['no files', '{"order":[],"texts":[],"environment":[],"profiles":[],"folder":null}'],
    [
      'a file that is no text',
      '{"order":["a"],"texts":[["a",1]],"environment":[],"profiles":[],"folder":null}',
    ],
    [
      'a file twice',
      '{"order":["a"],"texts":[["a",""],["a",""]],"environment":[],"profiles":[],"folder":null}',
    ],
    [
      'an order of files that are not there',
      '{"order":["b"],"texts":[["a",""]],"environment":[],"profiles":[],"folder":null}',
    ],
    [
      'a place that no picture has',
      '{"order":["a"],"texts":[["a",""]],"environment":[],"profiles":[],"folder":null,"pins":[["a","b",0,1e9]]}',
    ],
    [
      'a place that is no number',
      '{"order":["a"],"texts":[["a",""]],"environment":[],"profiles":[],"folder":null,"pins":[["a","b",0,"c"]]}',
    ],
    [
      'an object for a list',
      '{"order":{"length":1},"texts":[["a",""]],"environment":[],"profiles":[],"folder":null}',
    ],
  ])('that holds %s is none of ours, whatever its checksum', async (_, body) => {
    expect(await decodeShare(await forged(body), browserCompression)).toEqual({
      ok: false,
      error: 'foreign',
    });
  });

  it('that grows beyond any compose file is refused while it grows', async () => {
    const bomb = await forged(`"${' '.repeat(30 * 1024 * 1024)}"`);
    expect(bomb.length).toBeLessThan(60_000);
    expect(await decodeShare(bomb, browserCompression)).toEqual({ ok: false, error: 'damaged' });
  });
});
