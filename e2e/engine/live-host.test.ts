// What runs, read through docker and without any file, against the Engine: its facts are measured, then a compose file is recovered
// for each project, deployed in place of the first, and measured again. And a host of files that changed since.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRecover } from '../../src/cli/commands/recover.ts';
import { runVerify } from '../../src/cli/commands/verify.ts';
import { type LoadedHost, loadHost } from '../../src/cli/input/load-host.ts';
import { withKnownMachine } from '../../src/cli/input/machine-record.ts';
import { hostName, splitHostName } from '../../src/core/host/host.ts';
import { hostFacts as factsOfHost } from '../../src/core/host/host-facts.ts';
import { noProject } from '../../src/core/host/running/running-projects.ts';
import { machineOf } from '../../src/core/machine/machine-model.ts';
import { analyzeHost } from '../../src/core/rules/all-rules.ts';
import { bringUp, type Deployed, type Project, takeDown } from './deploy.ts';
import { findEngines } from './docker-tools.ts';
import { measureFirewall, predictFirewall } from './firewall/facts.ts';
import { machineIn, recordIn } from './firewall/record.ts';
import { goldenHosts } from './golden/hosts.ts';
import { randomHosts } from './host-plan.ts';
import { hostYaml } from './host-yaml.ts';
import { type Lab, type LabNetwork, startLab } from './lab.ts';
import { dockerOf, ioIn, liveOptions, readLive } from './live-tools.ts';
import { type Facts, measure } from './measure.ts';
import { hostFacts } from './predict.ts';
import { recordProof } from './proof.ts';
import { mustRun } from './run.ts';
import { settings } from './settings.ts';
import { type HostSpecimen, hostSpecimen } from './specimen.ts';

const { seed, hosts, dockerHost } = settings;

/** All stand at once, twice. */
const mostRandom = 3;

const specimens: readonly HostSpecimen[] = [
  ...goldenHosts().map(({ name, host }) => hostSpecimen(`golden-${name}`, host)),
  ...randomHosts(seed, Math.min(hosts, mostRandom)).map((plan, index) =>
    hostSpecimen(`host-${index}`, hostYaml(plan, index)),
  ),
];

/** `work` on all at once, in a map. */
async function each<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<ReadonlyMap<Item, Result>> {
  return new Map(await Promise.all(items.map(async (item) => [item, await work(item)] as const)));
}

/** Facts that are not the same on both sides; nothing is said of `fromWire` by some Engines. */
function unlike(said: Facts, measured: Facts): readonly string[] {
  return [...new Set([...said.keys(), ...measured.keys()])].flatMap((fact) => {
    if (!said.has(fact) && / fromWire( \(IPv6\))?$/.test(fact)) return [];
    const [one, other] = [said.get(fact) ?? 'nothing', measured.get(fact) ?? 'nothing'];
    return one === other ? [] : [`${fact}: said ${one}, measured ${other}`];
  });
}

interface ByHand {
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
  readonly State: { readonly Pid: number };
}

/** A container that was started by hand, as `bringUp` describes those of Compose. */
async function deployedByHand(lab: Lab, name: string, port: number): Promise<Deployed> {
  const [json]: readonly ByHand[] = JSON.parse(await lab.docker(['inspect', name]));
  if (!json) throw new Error(`${name} does not run`);
  const { Networks } = json.NetworkSettings;
  const addresses = Object.values(Networks).map(({ IPAddress }) => IPAddress);
  const gateways = await lab.docker([
    'network',
    'inspect',
    '--format',
    '{{range .IPAM.Config}}{{.Gateway}} {{end}}',
    ...Object.keys(Networks),
  ]);
  return {
    name: hostName(noProject, name),
    localName: name,
    owner: hostName(noProject, name),
    pid: json.State.Pid,
    namespace: `/proc/${json.State.Pid}/ns/net`,
    open: false,
    addresses: { ipv4: addresses, ipv6: [] },
    allAddresses: addresses,
    gateways: { ipv4: gateways.split(/\s+/).filter((address) => address !== ''), ipv6: [] },
    hosts: '',
    port,
    published: [],
  };
}

