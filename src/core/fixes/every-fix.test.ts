import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Operation } from '../compose/operations/operation.ts';
import { formatOperation, parseOperation } from '../compose/operations/operation-text.ts';
import { triesAll } from '../compose/testing/property-runs.ts';
import { openAlone, openWorkspace } from '../compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../compose/workspace/plan/plan-in-workspace.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Finding, Fix } from '../findings/finding.ts';
import { fingerprint } from '../findings/fingerprint.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import type { Analysis } from '../rules/analyze.ts';
import { examplesOf } from '../rules/examples.ts';
import { projectRules as rules } from '../rules/registry.ts';
import { objectionTo, offeredFixes } from './offer-fixes.ts';

/** Takes a tenth of the time, and is left out where not all is tried. */
const largest = 'tracker-57.yaml';
/** Valid examples have few findings, all of rules that are not theirs: they are left out where not all is tried. */
const kinds = triesAll ? (['invalid', 'valid'] as const) : (['invalid'] as const);

// `CORPUS_DIR` names a folder with more files.
const folders = [
  join(import.meta.dirname, '../../../e2e/engine/topologies'),
  join(import.meta.dirname, '../../../e2e/stacks/files'),
  process.env.CORPUS_DIR ?? '',
];
const files = folders.filter(Boolean).flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name) && (triesAll || name !== largest))
    .sort()
    .map((name) => join(folder, name)),
);

/** Files whose fixes once were refused or made things worse. */
const stubborn: readonly (readonly [what: string, text: string])[] = [
  [
    'a datastore in the namespace of another service',
    'services:\n  web:\n    image: example/web:1\n    ports: ["192.168.1.5:443:443"]\n    networks: [n, other]\n  vpn:\n    image: example/vpn:1\n    networks: [n]\n  db:\n    image: postgres:16\n    network_mode: service:vpn\n  api:\n    image: example/api:1\n    networks: [n]\n    environment:\n      DB: postgres://vpn:5432/app\n    depends_on: [db]\nnetworks:\n  n:\n  other:\n',
  ],
  [
    'the socket where the environment comes from an anchor',
    'x-base: &base\n  environment:\n    - A=1\nservices:\n  a:\n    <<: *base\n    image: example/a:1\n    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]\n  b:\n    image: example/b:1\n    environment: &more\n      - B=${B:-1}\n    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]\n  c:\n    image: example/c:1\n    environment: *more\n',
  ],
  [
    'many open ports beside data on the default network',
    `services:\n${[1, 2, 3, 4].map((n) => `  web${n}:\n    image: example/web${n}:1\n    ports: ["808${n}:80"]\n    depends_on: [api${n}]\n  api${n}:\n    image: example/api${n}:1\n    depends_on: [db]\n  job${n}:\n    image: example/job${n}:1\n    depends_on: [api${n}]\n`).join('')}  db:\n    image: postgres:16\n`,
  ],
  [
    'a datastore with an open port between two open services',
    'services:\n  web:\n    image: example/web:1\n    ports: ["8080:80"]\n    depends_on: [api]\n    networks: [n]\n  api:\n    image: example/api:1\n    ports: ["4000:4000"]\n    depends_on: [db]\n    networks: [n]\n  db:\n    image: postgres:16\n    ports: ["5432:5432"]\n    networks: [n]\nnetworks:\n  n:\n',
  ],
  [
    'an application between the edge and the data of a flat project',
    'services:\n  proxy:\n    image: example/proxy:1\n    ports: ["80:80"]\n    depends_on: [app, db]\n  app:\n    image: example/app:1\n    depends_on: [db, cache]\n  db:\n    image: postgres:16\n  cache:\n    image: memcached:1\n',
  ],
  [
    'a routed gateway, a port without an address behind it',
    'services:\n  a:\n    image: example/a:1\n    networks: [r]\n    ports: ["8080:80"]\n  b:\n    image: example/b:1\nnetworks:\n  r:\n    driver_opts:\n      com.docker.network.bridge.gateway_mode_ipv4: routed\n      com.docker.network.bridge.gateway_mode_ipv6: routed\n',
  ],
  [
    'open containers beside data and the socket',
    'services:\n  o:\n    image: example/o:1\n    network_mode: host\n  a:\n    image: example/a:1\n    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]\n  api:\n    image: example/api:1\n    depends_on: [db]\n  db:\n    image: postgres:16\n',
  ],
  [
    'a port that is said twice',
    'services:\n  a:\n    image: example/a:1\n    ports: ["8080:80", "8080:80"]\n',
  ],
  [
    'brokers with a coordinator between two open services',
    `services:\n  registry:\n    image: example/registry:1\n    ports: ["8081:8081"]\n    networks: [n]\n    depends_on: [broker1]\n  ui:\n    image: example/ui:1\n    ports: ["8080:8080"]\n    networks: [n]\n    depends_on: [broker1, broker2, broker3]\n  zoo:\n    image: zookeeper:3\n    networks: [n]\n${[1, 2, 3].map((n) => `  broker${n}:\n    image: apache/kafka:3\n    ports: ["909${n}:9092"]\n    networks: [n]\n    depends_on: [zoo]\n`).join('')}networks:\n  n:\n`,
  ],
  [
    'brokers with a coordinator on the default network',
    `services:\n  ui:\n    image: example/ui:1\n    ports: ["8080:8080"]\n    depends_on: [broker1, broker2]\n  zoo:\n    image: zookeeper:3\n${[1, 2].map((n) => `  broker${n}:\n    image: apache/kafka:3\n    depends_on: [zoo]\n`).join('')}`,
  ],
  [
    'two stores, each with an open service of its own and a worker for both',
    'services:\n  vote:\n    image: example/vote:1\n    ports: ["8080:80"]\n    networks: [front, inner]\n    depends_on: [redis]\n  result:\n    image: example/result:1\n    ports: ["8081:80"]\n    networks: [front, inner]\n    depends_on: [db]\n  worker:\n    image: example/worker:1\n    networks: [inner]\n    depends_on: [redis, db]\n  redis:\n    image: redis:7\n    networks: [inner]\n  db:\n    image: postgres:16\n    networks: [inner]\nnetworks:\n  front:\n  inner:\n',
  ],
  [
    'data on a network of the wire',
    'services:\n  db:\n    image: postgres:16\n    networks: [lan]\nnetworks:\n  lan:\n    driver: macvlan\n    driver_opts:\n      parent: eth0\n',
  ],
];

