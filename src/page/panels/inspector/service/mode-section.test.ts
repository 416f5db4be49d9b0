// One answer to whose network namespace a service uses: explain, operations, layout, palette and inspector agree.

import { describe, expect, it } from 'vitest';
import type { ComposeDocument } from '../../../../core/compose/document.ts';
import { openDocument } from '../../../../core/compose/open-document.ts';
import { planVerified } from '../../../../core/compose/operations/plan-operations.ts';
import { openAlone } from '../../../../core/compose/workspace/open-workspace.ts';
import { assignLanes } from '../../../../core/layout/lanes/assign-lanes.ts';
import { defaultReachOptions } from '../../../../core/reach/default-reach-options.ts';
import { analyze } from '../../../../core/rules/all-rules.ts';
import { paletteOperations } from '../../../state/palette/palette.ts';
import { modeText } from './mode-section.tsx';

/** A file of three services in which `c` has the keys of a namespace owner and `a` has the network mode under test. */
const file = (head: string, mode: string, b = '') => `${head}
services:
  a: { image: x, network_mode: "${mode}" }
  b: { image: x${b} }
  c: { image: x, ports: ["127.0.0.1:8080:80"] }
  d: { image: x, network_mode: "service:a" }
`;

const portCounts = ({ topology }: ComposeDocument) =>
  [...topology.services.values()].map(({ ports }) => ports.length);

function answers(text: string) {
  const { topology, ...document } = openDocument(text);
  const a = topology.services.get('a');
  if (!a) throw new Error('no a');
  const analysis = analyze(openAlone(text), defaultReachOptions);
  const plan = planVerified(
    { ...document, topology },
    { type: 'mode', service: 'c', mode: { kind: 'service', of: 'a', handOver: true } },
  );
  const [added] = paletteOperations('log-tail', topology, { type: 'card', service: 'a' });
  return {
    reach: ['a', 'd'].map((name) => analysis.reach.facts.get(name)?.owner),
    direct: analysis.reach.direct('a', 'b'),
    handOver: plan.ok ? portCounts(plan.value.document) : plan.error.message,
    layout: assignLanes(topology, []).joined.get('b') ?? null,
    palette: added?.type === 'add-service' ? added.body : null,
    inspector: modeText(a, topology),
  };
}

describe('whose network namespace it is', () => {
  it.each([
    ['a service', file('', 'service:b')],
    ['a container_name of this file', file('', 'container:foo', ', container_name: foo')],
    ['the name that Compose gives', file('name: shop', 'container:shop-b-1')],
  ])('%s: all say b', (_, text) => {
    expect(answers(text)).toMatchObject({
      reach: ['b', 'b'],
      direct: true,
      handOver: [0, 1, 0, 0],
      layout: ['a', 'd'],
      palette: { network_mode: 'service:b' },
      inspector: expect.stringContaining('Shares address, ports and loopback of b'),
    });
  });

  it('a container elsewhere: all say that it is not here', () => {
    expect(answers(file('', 'container:gluetun'))).toMatchObject({
      reach: [null, null],
      direct: 'unknown',
      handOver: 'a is joined to the container gluetun, which this file does not manage',
      layout: null,
      palette: { network_mode: 'service:a' },
      inspector: expect.stringContaining('which this file does not manage'),
    });
  });

  it('a name that Compose may give, in a project without a name: nobody denies it', () => {
    expect(answers(file('', 'container:shop-b-1'))).toMatchObject({
      reach: [null, null],
      direct: 'unknown',
      handOver: expect.stringContaining('this file does not show whether that is one of its services'),
      layout: null,
      inspector: expect.stringContaining('does not determine whether'),
    });
  });
});
