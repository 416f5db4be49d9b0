// Two real Engines on a LAN, one of them on a mesh, too, behind a router: every prediction of `connect` is asked from every service, every
// machine, somebody on the LAN and the Internet, over TCP and with datagrams: who answers, and as whom the listener sees the asker.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFleet } from '../../src/cli/input/load-fleet.ts';
import { readAsked } from '../../src/core/fleet/ask-words.ts';
import { Connector } from '../../src/core/fleet/connect.ts';
import { bringUp, type Deployed, type Project } from './deploy.ts';
import { findEngines } from './docker-tools.ts';
import { recordText } from './firewall/record.ts';
import { inPlace, internetAddress, layPlaces, type PlaceName, placePort, placesOf } from './fleet/places.ts';
import {
  type DockerMachine,
  dockerMachines,
  fleetText,
  questions,
  type Round,
  rounds,
  routerRules,
  servicePorts,
  stacks,
  statedAddresses,
} from './fleet/plan.ts';
import { type Lab, newLabId, startLabIn, startReaper } from './lab.ts';
import { ioIn, liveOptions } from './live-tools.ts';
import { type Asked, askFrom } from './probe.ts';
import { recordProof } from './proof.ts';
import { run } from './run.ts';
import { settings } from './settings.ts';

// An Engine that a person named is one machine, and its namespace is not the lab's to plug into a router.
const engine = settings.dockerHost === undefined ? (await findEngines())[0] : undefined;

/** Who asks: the name that `connect` knows, and the namespace. */
interface Asker {
  readonly name: string;
  readonly namespace: string;
  readonly source?: string;
}

