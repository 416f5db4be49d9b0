import { describe, expect, it } from 'vitest';
import { inFile } from '../offset-path.ts';
import { openWorkspace } from './open-workspace.ts';
import { placeOf } from './place-of.ts';
import { topLevel } from './top-level.ts';
import type { Workspace } from './workspace.ts';

/** Opens texts: the first `order.length` are the project, all others are available to it. */
function open(
  texts: Readonly<Record<string, string>>,
  order: readonly string[] = [Object.keys(texts)[0] ?? ''],
  environment: Readonly<Record<string, string>> = {},
): Workspace {
  const named = new Map(Object.entries(texts));
  return openWorkspace({ order, texts: named, environment: new Map(Object.entries(environment)) });
}

function networksOf(workspace: Workspace, service: string): readonly string[] {
  const found = workspace.topology.services.get(service);
  return found?.attachments.map(({ network }) => network) ?? [];
}

function portsOf(workspace: Workspace, service: string): readonly string[] {
  const bindings = workspace.topology.services.get(service)?.ports.flatMap((port) => port.bindings) ?? [];
  return bindings.map(({ hostIp, hostPort, containerPort }) => `${hostIp}:${hostPort}:${containerPort}`);
}

function at(workspace: Workspace, ...path: readonly (string | number)[]): string {
  const { file, line } = placeOf(workspace, path);
  return `${file}:${line}`;
}

const base = `services:
  web:
    image: web
    ports: ["80:80"]
    networks: [front]
    environment: [A=1, B=2]
  db: { image: db, networks: [back] }
networks:
  front:
  back:
`;

describe('files that are merged', () => {
  it('adds memberships, ports and variables; the later scalar wins', () => {
    const over = `services:
  web:
    image: web:2
    ports: ["127.0.0.1:81:81", "80:80"]
    networks: { back: { aliases: [shop] } }
    environment: { B: "3" }
`;
    const workspace = open({ 'a.yaml': base, 'b.yaml': over }, ['a.yaml', 'b.yaml']);
    const web = workspace.topology.services.get('web');
    expect(web?.image).toBe('web:2');
    expect(networksOf(workspace, 'web')).toEqual(['front', 'back']);
    expect(portsOf(workspace, 'web')).toEqual([':80:80', '127.0.0.1:81:81']);
    expect(web?.environment.map(({ key, value }) => `${key}=${value}`)).toEqual(['A=1', 'B=3']);
    expect(workspace.problems).toEqual([]);
    expect(at(workspace, 'services', 'web', 'image')).toBe('b.yaml:3');
    expect(at(workspace, 'services', 'web', 'networks', 'front')).toBe('a.yaml:5');
    expect(at(workspace, 'services', 'web', 'networks', 'back')).toBe('b.yaml:5');
    expect(at(workspace, 'services', 'web', 'ports', 1)).toBe('b.yaml:4');
    expect(at(workspace, 'services', 'db')).toBe('a.yaml:7');
  });

  it('takes away with !reset and replaces with !override', () => {
    const over = `services:
  web:
    networks: !override [back]
    ports: !reset []
  db: !reset null
networks:
  front: !reset null
`;
    const workspace = open({ 'a.yaml': base, 'b.yaml': over }, ['a.yaml', 'b.yaml']);
    expect(networksOf(workspace, 'web')).toEqual(['back']);
    expect(portsOf(workspace, 'web')).toEqual([]);
    expect([...workspace.topology.services.keys()]).toEqual(['web']);
    expect([...workspace.topology.networks.keys()]).toEqual(['back']);
  });

  it('takes one membership away', () => {
    const over = 'services: { web: { networks: { front: !reset null, back: } } }\n';
    expect(networksOf(open({ a: base, b: over }, ['a', 'b']), 'web')).toEqual(['back']);
  });

  it('lets a later file say again what an earlier one took away', () => {
    const first =
      'services: { web: { image: x, networks: { back: !reset null, front: } } }\nnetworks: { front: , back: }\n';
    const second = 'services: { web: { networks: [back] } }\n';
    expect(networksOf(open({ a: first, b: second }, ['a', 'b']), 'web').toSorted()).toEqual([
      'back',
      'front',
    ]);
  });

  it('refuses what only the whole shows to be wrong, in the file that says it', () => {
    const over = 'services:\n  web:\n    network_mode: host\n';
    const workspace = open({ a: base, b: over }, ['a', 'b']);
    const [problem] = workspace.problems;
    expect(problem?.message).toBe("service 'web' has both network_mode and networks");
    expect(problem && at(workspace, ...problem.path)).toBe('b:3');
  });

  it('says nothing against an override that is none alone', () => {
    const over = 'services:\n  web:\n    networks: [back]\n';
    expect(open({ a: base, b: over }, ['a', 'b']).problems).toEqual([]);
  });

  it('keeps the last good model while one file is broken', () => {
    const workspace = open({ a: base, b: 'services: {' }, ['a', 'b']);
    expect(workspace.stale).toBe(true);
    expect(workspace.problems.map((problem) => at(workspace, ...problem.path))).toEqual(['b:1']);
  });
});

