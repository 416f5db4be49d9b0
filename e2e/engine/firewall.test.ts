// The machine's firewall against a real Engine: random rules of a person over random topologies, and the rules that `bulkhead firewall`
// writes for random statements. What is predicted is what happens, and what is written opens nothing. `npm run test:engine -- --firewall`.

import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAlone } from '../../src/core/compose/workspace/open-workspace.ts';
import { changeText } from '../../src/core/firewall/prove.ts';
import { firewallRules } from '../../src/core/firewall/testing/made-rules.ts';
import { readIntents } from '../../src/core/intents/read-intents.ts';
import { machineModel } from '../../src/core/machine/machine-model.ts';
import { computeReach } from '../../src/core/reach/compute-reach.ts';
import { parseEngine } from '../../src/core/reach/engine-kinds.ts';
import { allFamilies, type ReachOptions } from '../../src/core/reach/reach-model.ts';
import { optionsFor } from '../../src/core/reach/testing/reach-of.ts';
import { bringUp, type Deployed, takeDown } from './deploy.ts';
import { findEngines } from './docker-tools.ts';
import { internetAddresses, measureFirewall, outsidePort, predictFirewall } from './firewall/facts.ts';
import { allSubnets, type FirewallPlan, firewallPlan } from './firewall/plan.ts';
import { recordIn } from './firewall/record.ts';
import { type Lab, startLab } from './lab.ts';
import { recordProof } from './proof.ts';
import { mustRun, run } from './run.ts';
import { settings } from './settings.ts';

const { seed, dockerHost, firewallSeconds } = settings;
const engines = dockerHost === undefined ? await findEngines() : [null];

/** From 27 on an Engine filters IPv6 by itself. */
const filtersIpv6 = { experimental: true, ip6tables: true };