const stackText = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../e2e/stacks/files', name), 'utf8');
const post = stackText('post-18.yaml').replace(/ {2}firewall-post:\n(?: {4}.*\n)+/, '');
const flat = post.replace(/ {4}networks: .*\n/g, '').replace(/\nnetworks:\n(?: {2}.*\n)+/, '\n');
const tracker = stackText(largest).replace(/\$\{([A-Z_]+)\}/g, (_, name) =>
  name === 'WEB_PORT' ? '9001' : name.toLowerCase(),
);

type Variant = readonly [what: string, text: string, titles: readonly string[]];

function largeVariants(): readonly Variant[] {
  return [
    [
      '57 on the default network',
      tracker,
      [
        'CN201 Move nginx to front, with what it needs, and stop publishing web',
        'CN201 Give memcached, redis, postgres, kafka, clickhouse one network of their own with those that need them',
      ],
    ],
  ];
}

/** The stacks as they are with their variables set, on one network by name or on none, without a service on that of the host. */
const variants: readonly Variant[] = [
  ...(triesAll ? largeVariants() : []),
  [
    '18 on a network',
    post,
    [
      'CN203 Give sql-post, cache-post 2 networks of their own with those that need them',
      'CN502 Insert a socket proxy',
    ],
  ],
  [
    '18 on the default network',
    flat,
    [
      'CN201 Give sql-post, cache-post 2 networks of their own with those that need them',
      'CN502 Insert a socket proxy',
    ],
  ],
];

/** A second round mostly meets offers of the first one again: of those one in so many is made, all where everything is tried. */
const everyNthRepeated = triesAll || process.env.CORPUS_DIR ? 1 : 16;

interface Tally {
  /** Fixes that the rules made, those that were offered, and those that were made in the second round. */
  readonly wished: number;
  readonly offered: number;
  readonly second: number;
  readonly refused: readonly string[];
  readonly wrong: readonly string[];
  /** Rule and title of each that was offered. */
  readonly titles: readonly string[];
}