it('reports a form that cannot be merged', () => {
  const workspace = open({ a: base, b: 'services:\n  web:\n    ports: many\n' }, ['a', 'b']);
  const clash = workspace.problems.find(({ code }) => code === 'override-clash');
  expect(clash?.message).toContain('cannot override services.web.ports');
  expect(clash && at(workspace, ...clash.path)).toBe('b:3');
});

describe('several YAML documents in one file', () => {
  const text = `services:
  web: { image: web, networks: [front] }
  db:
    image: db
networks:
  front:
---
services:
  web:
    networks: [back]
    user: "1"
  db: !reset null
networks:
  back:
`;

  it('are merged as files are, and reported in their lines', () => {
    const workspace = open({ a: text });
    expect([...workspace.topology.services.keys()]).toEqual(['web']);
    expect(networksOf(workspace, 'web')).toEqual(['front', 'back']);
    expect(workspace.topology.services.get('web')?.user).toBe('1');
    expect(at(workspace, 'services', 'web', 'user')).toBe('a:11');
    expect(at(workspace, 'services', 'web', 'image')).toBe('a:2');
    expect(workspace.problems).toEqual([]);
  });

  it('must each hold something', () => {
    const workspace = open({ a: 'services: {}\n---\n' });
    expect(workspace.problems.map(({ kind, code }) => `${kind} ${code}`)).toEqual([
      'rejected empty-document',
    ]);
  });

  it('know only the anchors of their own', () => {
    const workspace = open({ a: 'x: &a 1\nservices: {}\n---\nservices: { web: { image: *a } }\n' });
    expect(workspace.stale).toBe(true);
  });
});

it('hears an override that has no services', () => {
  const workspace = open({ a: base, b: 'x-bulkhead:\n  version: 1\n' }, ['a', 'b']);
  expect([workspace.stale, workspace.problems]).toEqual([false, []]);
  expect(topLevel(workspace, 'x-bulkhead')?.kind).toBe('map');
});

it('takes an override of comments alone', () => {
  const workspace = open({ a: base, b: '# nothing yet\n' }, ['a', 'b']);
  expect([workspace.stale, workspace.problems]).toEqual([false, []]);
});

describe('extends', () => {
  it('builds on a service of the same file, and drops nothing of its own', () => {
    const text = `services:
  common: { image: base, cap_drop: [ALL], networks: [front] }
  web:
    extends: common
    networks: [back]
networks: { front: , back: }
`;
    const workspace = open({ 'a.yaml': text });
    const web = workspace.topology.services.get('web');
    expect([web?.image, web?.capDrop, networksOf(workspace, 'web')]).toEqual([
      'base',
      ['ALL'],
      ['front', 'back'],
    ]);
    expect(at(workspace, 'services', 'web', 'cap_drop', 0)).toBe('a.yaml:2');
    expect(at(workspace, 'services', 'web', 'networks', 'back')).toBe('a.yaml:5');
  });

  it('builds on a service of another file, by its folder, and brings no networks along', () => {
    const text = 'services:\n  web:\n    extends: { file: lib/common.yaml, service: base }\n';
    const common = 'services:\n  base: { extends: root, networks: [front] }\n  root: { image: base }\n';
    const workspace = open({ 'app/a.yaml': text, 'app/lib/common.yaml': common });
    expect(workspace.topology.services.get('web')?.image).toBe('base');
    expect([...workspace.topology.services.keys()]).toEqual(['web']);
    expect(workspace.problems.map(({ message }) => message)).toEqual([
      "service 'web' uses the network 'front', which the file does not define",
    ]);
    expect(at(workspace, 'services', 'web', 'networks', 'front')).toBe('app/lib/common.yaml:2');
  });

  it('knows nothing of the networks where the file is missing', () => {
    const workspace = open({
      a: 'services:\n  web:\n    image: x\n    extends: { file: b.yaml, service: s }\n',
    });
    expect(workspace.topology.services.get('web')?.mode).toEqual({ kind: 'unknown', raw: 'extends b.yaml' });
    expect(workspace.missing).toEqual([
      {
        file: 'b.yaml',
        kind: 'extends',
        by: 'a',
        optional: false,
        open: false,
        at: inFile('a', ['services', 'web', 'extends']),
      },
    ]);
  });

  it('reports circles and names that are not there', () => {
    const circle = open({ a: 'services:\n  x: { image: i, extends: y }\n  y: { image: i, extends: x }\n' });
    expect(circle.problems.map(({ code }) => code)).toContain('extends-cycle');
    const nobody = open({ a: 'services:\n  x: { image: i, extends: gone }\n' });
    expect(nobody.problems.map(({ message }) => message)).toEqual([
      'cannot extend service "x" in a: service "gone" not found',
    ]);
  });
});

