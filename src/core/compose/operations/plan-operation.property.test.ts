import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, invertEdits } from '../../text/edit.ts';
import { openDocument } from '../open-document.ts';
import { propertyRuns } from '../testing/property-runs.ts';
import { styledFile } from '../testing/styled-file.ts';
import { updateDocument } from '../update-document.ts';
import type { Operation } from './operation.ts';
import { formatOperation, parseOperation } from './operation-text.ts';
import { planOperation } from './plan-operations.ts';

const network = fc.constantFrom('front', 'mid', 'back', 'side.net', 'default');
const port = { hostIp: '', hostPort: '7000', containerPort: '70', protocol: 'tcp' } as const;

/** Any operation on one of the services; `other` is another service of the file, or the same. */
function operationOn(service: string, other: string): fc.Arbitrary<Operation> {
  const last = fc.constantFrom(null, 'none' as const, 'default' as const);
  return fc.oneof(
    network.map((n): Operation => ({ type: 'attach', service, network: n })),
    fc.tuple(network, last).map(([n, l]): Operation => ({ type: 'detach', service, network: n, last: l })),
    fc.tuple(network, network).map(([from, to]): Operation => ({ type: 'move', service, from, to })),
    network.map((n): Operation => ({ type: 'alias', service, network: n, alias: 'store' })),
    network.map((n): Operation => ({ type: 'unalias', service, network: n, alias: 'a' })),
    network.map((n): Operation => ({ type: 'gw-priority', service, network: n, priority: 5 })),
    fc.constantFrom<Operation>(
      { type: 'mode', service, mode: { kind: 'none' } },
      { type: 'mode', service, mode: { kind: 'host' } },
      { type: 'mode', service, mode: { kind: 'service', of: other, handOver: true } },
      { type: 'mode', service, mode: { kind: 'networks', networks: ['mid', 'back'] } },
      { type: 'mode', service, mode: { kind: 'host', dropLinks: true } },
      { type: 'attach', service, network: 'back', shared: true },
      { type: 'rename-network', network: 'front', to: 'edge', keepName: true },
      { type: 'remove-service', service, moveAnchors: true },
      { type: 'publish', service, port },
      { type: 'unpublish', service, hostPort: '8080', containerPort: '', protocol: null },
      { type: 'bind', service, hostPort: '8080', containerPort: '', hostIp: '127.0.0.1' },
      { type: 'remap', service, from: '80', to: '8080' },
      { type: 'host-port', service, from: '8080', to: '8081' },
      { type: 'host-port', service, from: '53', to: '5353', protocol: 'udp' },
      { type: 'cap-drop', service, capability: 'ALL' },
      { type: 'user', service, user: '1000' },
      { type: 'image', service, image: 'redis:7' },
      { type: 'env', service, key: 'K', value: 'on' },
      { type: 'depends', service, target: other },
      { type: 'security-opt', service, option: 'no-new-privileges:true' },
      { type: 'read-only', service, readOnly: true },
      { type: 'tmpfs', service, item: '/run' },
      { type: 'unset', service, key: 'ports', item: null },
      { type: 'internal', network: 'mid', internal: true },
      { type: 'internal', network: 'default', internal: true },
      { type: 'driver-opt', network: 'back', key: 'k', value: 'false' },
      { type: 'add-network', network: 'fresh', internal: true },
      { type: 'remove-network', network: 'mid', soleMembers: 'back' },
      { type: 'remove-network', network: 'side.net', soleMembers: 'none' },
      { type: 'rename-network', network: 'front', to: 'edge' },
      {
        type: 'add-service',
        service: 'fresh',
        image: 'nginx:1.27',
        body: { cap_drop: ['ALL'], networks: ['front'] },
      },
      { type: 'remove-service', service },
      { type: 'rename-service', service, to: 'renamed', keepAlias: true },
    ),
  );
}

const edits = styledFile.chain(({ text, services }) =>
  fc
    .tuple(fc.constantFrom(...services), fc.constantFrom(...services))
    .chain(([service, other]) => operationOn(service, other))
    .map((operation) => ({ text, operation })),
);

describe('every operation on every style of file', () => {
  it('is planned or refused, never thrown; undone to the byte; and leaves the rest of the file alone', () => {
    const refused = new Map<string, number>();
    let planned = 0;
    fc.assert(
      fc.property(edits, ({ text, operation }) => {
        const document = openDocument(text);
        const plan = planOperation(document, operation);
        if (!plan.ok) {
          refused.set(plan.error.code, (refused.get(plan.error.code) ?? 0) + 1);
          return;
        }
        planned++;
        const after = applyEdits(text, plan.value);
        expect(applyEdits(after, invertEdits(text, plan.value))).toBe(text);
        expect(updateDocument(document, plan.value).document.topology).toEqual(openDocument(after).topology);
        // Line endings, the mark and the end of the file stay as they were.
        if (text.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        else expect(after).not.toContain('\r');
        expect(after.startsWith('\ufeff')).toBe(text.startsWith('\ufeff'));
        expect(/\n$/.test(after)).toBe(/\n$/.test(text));
        // No blank line is added, and every comment of the untouched parts is still there.
        const blanks = (one: string): number =>
          one.split(/\r?\n/).filter((line) => line.trim() === '').length;
        expect(blanks(after)).toBeLessThanOrEqual(blanks(text));
        for (const edit of plan.value) expect(edit.insert).not.toMatch(/\n[ \t]*\r?\n/);
      }),
      { numRuns: propertyRuns(750), seed: 20261124 },
    );
    expect(planned).toBeGreaterThan(propertyRuns(375));
    // What a file of this generator can be refused for; anything else is a kind whose plan gave up.
    const expected = [
      'last-network',
      'network-mode',
      'not-attached',
      'not-published',
      'namespace-cycle',
      'sole-members',
      'in-use',
      'same-network',
      'unknown-network',
      'unknown-project',
    ];
    expect([...refused.keys()].filter((code) => !expected.includes(code))).toEqual([]);
  });

  it('the command-line form reads back as the same operation', () => {
    fc.assert(
      fc.property(operationOn('web.1', 'db'), (operation) => {
        if (operation.type === 'add-service') return;
        expect(parseOperation(formatOperation(operation))).toEqual({ ok: true, value: operation });
      }),
      { numRuns: 500, seed: 20261124 },
    );
  });
});
