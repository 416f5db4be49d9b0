import { describe, expect, it } from 'vitest';
import type { FakeEngine } from '../testing/fake-docker.ts';
import { file, matchingEngine, report, verify } from '../testing/verify-shop.ts';

describe('verify, whether a container reaches the host', () => {
  const without = (...gone: readonly string[]) =>
    (matchingEngine.accepts ?? []).filter((one) => !gone.includes(one));
  const isolated = file.replace(
    '    internal: true',
    '    internal: true\n    driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: isolated }',
  );
  const isolating = { 'com.docker.network.bridge.gateway_mode_ipv4': 'isolated' };

  it('asks at what listens on all of its addresses and Docker does not publish', async () => {
    const { call, calls } = await verify({
      ...matchingEngine,
      elsewhere: [9000],
      listens: { host: [22, 8080, 9000] },
    });
    await call;
    const asked = calls
      .filter(([word, id]) => word === 'exec' && id === 'probe-db')
      .find((args) => args.join(' ').includes('nc -w'));
    // The bridge of its own network first.
    expect(asked?.slice(6)).toEqual(['10.0.2.1', '22', '203.0.113.2', '22', '10.0.1.1', '22']);
  });

  it('shows one that does though the file cuts it off', async () => {
    const engine: FakeEngine = {
      ...matchingEngine,
      version: '28.5.2',
      networks: { shop_front: {}, shop_back: { internal: true, options: isolating } },
    };
    const { json } = await report(engine, {}, isolated);
    expect(json.differences).toMatchObject([
      { kind: 'probe', fact: 'db -> the host', line: 11, measured: 'yes' },
    ]);
    expect(json.differences[0].predicted).toMatch(/^no \(H4: /);
    const right28 = { ...engine, accepts: without('db 10.0.2.1 22') };
    expect((await report(right28, {}, isolated)).json.differences).toEqual([]);
  });

  it('shows one that does not, where others do', async () => {
    const { json } = await report({ ...matchingEngine, accepts: without('db 10.0.2.1 22') });
    expect(json.differences).toMatchObject([{ fact: 'db -> the host', measured: 'no' }]);
  });

  it("takes it for the host's firewall where only those do that live in its namespace", async () => {
    const engine: FakeEngine = {
      ...matchingEngine,
      containers: { ...matchingEngine.containers, tool: { mode: 'host' } },
      accepts: [...without('db 10.0.2.1 22', 'web 203.0.113.2 22'), 'host 203.0.113.2 22'],
    };
    const text = file.replace('  tail:', '  tool: { image: example/tool:1, network_mode: host }\n  tail:');
    const { json } = await report(engine, {}, text);
    const about = (list: readonly { readonly fact: string }[]) =>
      list.filter(({ fact }) => fact.endsWith('-> the host')).map(({ fact }) => fact);
    expect(about(json.differences)).toEqual([]);
    expect(about(json.notCompared).toSorted()).toEqual([
      'db -> the host',
      'tail -> the host',
      'web -> the host',
    ]);
  });

  it("takes it for the host's firewall, which is not predicted, where nobody does", async () => {
    const { code, json } = await report({
      ...matchingEngine,
      accepts: without('db 10.0.2.1 22', 'web 203.0.113.2 22'),
    });
    expect({ code, differences: json.differences }).toEqual({ code: 0, differences: [] });
    for (const service of ['web', 'tail', 'db']) {
      expect(json.notCompared).toContainEqual({
        fact: `${service} -> the host`,
        reason: expect.stringContaining("host's firewall"),
      });
    }
  });

  it.each([
    [
      { listens: { ...matchingEngine.listens, host: [8080] } },
      'only published ports of containers listen on all addresses of the host',
    ],
    [{ system: 'Docker Desktop' }, 'Docker Desktop runs its containers in a virtual machine'],
  ])('is not compared with %j', async (engine, reason) => {
    const { json } = await report({ ...matchingEngine, ...engine });
    expect(json.notCompared).toContainEqual({
      fact: 'db -> the host',
      reason: expect.stringContaining(reason),
    });
  });
});
