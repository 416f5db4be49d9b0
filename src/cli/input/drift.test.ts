import { describe, expect, it } from 'vitest';
import { explainPair } from '../../core/explain/explain-pair.ts';
import { hostReachJson, hostReachTable } from '../../core/export/host/host-reach.ts';
import { driftOf } from '../../core/export/host/runs-otherwise.ts';
import { factsAsItRuns, hostFacts } from '../../core/host/host-facts.ts';
import type { ContainerJson, NetworkJson } from '../../core/host/running/inspect-json.ts';
import { recoverCompose } from '../../core/host/running/recover-compose.ts';
import { runningProjects } from '../../core/host/running/running-projects.ts';
import {
  type Inspected,
  recordedHost,
  recordedInspection,
} from '../../core/host/running/testing/recorded.ts';
import { defaultReachOptions } from '../../core/reach/default-reach-options.ts';
import { analyzeHost } from '../../core/rules/all-rules.ts';
import { recordedDocker } from '../docker/testing/recorded-docker.ts';
import { call } from '../testing/call.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { loadHost } from './load-host.ts';

const blog = runningProjects(recordedHost).find(({ name }) => name === 'blog') ?? expect.fail('no blog');
const blogFile = recoverCompose(recordedHost, blog, 'names');

type Change = (container: ContainerJson, service: string) => void;

/**
 * Returns the recorded host with its blog deployed from a file here, after `change` of the containers and with `file` in place of that
 * file.
 */
async function drifted(
  change: Change,
  file = blogFile,
  asItRuns = false,
  changeNetwork: (network: NetworkJson) => void = () => {},
) {
  const inspected: Inspected = structuredClone(recordedInspection);
  for (const network of inspected.networks as readonly NetworkJson[]) changeNetwork(network);
  for (const container of inspected.containers as readonly ContainerJson[]) {
    const labels = container.Config.Labels ?? {};
    if (labels['com.docker.compose.project'] === 'blog')
      change(container, labels['com.docker.compose.service'] ?? '');
  }
  const io = fakeIo({ files: { '/srv/blog/compose.yaml': file }, cwd: '/srv' });
  const options = {
    docker: true,
    asItRuns,
    stackFile: [],
    profile: [],
    envFile: [],
    engine: defaultReachOptions.engine,
    userlandProxy: true,
  };
  const tools = { docker: recordedDocker(inspected).docker, program: null };
  const { host, question } = await loadHost(io, [], options, tools);
  const facts = hostFacts(host, question);
  const json = JSON.parse([...hostReachJson(facts, { sparse: false, names: false })].join(''));
  return { host, facts, question, json, table: hostReachTable(facts), err: io.written.err };
}

const asDeployed: Change = () => {};
const namesLost: Change = (container, service) => {
  if (service !== 'db') return;
  const { default: end } = Object.fromEntries(
    Object.entries(container.NetworkSettings.Networks ?? {}).map(([name, one]) => [
      name.replace('blog_', ''),
      one,
    ]),
  );
  if (end) Object.assign(end, { Aliases: [] });
};
const restarted: Change = (container, service) => {
  const at = service === 'ghost' ? '2026-01-02T00:00:00Z' : '2026-01-01T00:00:00Z';
  Object.assign(container.State, { StartedAt: at });
};

describe('a stack that runs as its files say', () => {
  it('has no other facts', async () => {
    const { host, facts, table, json } = await drifted(asDeployed);
    expect(host.stacks.find(({ id }) => id === 'blog')).toMatchObject({ from: 'both', differences: [] });
    expect(factsAsItRuns(facts)).toBeNull();
    expect(table).not.toContain('runs:');
    expect(json.services['blog/ghost'].asItRuns).toBeUndefined();
  });
});

