import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameMeaning } from '../../yaml/compare-trees.ts';
import { openDocument } from '../open-document.ts';
import { applicableOperations } from '../testing/applicable-operations.ts';
import { seededRandom } from '../testing/fuzz/random.ts';
import { randomFile } from '../testing/fuzz/random-file.ts';
import { randomOperation } from '../testing/fuzz/random-operation.ts';
import { propertyRuns } from '../testing/property-runs.ts';
import type { Operation } from './operation.ts';
import { formatOperation, parseOperation } from './operation-text.ts';
import { planTransaction, planTrees } from './plan-operations.ts';
import { firstDifference } from './steps/expect-model.ts';

/** What differs between the trees of operations and the text that is written for them; null for nothing. */
function difference(text: string, operations: readonly Operation[]): string | null {
  const document = openDocument(text);
  const trees = planTrees(document, operations);
  if (trees === null) return null;
  const written = planTransaction(document, operations);
  const what = operations.map(formatOperation).join(' ');
  if (!trees.ok) return written.ok ? `${what}: refused ${trees.error.message}` : null;
  if (!written.ok) return `${what}: not refused ${written.error.message}`;
  const [one, other] = [trees.value.topology, written.value.document.topology];
  const differs = firstDifference(one, other);
  if (differs !== null) return `${what}: ${differs}`;
  for (const [name, { tree }] of one.services)
    if (!sameMeaning(tree, other.services.get(name)?.tree ?? null)) return `${what}: tree of ${name}`;
  const codes = ({ problems }: typeof document) => problems.map(({ code }) => code).sort();
  expect(codes(trees.value)).toEqual(codes(written.value.document));
  return null;
}

describe('planTrees', () => {
  it('leads to the model of the text that is written, and refuses what is refused there', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = seededRandom(seed);
        const text = randomFile(random);
        const { topology, stale } = openDocument(text);
        if (stale) return;
        const known = applicableOperations(topology);
        const singles = [known[seed % Math.max(1, known.length)], randomOperation(random, topology)];
        const pair = [randomOperation(random, topology), randomOperation(random, topology)];
        for (const list of [...singles.map((one) => [one]), pair]) {
          const operations = list.filter((one): one is Operation => one !== null && one !== undefined);
          expect(difference(text, operations)).toBeNull();
        }
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  it.each([
    [
      'own networks behind those of an anchor',
      "x-base: &base {restart: always, networks: [ back ]}\nservices:\n  web: {<<: *base , image: redis, networks: ['back'], entrypoint: [/bin/sh, '-c']}\nnetworks:\n  back: {}\n",
      ['mode=web:none', 'driver-opt=back:k:x y'],
    ],
    [
      'networks that hold the anchor of others',
      "services:\n  worker:\n    image: a\n    networks: &own\n      N-1:\n        ipv4_address: '10.9.0.7'\n  'on':\n    image: b\n    networks: *own\nnetworks:\n  N-1:\n    internal: true\n",
      ['detach=worker:N-1:default', 'detach=on:N-1:none', 'remove-service=on:move-anchors'],
    ],
  ])('agrees with the text on %s', (_, text, written) => {
    for (const operation of written) {
      const read = parseOperation(operation);
      if (!read.ok) throw new Error(read.error.message);
      expect(difference(text, [read.value])).toBeNull();
    }
  });

  it('knows the trees of an ordinary file, also of what was declared a moment before', () => {
    const document = openDocument(
      'services:\n  web:\n    image: nginx\n  db:\n    image: postgres\n    networks: [old]\nnetworks:\n  old:\n',
    );
    const after = planTrees(document, [
      { type: 'add-network', network: 'data', internal: true },
      { type: 'attach', service: 'web', network: 'data' },
      { type: 'move', service: 'db', from: 'old', to: 'data' },
    ]);
    const services = after?.ok ? [...after.value.topology.services.values()] : [];
    expect(services.map(({ attachments }) => attachments.map(({ network }) => network))).toEqual([
      ['default', 'data'],
      ['data'],
    ]);
    expect(after?.ok && after.value.text).toBe(document.text);
  });

  it('leaves to the text what is written with a variable', () => {
    const document = openDocument('services:\n  web:\n    image: nginx\n    ports: ["${PORT}:80"]\n');
    expect(planTrees(document, [{ type: 'unset', service: 'web', key: 'ports', item: null }])).toBeNull();
  });
});