/** Makes every fix that is offered for a file, and then every one that is offered for what came of it. */
function everyFix(text: string): Tally {
  const workspace = openAlone(text);
  const lists = { refused: [] as string[], wrong: [] as string[], titles: [] as string[] };
  const tally = { wished: 0, offered: 0, second: 0, ...lists };
  if (workspace.empty || workspace.stale) return tally;
  const before = analyze(workspace, defaultReachOptions);
  const known: Opened = new Map();
  const asBefore = new Set(before.findings.map(offerOf));
  let repeated = 0;
  // Several findings offer one fix, and two fixes lead to one text in either order: what was looked at is not looked at again.
  const walked = new Set<Analysis>();
  for (const finding of before.findings) {
    const offered = offeredFixes(workspace, before, finding);
    const titles = new Set(offered.map(({ title }) => title));
    tally.wished += new Set(finding.fixes.map(({ title }) => title)).size;
    for (const fix of finding.fixes) {
      if (titles.has(fix.title)) continue;
      tally.refused.push(`${nameOf(finding, fix)}: ${objectionTo(workspace, before, finding, fix)}`);
    }
    for (const fix of offered) {
      tally.offered++;
      tally.titles.push(`${finding.rule} ${fix.title}`);
      const made = make(workspace, before, finding, fix, known);
      if (typeof made === 'string') {
        tally.wrong.push(`${nameOf(finding, fix)}: ${made}`);
        continue;
      }
      if (walked.has(made.analysis)) continue;
      walked.add(made.analysis);
      for (const next of made.analysis.findings) {
        if (asBefore.has(offerOf(next)) && repeated++ % everyNthRepeated !== 0) continue;
        for (const second of offeredFixes(made.workspace, made.analysis, next)) {
          tally.second++;
          const again = make(made.workspace, made.analysis, next, second, known);
          if (typeof again === 'string')
            tally.wrong.push(`${nameOf(finding, fix)}, then ${nameOf(next, second)}: ${again}`);
        }
      }
    }
  }
  return tally;
}

/** A finding and what its fixes do, in words that are equal where a fix of another finding left both as they were. */
function offerOf(finding: Finding): string {
  return JSON.stringify([fingerprint(finding), finding.fixes.map(({ operations }) => operations)]);
}

function nameOf({ rule, subjects }: Finding, { title }: Fix): string {
  return `${rule} ${subjects.slice(0, 3).join(' ')}: ${title}`;
}

const counted = ({ findings }: Analysis): number =>
  findings.filter(({ severity, suppressed }) => severity !== 'info' && suppressed === null).length;

/** What was read anew, by all of its texts; null where it cannot be read. */
type Opened = Map<string, { readonly workspace: Workspace; readonly analysis: Analysis } | null>;

function openAnew({ input }: Workspace, known: Opened) {
  const key = JSON.stringify([input.order, [...input.texts]]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const workspace = openWorkspace(input);
  const made = workspace.stale ? null : { workspace, analysis: analyze(workspace, defaultReachOptions) };
  known.set(key, made);
  return made;
}

/** The project after a fix, read anew from its text; in words what is wrong with the fix. */
function make(workspace: Workspace, before: Analysis, finding: Finding, { operations }: Fix, known: Opened) {
  const planned = planInWorkspace(workspace, operations.map(asWritten));
  if (!planned.ok) return planned.error.message;
  const after = openAnew(planned.value.workspace, known);
  if (after === null) return 'cannot be read afterwards';
  const [had, has] = [counted(before), counted(after.analysis)];
  if (has > had) return `${had} warnings and errors become ${has}`;
  const print = fingerprint(finding);
  if (after.analysis.findings.some((one) => fingerprint(one) === print)) return 'the finding stays';
  return after;
}

/** What the command line makes of the words that a report gives for an operation. */
function asWritten(operation: Operation): Operation {
  const read = parseOperation(formatOperation(operation));
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

describe('every fix of every finding', () => {
  const all = { wished: 0, offered: 0, second: 0 };
  const refused: string[] = [];
  afterAll(() => {
    const lines = refused.length === 0 ? '' : `\nnot offered:\n${refused.join('\n')}`;
    console.info(
      `${files.length} files: ${all.wished} fixes wished, ${all.offered} offered and made, ${all.second} made after them${lines}`,
    );
  });

  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(4);
  });

  it.each(files)('%s: leaves no more warnings and errors, nor its finding, and so does the next', (file) => {
    const tally = everyFix(readFileSync(file, 'utf8'));
    expect(tally.wrong).toEqual([]);
    all.wished += tally.wished;
    all.offered += tally.offered;
    all.second += tally.second;
    refused.push(...tally.refused.map((line) => `${basename(file)}: ${line}`));
  });

  it.each(variants)('%s: the same, and the way to split the room is offered', (_what, text, wanted) => {
    const { wrong, titles } = everyFix(text);
    expect(wrong).toEqual([]);
    expect(titles).toEqual(expect.arrayContaining([...wanted]));
  });

  it.each(
    rules.flatMap((rule) => kinds.map((kind) => ({ id: rule.id, kind, texts: examplesOf(rule)[kind] }))),
  )('$id, $kind examples: also the fixes of all other rules, and all that they wish for', ({ texts }) => {
    for (const text of texts) expect(everyFix(text)).toMatchObject({ refused: [], wrong: [] });
  });

  it.each(stubborn)('%s', (_what, text) => {
    expect(analyze(openAlone(text), defaultReachOptions).findings).not.toEqual([]);
    expect(everyFix(text).wrong).toEqual([]);
  });
});