describe.skipIf(engine === undefined)('a fleet of two Engines', () => {
  const id = newLabId();
  const places = placesOf(id);
  const labs = new Map<DockerMachine, Lab>();
  const services: Deployed[] = [];
  const listeners: ChildProcess[] = [];
  const totals = { facts: 0, equal: 0, answered: 0, unknown: 0, unseen: 0, different: 0 };
  let folder: string;
  let reap = async (): Promise<void> => undefined;

  /** Starts a listener in a namespace; it ends with this process. */
  async function listen(namespace: string, names: readonly string[]): Promise<void> {
    const script = join(import.meta.dirname, 'fleet', 'listen.mjs');
    const args = [`--net=${namespace}`, process.execPath, script, ...names];
    const child = spawn('nsenter', args, { stdio: ['pipe', 'pipe', 'inherit'] });
    listeners.push(child);
    const ready = child.stdout && once(child.stdout, 'data');
    await Promise.race([
      ready,
      once(child, 'exit').then(() => Promise.reject(new Error(`no listener: ${names}`))),
    ]);
  }

  beforeAll(async () => {
    if (!engine) return;
    folder = await mkdtemp(join(tmpdir(), `bulkhead-fleet-${id}-`));
    reap = startReaper(folder, places.names);
    await layPlaces(places);
    await Promise.all(
      dockerMachines.map(async (machine) => {
        const lab = await startLabIn(
          {
            host: places.path(machine),
            world: places.path('world'),
            neighbour: places.path('laptop'),
            addresses: {
              ipv4: { host: '192.168.77.11', world: '203.0.113.1', neighbour: '192.168.77.50' },
              ipv6: { host: 'fd77:77::11', world: '::1', neighbour: 'fd77:77::50' },
            },
          },
          engine,
        );
        labs.set(machine, lab);
        const projects: Project[] = [];
        for (const [stack, text] of Object.entries(stacks[machine])) {
          const file = join(folder, machine, stack, 'compose.yaml');
          await mkdir(join(file, '..'), { recursive: true });
          await writeFile(file, text);
          projects.push({ project: stack, file, called: (service) => `${machine}/${stack}/${service}` });
        }
        for (const up of await Promise.all(projects.map((project) => bringUp(lab, [project]))))
          services.push(...up);
      }),
    );
    const own = (name: string): string => `${servicePorts[name]}=${name}`;
    await Promise.all([
      ...(['edge', 'nas', 'laptop', 'away', 'world'] as const).map((place) =>
        listen(places.path(place), [
          `${placePort}=${place === 'world' ? 'internet' : place}`,
          ...services
            .filter(({ name, open }) => open && name.startsWith(`${place}/`))
            .map(({ name }) => own(name)),
        ]),
      ),
      ...services
        .filter(({ name, open }) => !open && servicePorts[name] !== undefined)
        .map(({ name, namespace }) => listen(namespace, [own(name)])),
    ]);
  });

  afterAll(async () => {
    for (const listener of listeners) listener.kill();
    await Promise.all([...labs.values()].map((lab) => lab.stop()));
    await reap();
    const { facts, equal, answered, different, unknown, unseen } = totals;
    if (facts === 0) return;
    recordProof({
      on: `two Docker Engines ${engine?.version}`,
      what: 'who answers whom between machines, and as whom the asker is seen',
      cases: { count: rounds.length, of: 'sets of rules' },
      equal,
      different,
      unknown,
    });
    process.stdout.write(
      `Fleet of two Engines ${engine?.version}: ${rounds.length} sets of rules, ${facts} facts compared (${answered} answered), ${equal} equal, ${different} different, ${unknown} unknown; the address of the asker is not stated for ${unseen}\n`,
    );
  });

  /** Runs `then` under the rules of a round, and takes them away again. */
  async function underRules({ rules }: Round, then: () => Promise<void>): Promise<void> {
    const saved = new Map<string, { readonly tables: string; readonly routes: readonly string[] }>();
    try {
      for (const machine of dockerMachines) {
        const namespace = places.path(machine);
        const tables = await inPlace(namespace, 'iptables-save');
        const typed = rules[machine] ?? [];
        saved.set(namespace, { tables, routes: typed.filter((line) => line.startsWith('ip route add ')) });
        for (const line of typed) await inPlace(namespace, line);
      }
      await then();
    } finally {
      for (const [namespace, { tables, routes }] of saved) {
        for (const line of routes) await inPlace(namespace, line.replace(' add ', ' del '));
        await run('nsenter', [`--net=${namespace}`, 'iptables-restore'], process.env, tables);
      }
    }
  }

  function askers(): readonly Asker[] {
    const place = (name: string, at: PlaceName, source?: string): Asker => ({
      name,
      namespace: places.path(at),
      ...(source === undefined ? {} : { source }),
    });
    return [
      ...services.map(({ name, namespace }) => ({ name, namespace })),
      ...(['edge', 'nas', 'laptop', 'away'] as const).map((name) => place(name, name)),
      place('lan:home', 'guest'),
      place('internet', 'world', internetAddress),
    ];
  }

  /** The question in the words of `connect`, and where it is asked. */
  function allQuestions(): readonly { readonly to: string; readonly at: Asked }[] {
    const byAddress = questions.map((to) => {
      const asked = readAsked(to);
      if (asked?.target.kind !== 'address') throw new Error(`${to} is no address`);
      const { port, protocol, target } = asked;
      return { to, at: { address: target.address.text, port, protocol } };
    });
    const byName = services.flatMap(({ name, addresses, open }) => {
      const port = servicePorts[name];
      const [address] = addresses.ipv4;
      if (open || port === undefined || address === undefined || name in statedAddresses) return [];
      return (['tcp', 'udp'] as const).map((protocol) => ({
        to: `${name}:${port}${protocol === 'udp' ? '/udp' : ''}`,
        at: { address, port, protocol },
      }));
    });
    return [...byAddress, ...byName];
  }

  it.each(rounds)('connect under $name', async (round) => {
    const wrong: string[] = [];
    const before = totals.facts;
    await underRules(round, async () => {
      await inPlace(places.path('gate'), routerRules(round).join(' && '));
      for (const [machine, lab] of labs)
        await writeFile(join(folder, `${machine}.json`), await recordText(lab));
      await writeFile(join(folder, 'bulkhead.fleet.yaml'), fleetText(round));
      const told: string[] = [];
      const io = {
        ...ioIn(folder),
        complain: (said: string | readonly string[]) => void told.push(String(said)),
      };
      const { fleet, failed } = await loadFleet(io, folder, { ...liveOptions, docker: false });
      expect([failed, told]).toEqual([false, []]);
      const connector = new Connector(fleet);
      const all = allQuestions();
      await Promise.all(
        askers().map(async ({ name, namespace, source }) => {
          const jobs = all.map(({ at }) => (source === undefined ? at : { ...at, source }));
          const answers = await askFrom(namespace, jobs);
          for (const [at, { to }] of all.entries()) {
            const said = connector.ask(name, to);
            const [by = null, seen = null] = answers[at]?.split(' ') ?? [];
            totals.facts += 1;
            totals.answered += Number(by !== null);
            if (said.answer === 'unknown') {
              totals.unknown += 1;
              continue;
            }
            if (said.by === by && (said.seenAddress === null || said.seenAddress === seen)) {
              totals.equal += 1;
              totals.unseen += Number(by !== null && said.seenAddress === null);
              continue;
            }
            totals.different += 1;
            wrong.push(
              `${name} -> ${to}: said ${said.by} sees ${said.seenAddress} (${said.because ?? said.seen}), is ${by} sees ${seen}`,
            );
          }
        }),
      );
    });
    expect(totals.facts).toBeGreaterThan(before + 1000);
    if (wrong.length > 0) expect.fail([`${wrong.length} differ`, ...wrong].join('\n'));
  });
});
