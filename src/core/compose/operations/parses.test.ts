// How often a text is read for many operations: as often as for a few.

import { expect, it, vi } from 'vitest';
import { parseYaml } from '../../yaml/parse-yaml.ts';
import { openAlone } from '../workspace/open-workspace.ts';
import { planInWorkspace } from '../workspace/plan/plan-in-workspace.ts';
import type { Operation } from './operation.ts';

vi.mock('../../yaml/parse-yaml.ts', { spy: true });

/** Returns how often the whole text is parsed, by length, while `count` operations on as many services are planned. */
function readings(count: number): number {
  const names = Array.from({ length: count }, (_, at) => `s${at}`);
  const text = `services:\n${names.map((name) => `  ${name}:\n    image: i # ${name}\n    networks: [a]\n`).join('')}networks:\n  a: {} # all\n`;
  const workspace = openAlone(text);
  const operations = names.flatMap((service, at): Operation[] =>
    at % 10 === 0
      ? [{ type: 'add-network', network: `n${at}`, internal: false }]
      : [{ type: 'attach', service, network: `n${at - (at % 10)}` }],
  );
  vi.mocked(parseYaml).mockClear();
  const planned = planInWorkspace(workspace, operations);
  if (!planned.ok) throw new RangeError(planned.error.message);
  expect(planned.value.workspace.topology.networks.size).toBe(1 + count / 10);
  const length = vi.mocked(parseYaml).mock.calls.reduce((sum, [one]) => sum + one.length, 0);
  return length / text.length;
}

it('reads the text no more often for hundreds of operations than for twenty', () => {
  const [few, many] = [readings(20), readings(400)];
  expect(many).toBeLessThan(few + 0.5);
  expect(many).toBeLessThan(8);
});
