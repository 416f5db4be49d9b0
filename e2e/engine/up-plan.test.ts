// What `up` will do, against the Engine with the Compose at hand: random edits of running stacks, planned from the files; plain `up`
// does to every service what the plan says, and the commands of the plan lead to the file.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runVerify } from '../../src/cli/commands/verify.ts';
import { planProject } from '../../src/cli/questions/plan-project.ts';
import { type Random, seededRandom } from '../../src/core/compose/testing/fuzz/random.ts';
import { planData } from '../../src/core/plan/plan-data.ts';
import { findEngines } from './docker-tools.ts';
import { type Lab, startLab } from './lab.ts';
import { dockerOf, ioIn, liveOptions } from './live-tools.ts';
import { recordProof } from './proof.ts';
import { settings } from './settings.ts';

const { seed, dockerHost } = settings;
const edits = 3;

interface Stack {
  readonly services: Readonly<Record<string, readonly string[]>>;
  readonly networks: Readonly<Record<string, string>>;
}

const start: Stack = {
  services: {
    a: ['networks: [front]'],
    b: ['networks: [front, back]'],
    c: ['networks: [back]'],
    j: ['network_mode: service:b'],
    e: ['networks: [front]', 'depends_on: [b]'],
  },
  networks: { front: '{}', back: '{}' },
};

/** Edits that Compose takes, each of one stack. */
const changes: readonly ((stack: Stack) => Stack)[] = [
  (stack) => ({ ...stack, networks: { ...stack.networks, back: '{internal: true}' } }),
  (stack) => ({ ...stack, networks: { ...stack.networks, front: '{labels: {x: y}}' } }),
  (stack) => withService(stack, 'b', 'environment: [X=1]'),
  (stack) => withService(stack, 'b', 'expose: ["80"]'),
  (stack) => withService(stack, 'e', 'profiles: [off]'),
  (stack) => withService(stack, 'c', 'depends_on: [a]'),
  (stack) => withService(stack, 'c', 'scale: 2'),
  (stack) => ({ ...stack, services: { ...stack.services, c: ['networks: [front]'] } }),
  (stack) => ({ ...stack, services: { ...stack.services, a: ['networks: {front: {aliases: [x]}}'] } }),
  (stack) => ({ ...stack, services: { ...stack.services, d: ['networks: [back]'] } }),
  ({ services: { a: _, ...services }, ...stack }) => ({ ...stack, services }),
];

function withService(stack: Stack, name: string, line: string): Stack {
  return { ...stack, services: { ...stack.services, [name]: [...(stack.services[name] ?? []), line] } };
}

function yamlOf(name: string, { services, networks }: Stack): string {
  const entries = Object.entries(services).flatMap(([service, lines], index) => [
    `  ${service}:`,
    '    image: bulkhead-probe:1',
    // Of its own, since `j` shares a namespace.
    `    command: httpd -f -p ${8000 + index} -h /etc`,
    '    stop_grace_period: 0s',
    ...lines.map((line) => `    ${line}`),
  ]);
  const declared = Object.entries(networks).map(([key, value]) => `  ${key}: ${value}`);
  return ['services:', ...entries, 'networks:', ...declared, `name: ${name}`, ''].join('\n');
}

function edited(random: Random): Stack {
  const count = 1 + random.below(2);
  let stack = start;
  for (let step = 0; step < count; step++) stack = random.some(changes)?.(stack) ?? stack;
  return stack;
}

interface Inspected {
  readonly Id: string;
  readonly Config: { readonly Labels: Readonly<Record<string, string>> };
  readonly State: { readonly StartedAt: string; readonly Running: boolean };
}

/** The containers of a project by service. */
async function containersOf(lab: Lab, project: string): Promise<ReadonlyMap<string, readonly Inspected[]>> {
  const ids = await lab.docker(['ps', '-aq', '--filter', `label=com.docker.compose.project=${project}`]);
  const listed = ids.split(/\s+/).filter((id) => id !== '');
  const all: readonly Inspected[] =
    listed.length === 0 ? [] : JSON.parse(await lab.docker(['inspect', ...listed]));
  const byService = new Map<string, Inspected[]>();
  for (const one of all) {
    const service = one.Config.Labels['com.docker.compose.service'] ?? '';
    byService.set(service, [...(byService.get(service) ?? []), one]);
  }
  return byService;
}

/** What became of each service, in the words of the plan. */
function fatesOf(
  before: ReadonlyMap<string, readonly Inspected[]>,
  after: ReadonlyMap<string, readonly Inspected[]>,
): Readonly<Record<string, unknown>> {
  const fates: Record<string, unknown> = {};
  for (const service of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(service) ?? [];
    const counts: Record<string, number> = {};
    let replaced = old.filter(({ Id }) => !after.get(service)?.some((one) => one.Id === Id)).length;
    for (const { Id, State } of after.get(service) ?? []) {
      const same = old.find((one) => one.Id === Id);
      const fate =
        same === undefined
          ? replaced-- > 0
            ? 'recreated'
            : 'created'
          : !State.Running
            ? 'stopped'
            : same.State.StartedAt === State.StartedAt
              ? 'left'
              : 'restarted';
      counts[fate] = (counts[fate] ?? 0) + 1;
    }
    const [only, ...others] = Object.keys(counts);
    fates[service] = others.length === 0 ? only : counts;
  }
  return fates;
}