/** Counters and times of `iptables-save` are others each time. */
const rulesIn = (saved = ''): string => saved.replace(/^#.*\n/gm, '').replace(/\[\d+:\d+\]/g, '');

/** `--docker` stands on the machine as it is: what `--machine` says of its record, and what is asked under a rule of a person. */
async function onItsMachine(lab: Lab, services: readonly Deployed[]): Promise<void> {
  const { io, program } = machineIn(lab);
  const docker = dockerOf(lab);
  const [network]: readonly LabNetwork[] = JSON.parse(
    await lab.docker(['network', 'inspect', 'blog_default']),
  );
  if (!network) throw new Error('no blog_default');
  const rule = ['INPUT', '-i', await lab.bridgeOf(network), '-p', 'tcp', '-j', 'DROP'];
  const iptables = (verb: string) =>
    mustRun('nsenter', [`--net=${lab.namespaces.host}`, 'iptables', verb, ...rule]);
  await iptables('-I');
  try {
    const record = await recordIn(lab);
    const read = await loadHost(io, [], liveOptions, { docker, program });
    const given = await loadHost(io, [], withKnownMachine(liveOptions, record, 'the lab'), {
      docker,
      program: null,
    });
    const machine = machineOf(read.question.options);
    expect(rulesIn(machine?.iptables)).toContain(`-A ${rule.join(' ')}\n`);
    expect(rulesIn(machine?.iptables)).toBe(rulesIn(record.iptables));
    const { machine: _, ...settings } = read.question.options;
    expect(given.question.options).toMatchObject(settings);
    const said = predictFirewall(factsOfHost(read.host, read.question).reach);
    expect(said).toEqual(predictFirewall(factsOfHost(given.host, given.question).reach));
    expect([said.get('blog/db -> host'), said.get('blog/ghost -> host')]).toEqual(['false', 'true']);
    // What is beyond the host is asked in the tests of the firewall.
    const asked = [...(await measureFirewall(lab, services))].filter(
      ([key]) => !/\b(lan|internet)\b/.test(key),
    );
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter(([key, answer]) => said.get(key) !== String(answer))).toEqual([]);
  } finally {
    await iptables('-D');
  }
}

const engines = dockerHost === undefined ? await findEngines() : [null];