describe('include', () => {
  it('takes over services and networks, with variables of its own', () => {
    const main = 'include:\n  - db/compose.yaml\nservices:\n  web: { image: web, networks: [back] }\n';
    const included =
      'services:\n  db: { image: "db:${TAG}", networks: [back] }\nnetworks:\n  back: { internal: true }\n';
    const texts = { 'compose.yaml': main, 'db/compose.yaml': included, 'db/.env': 'TAG=17\n' };
    const workspace = open(texts);
    expect(workspace.topology.services.get('db')?.image).toBe('db:17');
    expect(workspace.topology.networks.get('back')?.internal).toBe(true);
    expect(workspace.topology.unsetVariables).toEqual([]);
    expect(workspace.files.map(({ document, role }) => `${role} ${document.file}`)).toEqual([
      'main compose.yaml',
      'included db/compose.yaml',
    ]);
    expect(at(workspace, 'networks', 'back', 'internal')).toBe('db/compose.yaml:4');
    // The outer variables win.
    expect(open(texts, ['compose.yaml'], { TAG: '9' }).topology.services.get('db')?.image).toBe('db:9');
  });

  it('lets the including file have the last word', () => {
    const main = 'include: [b.yaml]\nservices:\n  db: { image: "mine:${TAG:-1}" }\n';
    const workspace = open({
      'a.yaml': main,
      'b.yaml': 'services:\n  db: { image: other, user: "${WHO}" }\n',
      '.env': 'WHO=me\n',
    });
    const db = workspace.topology.services.get('db');
    expect([db?.image, db?.user]).toEqual(['mine:1', 'me']);
  });

  it('softens what a missing file may declare, and reports circles', () => {
    const missing = open({ a: 'include: [gone.yaml]\nservices:\n  web: { image: x, networks: [far] }\n' });
    expect(missing.problems.map(({ kind, code }) => `${kind} ${code}`)).toEqual(['notice undefined-network']);
    expect(missing.missing.filter(({ optional }) => !optional).map(({ file }) => file)).toEqual([
      'gone.yaml',
    ]);
    const circle = open({ a: 'include: [b]\nservices: {}\n', b: 'include: [a]\nservices: {}\n' });
    expect(circle.problems.map(({ code }) => code)).toContain('include-cycle');
  });
});

describe('chains that are too long', () => {
  it('follows 100 services that extend one another, and says of more that it does not', () => {
    const chain = (links: number) =>
      Array.from({ length: links }, (_, i) => `  s${i}: { extends: { service: s${i + 1} } }\n`).join('');
    const read = (links: number) =>
      open({
        'c.yaml': `services:\n${chain(links)}  s${links}: { image: x, networks: [n] }\nnetworks: { n: {} }\n`,
      });
    expect(read(100).problems).toEqual([]);
    expect(networksOf(read(100), 's0')).toEqual(['n']);
    const problems = read(4000).problems.map(({ kind, code }) => `${kind} ${code}`);
    expect(problems).toEqual(['unreadable extends-too-deep']);
  });

  it('does the same with files that include one another', () => {
    const texts = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [
        `f${i}.yaml`,
        `include: [f${i + 1}.yaml]\nservices: { s${i}: { image: x } }\n`,
      ]),
    );
    const { problems } = open(texts);
    expect(problems.map(({ kind, code }) => `${kind} ${code}`)).toEqual(['unreadable include-too-deep']);
  });
});