describe.each(engines.map((engine) => [engine?.version ?? dockerHost, engine] as const))(
  'firewall on Engine %s',
  (_, engine) => {
    let lab: Lab;
    let version: string;
    let outside: string;
    let listener: ChildProcess | undefined;
    const totals = {
      topologies: 0,
      sets: 0,
      facts: 0,
      equal: 0,
      different: 0,
      unknown: 0,
      written: { iptables: 0, nftables: 0 },
      closed: 0,
      opened: 0,
      open: 0,
    };

    const inHost = (script: string) => run('nsenter', [`--net=${lab.namespaces.host}`, 'sh', '-c', script]);

    beforeAll(async () => {
      lab = await startLab(dockerHost, engine, engine && engine.major < 27 ? filtersIpv6 : {});
      version = await lab.engineVersion();
      const world = lab.namespaces.world.slice('/run/netns/'.length);
      for (const family of allFamilies) {
        const [internet, to] = [internetAddresses[family], allSubnets[family]];
        const { host } = lab.namespaces.addresses[family];
        const length = family === 'ipv4' ? 32 : 128;
        await mustRun('ip', ['-n', world, 'addr', 'add', `${internet}/${length}`, 'dev', 'lo']);
        await mustRun('ip', ['-n', world, 'route', 'add', to, 'via', host]);
      }
      outside = `bh${lab.id}w`;
      const listen = ['httpd', '-f', '-p', String(outsidePort), '-h', '/etc'];
      listener = spawn('nsenter', [`--net=${lab.namespaces.world}`, lab.busybox, ...listen], {
        stdio: 'ignore',
      });
    });

    afterAll(async () => {
      listener?.kill();
      await lab?.stop();
      const { topologies, sets, facts, equal, different, unknown, written, closed, opened, open } = totals;
      recordProof({
        on: `Docker Engine ${version}`,
        what: "who reaches whom under random rules of a machine's firewall",
        cases: { count: sets, of: 'sets of rules' },
        equal,
        different,
        unknown,
        note: `${written.iptables + written.nftables} sets that bulkhead firewall wrote closed ${closed} connections and opened ${opened}`,
      });
      process.stdout.write(
        `Engine ${version}, seed ${seed}: ${topologies} topologies, ${sets} rule sets, ${facts} facts compared, ${equal} equal, ${different} different, ${unknown} unknown\n` +
          `Engine ${version}, seed ${seed}: ${written.iptables} sets written by bulkhead firewall for iptables and ${written.nftables} for nftables, ${closed} connections closed, ${opened} opened, ${open} statements left open and said\n`,
      );
    });

    const optionsOf = (backend: ReachOptions['firewallBackend'] = 'iptables'): ReachOptions => {
      const parsed = parseEngine(version);
      if (!parsed) throw new Error(`no such Engine: ${version}`);
      return {
        ...optionsFor('29'),
        engine: parsed,
        project: 'bhfirewall',
        firewallBackend: backend,
        daemon: { ip6tables: true },
      };
    };

    /** What the model says on the machine as it is now, beside what is measured; differences, as lines. */
    async function compare(
      plan: FirewallPlan,
      services: readonly Deployed[],
      what: readonly string[],
    ): Promise<ReadonlyMap<string, boolean>> {
      const machine = await recordIn(lab);
      const options = { ...optionsOf(machine.firewallBackend), machine: machineModel(machine, 'the lab') };
      const reach = computeReach(openAlone(plan.yaml).topology, options);
      const predicted = predictFirewall(reach, allFamilies);
      const measured = await measureFirewall(lab, services, allFamilies);
      const wrong: string[] = [];
      totals.sets += 1;
      for (const [key, answer] of measured) {
        const said = predicted.get(key);
        totals.facts += 1;
        if (said === String(answer)) totals.equal += 1;
        else if (said === 'unknown') totals.unknown += 1;
        else {
          totals.different += 1;
          wrong.push(`${key}: said ${said}, is ${answer}`);
        }
      }
      if (wrong.length > 0) expect.fail([...wrong, '', ...what, '', plan.yaml].join('\n'));
      return measured;
    }

    async function withRules(commands: readonly string[], then: () => Promise<unknown>): Promise<void> {
      const saved = new Map<string, string>();
      for (const program of ['iptables', 'ip6tables'])
        saved.set(program, (await inHost(`${program}-save`)).stdout);
      try {
        for (const command of commands) {
          const { code, stderr } = await inHost(command);
          if (code !== 0) throw new Error(`${command}: ${stderr}`);
        }
        await then();
      } finally {
        await inHost('nft delete table inet mine');
        for (const [program, text] of saved) {
          await inHost(`${program} -t raw -F`);
          await run('nsenter', [`--net=${lab.namespaces.host}`, `${program}-restore`], process.env, text);
        }
      }
    }

    /**
     * The rules that the statements of a plan need, applied in one of their two forms: they close what they say, and open nothing. A drop of
     * nftables is final whoever wrote the other rules, so an Engine that writes iptables is asked with both.
     */
    async function applyWritten(
      plan: FirewallPlan,
      intents: readonly string[],
      form: ReachOptions['firewallBackend'],
      services: readonly Deployed[],
      before: ReadonlyMap<string, boolean>,
    ): Promise<void> {
      const statements = intents.map((one) => `    - ${one}\n`).join('');
      const workspace = openAlone(`${plan.yaml}x-bulkhead:\n  intents:\n${statements}`);
      const { topology } = workspace;
      const machine = await recordIn(lab);
      const rules = firewallRules({
        topology,
        reachWith: (one) => computeReach(topology, one),
        statements: [{ intents: readIntents(workspace).list, services: [...topology.services.keys()] }],
        options: optionsOf(machine.firewallBackend),
        machine,
        from: 'the lab',
        title: 'bulkhead engine tests',
      });
      const text = rules.scripts[form];
      const told = [...intents, '', plan.yaml, text].join('\n');
      expect(rules.proof.opens.map(changeText), told).toEqual([]);
      const script = join(lab.folder, 'firewall.sh');
      await writeFile(script, text);
      const applied = await inHost(`sh ${script}`);
      expect([applied.code, applied.stderr], told).toEqual([0, '']);
      const after = await compare(plan, services, [...intents, text]);
      const opened = [...after]
        .filter(([key, value]) => value && before.get(key) === false)
        .map(([key]) => key);
      const closed = [...after]
        .filter(([key, value]) => !value && before.get(key) === true)
        .map(([key]) => key);
      totals.written[form] += 1;
      totals.opened += opened.length;
      totals.closed += closed.length;
      totals.open += rules.open.length;
      expect(opened, told).toEqual([]);
      // Twice is once, and what was taken away is away.
      expect((await inHost(`sh ${script}`)).code, told).toBe(0);
      const saved = (await inHost(`sh ${script} remove; iptables-save; ip6tables-save; nft list ruleset`))
        .stdout;
      expect(/bulkhead/i.test(saved), told).toBe(false);
    }

    it(`${firewallSeconds} seconds of random rule sets`, {
      timeout: firewallSeconds * 1000 + 300_000,
    }, async () => {
      const end = performance.now() + firewallSeconds * 1000;
      for (let number = 0; number === 0 || performance.now() < end; number++) {
        const plan = firewallPlan(seed, number, outside);
        const file = join(lab.folder, 'firewall.yaml');
        await writeFile(file, plan.yaml);
        const projects = [{ project: 'bhfirewall', file, called: (service: string) => service }];
        try {
          const services = await bringUp(lab, projects);
          totals.topologies += 1;
          const before = await compare(plan, services, [`topology ${number} without rules`]);
          for (const [at, commands] of plan.sets.entries()) {
            // One of each kind at least, and a set in either form.
            if (at > 1 && performance.now() > end) break;
            await withRules(commands, () => compare(plan, services, commands));
            const form = (number + at) % 2 === 0 ? 'iptables' : 'nftables';
            await applyWritten(plan, plan.statements[at] ?? [], form, services, before);
          }
        } finally {
          await takeDown(lab, projects);
        }
      }
      expect(totals.different).toBe(0);
    });
  },
);
