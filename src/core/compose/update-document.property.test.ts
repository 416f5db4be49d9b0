import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePoint } from '../text/testing/code-point.ts';
import type { ComposeDocument } from './document.ts';
import { openDocument } from './open-document.ts';
import { propertyRuns } from './testing/property-runs.ts';
import { updateDocument } from './update-document.ts';

const BASE = [
  '# head',
  'x-a: &a {restart: always}',
  'services:',
  '  web:',
  '    image: n  # c',
  '    networks: [f,m]',
  '  # about api',
  '  api:',
  '    command: |',
  '      run',
  '       x',
  '    networks:',
  '      m: {aliases: [q]}',
  '',
  '  db:',
  '    <<: *a',
  '    ports: &p ["80:80"]',
  '    environment:',
  '      - "A=b"',
  '  job:',
  '    ports: *p',
  'networks:',
  '  f:',
  '  m:',
  '    internal: true',
  'volumes: {}',
  '',
].join('\n');

/** Returns everything observable of a document, as data. */
function observable(document: ComposeDocument): unknown {
  const { text, fragments, topology, stale, problems } = document;
  return {
    text,
    fragments: fragments.map(({ kind, name, length }) => [kind, name, length]),
    topology,
    stale,
    problems,
  };
}

describe('updateDocument', () => {
  it('equals opening the new text, whatever was typed and by whichever route', () => {
    const routes = new Map<string, number>();
    const typed = fc.stringMatching(/^[ \n:\-#&*|>"'{}[\],a?!%@`~x0]{0,4}$/);
    fc.assert(
      fc.property(fc.nat(BASE.length), fc.nat(6), typed, fc.boolean(), (at, remove, insert, crlf) => {
        const text = crlf ? BASE.replaceAll('\n', '\r\n') : BASE;
        const before = openDocument(text);
        const from = Math.min(at, text.length);
        const edit = { from, to: Math.min(text.length, from + remove), insert };
        const { document, route } = updateDocument(before, [edit]);
        routes.set(route, (routes.get(route) ?? 0) + 1);
        const fresh = openDocument(document.text);
        if (fresh.stale) {
          expect(document.stale).toBe(true);
          expect(document.topology).toBe(before.topology);
          expect(document.problems).toEqual(fresh.problems);
          return;
        }
        expect(observable(document)).toEqual(observable(fresh));
      }),
      { numRuns: propertyRuns(700), seed: 20261124 },
    );
    // Both routes were taken, so the comparison means something.
    expect(routes.get('fragment')).toBeGreaterThan(propertyRuns(70));
    expect(routes.get('full')).toBeGreaterThan(propertyRuns(70));
  });

  it('keeps untouched services and networks as the same objects on both routes', () => {
    const before = openDocument(BASE);
    const at = BASE.indexOf('image: n') + 8;
    const inside = updateDocument(before, [{ from: at, to: at, insert: 'g' }]);
    expect(inside.route).toBe('fragment');
    const above = updateDocument(before, [{ from: 0, to: 0, insert: '# new\n' }]);
    expect(above.route).toBe('full');
    for (const { document } of [inside, above]) {
      for (const name of ['api', 'db', 'job']) {
        expect(document.topology.services.get(name)).toBe(before.topology.services.get(name));
      }
      expect(document.topology.networks.get('f')).toBe(before.topology.networks.get('f'));
      expect(document.topology.networks.get('m')).toBe(before.topology.networks.get('m'));
    }
    expect(inside.document.topology.services.get('web')?.image).toBe('ng');
  });

  it('keeps the last good model while the text is broken, and reads again when it is mended', () => {
    const before = openDocument(BASE);
    const at = BASE.indexOf('[f,m]') + 4;
    const broken = updateDocument(before, [{ from: at, to: at + 1, insert: '' }]);
    expect(broken.document.stale).toBe(true);
    expect(broken.document.topology).toBe(before.topology);
    expect(broken.document.problems[0]?.kind).toBe('unreadable');
    const mended = updateDocument(broken.document, [{ from: at, to: at, insert: ']' }]);
    expect(mended.document.stale).toBe(false);
    expect(mended.document.text).toBe(BASE);
    expect(mended.document.topology).toEqual(before.topology);
  });

  it('opens any text at all and gives it back', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: codePoint })), (text) => {
        expect(openDocument(text).text).toBe(text);
      }),
      { numRuns: propertyRuns(500), seed: 20261124 },
    );
  });
});
