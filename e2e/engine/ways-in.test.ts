// Real proxies before random projects, in network namespaces of this test alone: what a request gets is what `ask` says on paper.
// `npm run test:engine -- --ways-in`.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { verdict, waysIn } from '../../src/core/ways-in/testing/ask-in.ts';
import { recordProof } from './proof.ts';
import { run } from './run.ts';
import { settings } from './settings.ts';
import { caddyPlans } from './ways-in/caddy-plan.ts';
import { judge, type Raw, readRaw, weakestOf } from './ways-in/judge.ts';
import { nginxPlans } from './ways-in/nginx-plan.ts';
import { composeOf, servers, shownOf, sources, type WaysPlan } from './ways-in/plan.ts';
import { dockerPort, traefikPlans } from './ways-in/traefik-plan.ts';

const { seed, waysInSeconds } = settings;

interface Answered {
  /** What the proxy said when it ended; null where it listened. */
  readonly ended: string | null;
  readonly answers: readonly (readonly (readonly Raw[])[])[];
  readonly error?: string;
}

interface Tool {
  readonly name: WaysPlan['program'];
  readonly path: string;
  /** `{files}` is the lab's folder of its configuration. */
  command(plan: WaysPlan): readonly string[];
  /** The folder of its configuration, over which the lab's is mounted; null where its files name no other. */
  readonly etc: string | null;
  /** Where it asks Docker for labels; null where it asks nobody. */
  readonly dockerPort: number | null;
  readonly version: readonly string[];
  plans(from: number, count: number, version: string): readonly WaysPlan[];
}

function found(name: string, given = ''): string | null {
  const folders = ['/usr/sbin', '/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
  return (
    [given, ...folders.map((folder) => join(folder, name))].find((path) => path !== '' && existsSync(path)) ??
    null
  );
}

function tools(): readonly Tool[] {
  const nginx = found('nginx');
  const caddy = found('caddy', process.env.BULKHEAD_CADDY);
  const traefik = found('traefik', process.env.BULKHEAD_TRAEFIK);
  return [
    ...(nginx === null
      ? []
      : [
          {
            name: 'nginx' as const,
            path: nginx,
            // The prefix of the official image: what no line names is looked for there.
            command: () => [
              nginx,
              '-p',
              '/etc/nginx',
              '-c',
              '/etc/nginx/nginx.conf',
              '-g',
              'daemon off; master_process off; error_log stderr; pid /dev/null;',
            ],
            etc: '/etc/nginx',
            dockerPort: null,
            version: ['-v'],
            plans: nginxPlans,
          },
        ]),
    ...(caddy === null
      ? []
      : [
          {
            name: 'caddy' as const,
            path: caddy,
            command: () => [caddy, 'run', '--adapter', 'caddyfile', '--config', '{files}/Caddyfile'],
            etc: null,
            dockerPort: null,
            version: ['version'],
            plans: caddyPlans,
          },
        ]),
    ...(traefik === null
      ? []
      : [
          {
            name: 'traefik' as const,
            path: traefik,
            command: ({ command = [] }: WaysPlan) => [
              traefik,
              ...command.map((word) => word.replace('/etc/traefik/', '{files}/')),
            ],
            etc: null,
            dockerPort,
            version: ['version'],
            plans: (from: number, count: number, version: string) => traefikPlans(from, count, version),
          },
        ]),
  ];
}

/** The lab of one proxy, which takes a job after the other. */
function startWorker(
  folder: string,
  { etc, dockerPort: at }: Tool,
): { readonly child: ChildProcess; ask(job: object): Promise<Answered> } {
  const worker = fileURLToPath(new URL('ways-in/worker.mjs', import.meta.url));
  const about = JSON.stringify({
    folder,
    servers,
    sources: Object.values(sources).flat(),
    etc,
    dockerPort: at,
  });
  const child = spawn('unshare', ['--net', '--mount', process.execPath, worker, about], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    async ask(job) {
      child.stdin.write(`${JSON.stringify(job)}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error('The worker of the lab has ended.');
      return JSON.parse(value) as Answered;
    },
  };
}

const all = tools();

describe.each(all.map((tool) => [tool.name, tool] as const))('ways in through %s', (name, tool) => {
  it(
    'are what ask says',
    async () => {
      const { stdout, stderr } = await run(tool.path, tool.version);
      const version = /\d+(?:\.\d+)+/.exec(stdout + stderr)?.[0] ?? 'unknown';
      const folder = mkdtempSync(join(tmpdir(), 'bulkhead-ways-'));
      const worker = startWorker(folder, tool);
      const counts = { projects: 0, refused: 0, equal: 0, different: 0, unknown: 0 };
      const reasons = new Map<string, number>();
      const differences: string[] = [];
      const until = Date.now() + (waysInSeconds * 1000) / all.length;
      try {
        for (let number = 0; Date.now() < until && differences.length < 10; number++) {
          const [plan] = tool.plans(seed + number, 1, version);
          if (plan === undefined) break;
          await compare(plan, number);
        }
      } finally {
        worker.child.kill('SIGKILL');
        rmSync(folder, { recursive: true, force: true });
      }
      process.stdout.write(
        `${JSON.stringify({ waysIn: name, version, seed, ...counts, reasons: Object.fromEntries(reasons) })}\n`,
      );
      const { projects, refused, equal, different, unknown } = counts;
      recordProof({
        on: `${name} ${version}`,
        what: 'what a request gets, before random projects',
        cases: { count: projects, of: 'projects' },
        equal,
        different,
        unknown,
        note: refused === 0 ? '' : `${refused} of the projects it refused to start with, as predicted`,
      });
      expect(differences).toEqual([]);
      expect(counts.equal).toBeGreaterThan(0);

      async function compare(plan: WaysPlan, number: number): Promise<void> {
        const ways = waysIn(composeOf(plan), plan.texts);
        const asks = plan.asks.flatMap((ask) =>
          (['outside', 'lan'] as const).map((from) => ({ ...ask, from, sources: sources[from] })),
        );
        const { ended, answers, error } = await worker.ask({
          ...plan,
          command: tool.command(plan),
          containers: shownOf(plan),
          asks,
        });
        if (error !== undefined) throw new Error(error);
        counts.projects++;
        if (ended !== null) counts.refused++;
        for (const [index, { host, path, from }] of asks.entries()) {
          const url = `http://${host}${path}`;
          const said = verdict(ways, url, from);
          const raw = ended === null ? (answers[index] ?? []) : [[{ status: 0, location: null, body: '' }]];
          const measured = weakestOf(raw.map((some) => some.map((one) => readRaw(one, url))));
          const judged = judge(said, measured);
          counts[judged]++;
          if (judged === 'unknown') {
            const why = said.because ?? '';
            reasons.set(why, (reasons.get(why) ?? 0) + 1);
          }
          if (judged !== 'different') continue;
          const texts = Object.entries({ 'compose.yaml': composeOf(plan), ...plan.texts }).map(
            ([file, text]) => `--- ${file}\n${text}`,
          );
          differences.push(
            `${name} ${version}, seed ${seed + number}: ${url} from ${from}\nsaid ${JSON.stringify({ answer: said.answer, by: said.by, to: said.to, seen: said.seen, because: said.because })}\nmeasured ${JSON.stringify(measured)}${ended === null ? '' : `\nended: ${ended}`}\n${texts.join('\n')}`,
          );
        }
      }
    },
    (waysInSeconds + 60) * 1000,
  );
});

it.skipIf(all.length > 0)('needs nginx, caddy or traefik', () => undefined);
