import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../text/edit.ts';
import { openDocument } from '../open-document.ts';
import { commentedFile } from '../testing/commented-file.ts';
import { propertyRuns, triesAll } from '../testing/property-runs.ts';
import type { Operation } from './operation.ts';
import { parseOperation } from './operation-text.ts';
import { planOperation } from './plan-operations.ts';
import { firstDifference, firstStray } from './steps/expect-model.ts';

const OPERATIONS = [
  'add-network=fresh',
  'add-service=fresh:redis:7',
  'remove-service=SERVICE',
  'rename-service=SERVICE:other',
  'internal=front:true',
  'internal=low:true',
  'internal=default:true',
  'driver-opt=low:k:v',
  'remove-network=front:low',
  'remove-network=low:none',
  'network-name=low:outside',
  'attach=SERVICE:low',
  'attach=SERVICE:front',
  'detach=SERVICE:mid',
  'detach=SERVICE:front',
  'move=SERVICE:front:low',
  'alias=SERVICE:mid:store',
  'address=SERVICE:front:10.9.0.7',
  'gw-priority=SERVICE:front:5',
  'mode=SERVICE:none',
  'mode=SERVICE:host',
  'mode=SERVICE:bridge',
  'publish=SERVICE:7000:70',
  'unpublish=SERVICE:8080',
  'unpublish=SERVICE:9090',
  'bind=SERVICE:8080:127.0.0.1',
  'host-port=SERVICE:8080:8081',
  'host-port=SERVICE:9090:9091/tcp',
  'unset=SERVICE:ports',
  'unset=SERVICE:environment',
  'unset=SERVICE:networks',
  'cap-drop=SERVICE:ALL',
  'cap-add=SERVICE:CHOWN',
  'user=SERVICE:2000',
  'image=SERVICE:nginx:1.27',
  'env=SERVICE:KEY:value',
  'env=SERVICE:B:other',
  'depends=SERVICE:OTHER',
  'security-opt=SERVICE:no-new-privileges:true',
  'expose=SERVICE:9999',
  'intent=no-way-out:SERVICE',
] as const;

function operation(text: string): Operation {
  const parsed = parseOperation(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.value;
}

const cases = commentedFile.chain((file) =>
  fc
    .tuple(
      fc.constantFrom(...OPERATIONS),
      fc.shuffledSubarray([...file.services], { minLength: 2, maxLength: 2 }),
    )
    .map(([text, [service = '', other = '']]) => ({
      file,
      operation: text.replace('SERVICE', service).replace('OTHER', other),
    })),
);

/** What the person who switched parts off and on again ends up with, and what they would have had without. */
describe('parts that are switched off', () => {
  it('say the same when they are switched on after an operation', () => {
    const counts = new Map<string, number>();
    fc.assert(
      fc.property(cases, ({ file, operation: text }) => {
        const meant = operation(text);
        // What is switched off does not follow a name.
        const [, name = ''] = /^re(?:move|name)-\w+=(\w+)/.exec(text) ?? [];
        fc.pre(name === '' || !file.off.some((line) => new RegExp(`\\b${name}\\b`).test(line)));
        expect(file.switchedOn(file.text)).toBe(file.whole);
        const [part, whole] = [openDocument(file.text), openDocument(file.whole)];
        const [planned, wanted] = [planOperation(part, meant), planOperation(whole, meant)];
        if (!planned.ok || !wanted.ok) return;
        const edited = applyEdits(file.text, planned.value);
        const on = openDocument(file.switchedOn(edited));
        const expected = openDocument(applyEdits(file.whole, wanted.value));
        const about = `${text}\n${file.text}\n--- edited\n${edited}`;
        expect(
          on.problems.map(({ message }) => message),
          about,
        ).toEqual(expected.problems.map(({ message }) => message));
        expect(firstDifference(expected.topology, on.topology), about).toBe(null);
        expect(firstDifference(on.topology, expected.topology), about).toBe(null);
        expect(firstStray(expected.topology, expected.topology, on.topology), about).toBe(null);
        counts.set(meant.type, (counts.get(meant.type) ?? 0) + 1);
      }),
      { numRuns: propertyRuns(250), seed: 20261126 },
    );
    expect(counts.size).toBeGreaterThan(triesAll ? 25 : 15);
  });
});
