import { describe, expect, it } from 'vitest';
import { formatOperation } from '../compose/operations/operation-text.ts';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { parseEngine } from '../reach/engine-kinds.ts';
import { analyze } from '../rules/all-rules.ts';
import { checkIntents } from './check-intents.ts';

const isolated =
  'driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: isolated, com.docker.network.bridge.gateway_mode_ipv6: isolated }';
const inhibited = "driver_opts: { com.docker.network.bridge.inhibit_ipv4: 'true' }";

interface Cell {
  readonly cell: string;
  readonly agent?: string;
  readonly more?: string;
  readonly engine?: string;
}

/** Returns the only intent's result for a stack with an agent, its proxy on `cell` and `out`, and a shop with a published port. */
function check(intent: string, { cell, agent = 'networks: [cell]', more = '', engine = '29' }: Cell) {
  const workspace = openAlone(`services:
  agent: { image: p, ${agent} }
  proxy: { image: p, networks: [cell, out] }
  shop: { image: p, networks: [out], ports: ['8080:80'] }
${more}networks: { cell: { ${cell} }, out: {} }
x-bulkhead: { intents: [{ ${intent} }] }
`);
  const options = { ...defaultReachOptions, engine: parseEngine(engine) ?? defaultReachOptions.engine };
  const [only] = checkIntents(analyze(workspace, options));
  return {
    state: only?.state,
    hops: only?.breaches.flatMap(({ path }) => path.map(({ from, to }) => `${from} -> ${to}`)),
    fixes: only?.breaches.flatMap(({ closing }) =>
      (closing ?? []).map(({ operations }) => operations.map(formatOperation)),
    ),
  };
}

const through = "out-only-through: 'agent -> proxy'";

describe('out-only-through', () => {
  it('holds on an internal network without the host', () => {
    expect(check(through, { cell: `internal: true, ${isolated}` })).toMatchObject({
      state: 'holds',
      hops: [],
    });
    expect(check(through, { cell: `internal: true, ${inhibited}`, engine: '26' }).state).toBe('holds');
  });

  it('is broken by the host, which is on an internal network, too (H2); the edit takes it off', () => {
    const options = 'driver-opt=cell:com.docker.network.bridge.';
    expect(check(through, { cell: 'internal: true' })).toEqual({
      state: 'broken',
      hops: ['agent -> @host'],
      fixes: [[`${options}gateway_mode_ipv4:isolated`, `${options}gateway_mode_ipv6:isolated`]],
    });
    expect(check(through, { cell: 'internal: true', engine: '26' }).fixes).toEqual([
      [`${options}inhibit_ipv4:true`],
    ]);
    expect(check(through, { cell: `internal: true, ${isolated}`, engine: '26' }).state).toBe('broken');
  });

  it('is broken by a way out of its own, and by ports of others', () => {
    const { state, hops, fixes } = check(through, { cell: '' });
    expect(state).toBe('broken');
    expect(hops).toEqual(['agent -> @outside', 'agent -> @host', 'agent -> shop']);
    expect(fixes).toEqual([
      [
        'add-network=agent-only:internal',
        'driver-opt=agent-only:com.docker.network.bridge.gateway_mode_ipv4:isolated',
        'driver-opt=agent-only:com.docker.network.bridge.gateway_mode_ipv6:isolated',
        'attach=proxy:agent-only',
        'attach=agent:agent-only',
        'detach=agent:cell',
      ],
    ]);
  });

  it('is broken by a neighbour that has a way out, not by one that has none', () => {
    const cell = `internal: true, ${isolated}`;
    const neighbour = (networks: string) => `  other: { image: p, networks: [${networks}] }\n`;
    expect(check(through, { cell, more: neighbour('cell') }).state).toBe('holds');
    expect(check(through, { cell, more: neighbour('cell, out') })).toMatchObject({
      state: 'broken',
      hops: ['agent -> other'],
    });
  });

  it('is broken over IPv6 alone', () => {
    const cell = `internal: true, enable_ipv6: true, driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: isolated }`;
    expect(check(through, { cell })).toMatchObject({
      state: 'broken',
      hops: ['agent -> @host', 'agent -> shop'],
    });
  });

  it('cannot be decided where the resolver of the Engine may ask the outside (E7)', () => {
    const cell = `internal: true, ${inhibited}`;
    expect(check(through, { cell, engine: '25.0.4' }).state).toBe('unknown');
    expect(check(through, { cell, engine: '25.0.5' }).state).toBe('holds');
  });
});

describe('sealed', () => {
  it('holds without any network', () => {
    expect(check('sealed: agent', { cell: '', agent: 'network_mode: none' }).state).toBe('holds');
  });

  it('is broken by whoever reaches it, and by the host', () => {
    expect(check('sealed: agent', { cell: 'internal: true' })).toEqual({
      state: 'broken',
      hops: ['agent -> @host', '@host -> agent', 'agent -> proxy', 'proxy -> agent'],
      fixes: [['mode=agent:none']],
    });
  });

  it('holds alone on a network without the host', () => {
    const more = '  job: { image: p, networks: [cell] }\n';
    const cell = `internal: true, ${isolated}`;
    expect(check('sealed: job', { cell, more }).state).toBe('broken');
    expect(check('sealed: agent', { cell, agent: 'network_mode: none', more }).state).toBe('holds');
  });
});