describe('subnets', () => {
  const ipv4 = '172.19.0.0/16';
  const ipv6 = 'fdbb:65::/64';
  /** Returns the facts that differ when blog_default runs as `runs` and its file states `states`. */
  const facts = async (states: readonly string[], runs: readonly string[]) => {
    const config = states.map((subnet) => `{ subnet: '${subnet}' }`).join(', ');
    const file = `${blogFile}  default: { enable_ipv6: true, ipam: { config: [${config}] } }\n`;
    const { host } = await drifted(asDeployed, file, false, (network) => {
      if (network.Name !== 'blog_default') return;
      Object.assign(network, {
        EnableIPv6: true,
        IPAM: { Driver: 'default', Config: runs.map((Subnet) => ({ Subnet })) },
      });
    });
    return host.stacks
      .find(({ id }) => id === 'blog')
      ?.differences?.map(({ fact, files, running }) => [fact, files, running]);
  };

  it('are compared in the families of which the file states one', async () => {
    expect(await facts([ipv6], [ipv4, ipv6])).toEqual([]);
    expect(await facts([ipv4], [ipv4, ipv6])).toEqual([]);
    expect(await facts([ipv4, ipv6], [ipv4, ipv6])).toEqual([]);
    expect(await facts([ipv6], [ipv4, 'fdbb:66::/64'])).toEqual([
      ['network default subnets', ipv6, 'fdbb:66::/64'],
    ]);
    expect(await facts([ipv4, ipv6], [ipv4])).toEqual([['network default subnets', ipv6, 'none']]);
  });

  it('are one however they are spelled', async () => {
    expect(await facts(['FDBB:0065:0::/64'], [ipv4, ipv6])).toEqual([]);
    expect(await facts(['fdbb:65::/48'], [ipv4, ipv6])).toEqual([
      ['network default subnets', 'fdbb:65::/48', ipv6],
    ]);
  });
});

describe('a stack that runs otherwise', () => {
  it('says of a lost name that it is lost, as the plan does, and that nobody finds it', async () => {
    const { host, facts, json, table, err, question } = await drifted(namesLost);
    const lost = host.stacks.find(({ id }) => id === 'blog')?.differences?.map(({ lost: one }) => one);
    expect(lost).toEqual([{ network: 'default', what: 'name', value: 'db' }]);
    expect(err).toContain('blog: 1 fact differs from what runs.\n  db lost its name db on default\n');
    expect(json.services['blog/ghost'].reaches['blog/db']).toMatchObject({ direct: true, resolves: true });
    expect(json.services['blog/ghost'].asItRuns).toEqual({
      reaches: { 'blog/db': { direct: true, resolves: false, viaHost: false, viaGateway: false } },
    });
    expect(table).toContain('N>D');
    expect(table).toContain('  - blog/ghost resolves blog/db\n');
    const running = factsAsItRuns(facts) ?? expect.fail('it runs otherwise');
    expect(running.names.answers('blog/ghost', 'db')).toEqual([]);
    expect(running.names.answers('blog/ghost', 'blog-db-1')).toEqual(['blog/db']);
    const analysis = analyzeHost(running.host, question);
    expect(explainPair(analysis, 'blog/ghost', 'blog/db').resolves.reasons).toMatchObject([
      { rule: 'D2', text: expect.stringContaining('lost its service name') },
    ]);
  });

  it('a dead namespace reaches nobody, and is said so', async () => {
    const { facts, json, err, table } = await drifted(restarted);
    expect(err).toContain('  side stays in a dead network namespace\n');
    expect(json.services['blog/side']).toMatchObject({ isolation: 'joined', egress: true });
    expect(json.services['blog/side'].asItRuns).toMatchObject({ isolation: 'closed', egress: false });
    expect(json.services['blog/side'].asItRuns.reaches['blog/db'].direct).toBe(false);
    expect(table).toMatch(/^blog\/side +joined blog\/ghost \(runs: closed\)/m);
    expect(table).toContain('files, and runs, 1 differ');
    const [side, ...others] = driftOf(facts, 'blog').filter(({ service }) => service === 'side');
    expect(others).toEqual([]);
    expect(side?.facts).toEqual(
      expect.arrayContaining([
        'isolation: files joined, runs closed',
        'way out: files yes, runs no',
        'reaches blog/db: files direct and by name, runs not at all',
      ]),
    );
  });

  it('a network that the file cuts off and that still leads out', async () => {
    const cut = blogFile.replace('\nnetworks:\n', '\nnetworks:\n  default: { internal: true }\n');
    const { json, table } = await drifted(asDeployed, cut);
    expect(json.services['blog/db']).toMatchObject({ egress: false, asItRuns: { egress: true } });
    expect(table).toMatch(/^blog\/db .*no \(runs: yes\)/m);
    expect(table).toContain('  + blog/db has a way out\n');
  });

  it('with --as-it-runs shows what runs alone', async () => {
    const { host, json, table } = await drifted(restarted, blogFile, true);
    expect(host.stacks.find(({ id }) => id === 'blog')).toMatchObject({ from: 'running', dir: 'blog' });
    expect(json.services['blog/side']).toMatchObject({ isolation: 'closed', egress: false });
    expect(table).not.toContain('runs:');
  });
});

it('--as-it-runs needs --docker', async () => {
  const { code, err } = await call(['reach', '--host', '--as-it-runs']);
  expect([code, err]).toEqual([2, expect.stringContaining('--as-it-runs needs --docker')]);
});