describe.each(engines.map((engine) => [engine?.version ?? dockerHost, engine] as const))(
  'what runs on Engine %s',
  (version, engine) => {
    let lab: Lab;
    const totals = { hosts: 0, live: 0, recovered: 0, differences: 0 };

    beforeAll(async () => {
      lab = await startLab(dockerHost, engine);
    });

    afterAll(async () => {
      await lab?.stop();
      const compared = totals.live + totals.recovered;
      if (totals.hosts > 0)
        recordProof({
          on: `Docker Engine ${version}`,
          what: 'hosts as they run, without their files, and recovered',
          cases: { count: totals.hosts, of: 'hosts' },
          equal: compared - totals.differences,
          different: totals.differences,
          unknown: 0,
        });
      process.stdout.write(
        `Engine ${version}, seed ${seed}: ${totals.hosts} running hosts, ${totals.live} facts without files and ${totals.recovered} of recovered files compared, ${totals.differences} differences\n`,
      );
    });

    const measured = (
      services: readonly Deployed[] = [],
      said: ReadonlyMap<HostSpecimen, Facts>,
      specimen: HostSpecimen,
    ) => measure(lab, services, said.get(specimen) ?? new Map(), specimen);

    function compare(
      kind: 'live' | 'recovered',
      specimen: HostSpecimen,
      all: ReadonlyMap<HostSpecimen, Facts>,
      found: Facts,
    ): void {
      const said = all.get(specimen) ?? new Map<string, string>();
      const differences = unlike(said, found);
      totals.hosts += kind === 'live' ? 1 : 0;
      totals[kind] += said.size;
      totals.differences += differences.length;
      const title = `${specimen.name}, ${kind}: ${differences.length} of ${said.size} facts differ`;
      if (differences.length > 0) expect.fail([title, ...differences, '', specimen.text].join('\n'));
    }

    async function recoverInto(folder: string): Promise<void> {
      const io = { ...ioIn(lab.folder), print: async () => undefined };
      expect(await runRecover(io, [], { into: folder }, dockerOf(lab))).toBe(0);
    }

    // Two minutes: for a call that asks for hosts.
    it.skipIf(hosts < 4)('several hosts at once without their files, and their recovered files', async () => {
      const folder = join(lab.folder, 'recovered');
      const projectsOf = ({ host }: HostSpecimen): readonly Project[] =>
        host.projects.map(({ name }) => ({
          project: name,
          file: join(folder, name, 'compose.yaml'),
          called: (service) => hostName(name, service),
        }));
      try {
        const standing = await each(specimens, (specimen) => specimen.bringUp(lab));
        const { host, question } = await readLive(lab);
        expect(host.stacks.flatMap(({ differences }) => differences)).toEqual([]);
        const analysis = analyzeHost(host, question);
        const said = new Map(
          specimens.map((one) => {
            const own = new Set(one.host.projects.map(({ name }) => name));
            return [one, hostFacts(analysis, one, (service) => own.has(splitHostName(service).stack))];
          }),
        );
        await sleep(600);
        await each(specimens, async (specimen) =>
          compare('live', specimen, said, await measured(standing.get(specimen), said, specimen)),
        );
        await recoverInto(folder);
        // Networks made by hand stay: they belong to no project.
        await each(specimens, async ({ host }) => {
          for (const { name } of [...host.projects].reverse())
            await lab.compose(['-p', name, '-f', join(lab.folder, `${name}.yaml`), 'down', '-t', '0']);
        });
        const again = await each(specimens, (specimen) => bringUp(lab, projectsOf(specimen)));
        await sleep(600);
        await each(specimens, async (specimen) =>
          compare('recovered', specimen, said, await measured(again.get(specimen), said, specimen)),
        );
      } finally {
        await each(specimens, async (specimen) => {
          await takeDown(lab, projectsOf(specimen)).catch(() => undefined);
          await specimen.takeDown(lab);
        });
      }
    });

    it('containers and a network made by hand, stopped ones, a file that changed', async () => {
      const root = join(lab.folder, 'srv');
      const texts = {
        gate: `services:
  proxy:
    image: bulkhead-probe:1
    command: httpd -f -p 8101 -h /etc
    networks: [edge]
    ports: ["9101:8101"]
  once:
    image: bulkhead-probe:1
    command: sh -c true
networks:
  edge: { name: edge, internal: true }
`,
        blog: `services:
  ghost:
    image: bulkhead-probe:1
    command: httpd -f -p 8102 -h /etc
    environment: { SECRET: hush, DATABASE_URL: "mysql://u:hush@db:8103/x" }
    networks: [edge, default]
  db:
    image: bulkhead-probe:1
    command: httpd -f -p 8103 -h /etc
networks:
  edge: { external: true }
`,
      };
      const projects = Object.entries(texts).map(([name, text]) => ({
        project: name,
        text,
        file: join(root, name, 'compose.yaml'),
        called: (service: string) => hostName(name, service),
      }));
      const byHand = ['hand', 'both', 'idle'];
      const run = (name: string, network: string, ...command: string[]) =>
        lab.docker(['run', '-d', '--name', name, '--network', network, 'bulkhead-probe:1', ...command]);
      const io = ioIn(root);
      try {
        for (const { file, text } of projects) {
          await mkdir(dirname(file), { recursive: true });
          await writeFile(file, text);
        }
        const composed = await bringUpAll(lab, projects);
        await lab.docker(['network', 'create', '--internal', 'made']);
        await run('hand', 'made', 'httpd', '-f', '-p', '8104', '-h', '/etc');
        await run('both', 'bridge', 'httpd', '-f', '-p', '8105', '-h', '/etc');
        await lab.docker(['network', 'connect', '--alias', 'second', 'made', 'both']);
        await run('idle', 'made', 'sleep', '1000');
        await lab.docker(['stop', '-t', '0', 'idle']);
        const services = [
          ...composed,
          await deployedByHand(lab, 'hand', 8104),
          await deployedByHand(lab, 'both', 8105),
        ];

        const asking = { words: ['ghost', 'db', 'hand', 'second'], families: ['ipv4'] } as const;
        const { host, question } = await readLive(lab);
        // What has stopped is drawn as if it ran: nobody can ask it.
        const runs = (service: string) => !/idle|once/.test(service);
        const asked = hostFacts(analyzeHost(host, question), asking, runs);
        await sleep(600);
        expect(unlike(asked, await measure(lab, services, asked, asking))).toEqual([]);
        totals.hosts += 1;
        totals.live += asked.size;

        await onItsMachine(lab, services);

        const before = await readLive(lab, io);
        expect(before.host.stacks.map(({ id, from, dir }) => `${id} ${from} ${dir}`)).toEqual([
          'blog both blog',
          'gate both gate',
          `${noProject} running null`,
        ]);
        const differences = (loaded: LoadedHost) =>
          loaded.host.stacks.flatMap(({ id, differences = [] }) =>
            differences.map(({ fact, files, running }) => `${id}: ${fact}: ${files}, ${running}`),
          );
        const stopped = [
          'gate: once containers: 1 running, 1 exited (0)',
          `${noProject}: idle containers: 1 running, 1 exited (137)`,
        ];
        expect(differences(before)).toEqual(stopped);

        await writeFile(
          join(root, 'blog', 'compose.yaml'),
          texts.blog.replace('networks: [edge, default]', 'networks: [default]\n    cap_drop: [ALL]'),
        );
        const changed = [
          'ghost networks: blog_default, blog_default, edge',
          'ghost capabilities dropped: ALL, none',
        ];
        expect(differences(await readLive(lab, io))).toEqual([
          ...changed.map((line) => `blog: ${line}`),
          ...stopped,
        ]);
        // `verify` says the same.
        let report = '';
        const printing = {
          ...io,
          print: async (chunks: Iterable<string>) => {
            report = [...chunks].join('');
          },
        };
        const tools = {
          docker: dockerOf(lab),
          confirm: async () => null,
          onInterrupt: () => () => undefined,
        };
        const words = { ...liveOptions, format: 'json', probe: false, probeImage: '' };
        expect(await runVerify(printing, ['blog'], words, tools)).toBe(1);
        const verified: { fact: string; predicted: string; measured: string }[] =
          JSON.parse(report).differences;
        expect(verified.map(({ fact, predicted, measured }) => `${fact}: ${predicted}, ${measured}`)).toEqual(
          changed,
        );
      } finally {
        await lab.docker(['rm', '-f', ...byHand]).catch(() => undefined);
        await takeDown(lab, [...projects]).catch(() => undefined);
        await lab.docker(['network', 'rm', 'made']).catch(() => undefined);
      }
    });
  },
);

/** What ends at once is no part of what can be asked. */
async function bringUpAll(lab: Lab, projects: readonly (Project & { readonly text: string })[]) {
  for (const { project, file } of projects) await lab.compose(['-p', project, '-f', file, 'up', '-d']);
  const asked = projects.map((one) => ({ ...one, file: one.file.replace('compose.yaml', 'asked.yaml') }));
  for (const { file, text } of asked) {
    await writeFile(file, text.replace(/ {2}once:\n(?: {4}.*\n)+/, ''));
  }
  return bringUp(lab, asked);
}