const engines = dockerHost === undefined ? await findEngines() : [null];

describe.each(engines.map((engine) => [engine?.version ?? dockerHost, engine] as const))(
  'what up does on Engine %s',
  (version, engine) => {
    let lab: Lab;
    let compose = '';
    let compared = 0;
    let differing = 0;

    beforeAll(async () => {
      lab = await startLab(dockerHost, engine);
      compose = (await lab.compose(['version', '--short'])).trim();
    });

    afterAll(async () => {
      await lab?.stop();
      recordProof({
        on: `Docker Engine ${version}, Compose ${compose}`,
        what: 'what up does to each service',
        cases: { count: cases.length + 1, of: 'edits' },
        equal: compared,
        different: differing,
        unknown: 0,
      });
      process.stdout.write(
        `Engine ${version}, Compose ${compose}, seed ${seed}: ${compared} fates of services compared\n`,
      );
    });

    /** The stack as it was, with its files: `before.yaml` runs, `after.yaml` is the edit. */
    async function deployed(name: string, after: Stack) {
      const folder = join(lab.folder, name);
      await mkdir(folder, { recursive: true });
      const files = { before: join(folder, 'before.yaml'), after: join(folder, 'after.yaml') };
      await writeFile(files.before, yamlOf(name, start));
      await writeFile(files.after, yamlOf(name, after));
      await lab.compose(['-f', files.before, 'up', '-d']);
      const { docker: _, stackFile: __, ...options } = liveOptions;
      const plan = await planProject(ioIn(folder), [files.after], {
        ...options,
        from: [files.before],
        beside: [],
        compose,
      });
      return { folder, files, plan: planData(plan) };
    }

    async function differencesOf(folder: string, file: string): Promise<readonly unknown[]> {
      let report = '';
      const printing = {
        ...ioIn(folder),
        print: async (pieces: Iterable<string>) => {
          for (const piece of pieces) report += piece;
        },
      };
      const tools = {
        docker: dockerOf(lab),
        confirm: async () => null,
        onInterrupt: () => () => undefined,
      };
      const words = { ...liveOptions, format: 'json', probe: false, probeImage: '' };
      await runVerify(printing, [file], words, tools);
      return JSON.parse(report).differences;
    }

    const random = seededRandom(seed);
    const cases = Array.from({ length: edits }, (_, index) => ({ index, after: edited(random) }));

    it.each([
      ...cases,
      { index: edits, after: { ...start, networks: { front: '{}', back: '{internal: true}' } } },
    ])('edit $index: plain up does it, and the commands lead to the file', async ({ index, after }) => {
      const [plain, led] = [`up${index}-${lab.id}`, `led${index}-${lab.id}`];
      const one = await deployed(plain, after);
      const before = await containersOf(lab, plain);
      const exit = await lab.compose(['-f', one.files.after, 'up', '-d']).then(
        () => 0,
        () => 1,
      );
      const fates = fatesOf(before, await containersOf(lab, plain));
      const wrong = Object.keys(fates).filter(
        (service) => JSON.stringify(fates[service]) !== JSON.stringify(one.plan.services[service]),
      ).length;
      differing += wrong;
      expect({ exit, services: fates }).toEqual({ exit: one.plan.exit, services: one.plan.services });
      compared += Object.keys(fates).length - wrong;
      await lab.compose(['-f', one.files.after, 'down', '--remove-orphans']);

      const two = await deployed(led, after);
      for (const command of two.plan.do) {
        const words = command.split(' ').slice(1);
        await (words[0] === 'compose' ? lab.compose(words.slice(1)) : lab.docker(words));
      }
      expect(await differencesOf(two.folder, two.files.after)).toEqual([]);
      await lab.compose(['-f', two.files.after, 'down', '--remove-orphans']);
    });

    it('Compose before 2.31 leaves a changed network as it is', async () => {
      const { plan } = await deployed(`old-${lab.id}`, {
        ...start,
        networks: { front: '{}', back: '{internal: true}' },
      });
      if (compose.startsWith('2.26')) {
        expect(plan.services).toEqual({ a: 'left', b: 'left', c: 'left', e: 'left', j: 'left' });
        expect(plan.do.map((command) => command.split(' ').slice(4).join(' '))).toEqual(['down', 'up -d']);
      }
      await lab.compose(['-f', join(lab.folder, `old-${lab.id}`, 'before.yaml'), 'down']);
    });
  },
);
