// The entry point of the Compose Bridge transformation, on a model as Compose hands it over and on one of `docker compose config`.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, commandTest as test } from '../page/test.ts';

const entry = fileURLToPath(new URL('../../deploy/bridge/convert.mjs', import.meta.url));

/** As Bridge writes it: everything settled and spelled out, dollar signs as they are, contents of secrets within. */
const model = `name: shop
services:
  web:
    command: [sh, -c, 'echo $HOME $(id)']
    depends_on:
      db:
        condition: service_started
        required: true
    entrypoint: null
    environment:
      PATH: null
      TOKEN: a$b
    image: example/web:1
    networks:
      default: null
      front: null
    ports:
      - mode: ingress
        target: 80
        published: "8080"
        protocol: tcp
    profiles: [shown]
  db:
    command: null
    entrypoint: null
    image: postgres:16
    networks:
      default: null
    secrets:
      - source: pw
networks:
  default:
    name: shop_default
    ipam: {}
    internal: true
  front:
    name: shop_front
    ipam: {}
secrets:
  pw:
    name: shop_pw
    file: /home/me/pw.txt
    content: hunter2
`;

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bridge-'));
  for (const name of ['in', 'out', 'templates']) mkdirSync(join(folder, name));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

function convert(text: string, env: { readonly [name: string]: string } = {}) {
  writeFileSync(join(folder, 'in/compose.yaml'), text);
  const args = ['--', entry, ...['in', 'out', 'templates'].map((name) => join(folder, name))];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
  const files = readdirSync(join(folder, 'out'));
  const texts = files.map((file) => readFileSync(join(folder, 'out', file), 'utf8')).join('');
  return { status, stdout, stderr, files, texts };
}

test('writes a file for each object, with the report on standard error', () => {
  const { status, stdout, stderr, files, texts } = convert(model);
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(files.map((file) => file.replace(/^\d+-/, ''))).toEqual([
    'networkpolicy-default-deny.yaml',
    'networkpolicy-web.yaml',
    'networkpolicy-db.yaml',
    'secret-web-env.yaml',
    'secret-pw.yaml',
    'service-web.yaml',
    'service-web-published.yaml',
    'service-db.yaml',
    'deployment-web.yaml',
    'deployment-db.yaml',
  ]);
  expect(texts).toContain('TOKEN: a$b\n');
  expect(texts).toContain('- "echo $HOME $$(id)"\n');
  expect(texts).toContain('pw: hunter2\n');
  expect(texts).not.toContain('PATH');
  expect(stderr).toContain('On Kubernetes: 0 opened, 0 closed; 0 lost,');
});

test('ends with 1 and writes nothing where something is lost, until that is accepted', () => {
  const bound = model.replace('    image: postgres:16\n', '    image: postgres:16\n    user: postgres\n');
  const refused = convert(bound);
  expect({ status: refused.status, files: refused.files }).toEqual({ status: 1, files: [] });
  expect(refused.stderr).toContain('! db user: postgres is a name inside the image');
  expect(refused.stderr).toContain('BULKHEAD_ACCEPT=1');
  expect(convert(bound, { BULKHEAD_ACCEPT: '1' }).status).toBe(0);
});

test('takes its settings from the folder of templates', () => {
  writeFileSync(
    join(folder, 'templates/bulkhead.env'),
    '# ours\nBULKHEAD_CLUSTER_CIDR=10.42.0.0/16, 10.43.0.0/16\nBULKHEAD_SERVICE_TYPE=NodePort\n',
  );
  const { status, texts } = convert(model);
  expect(status).toBe(0);
  expect(texts).toContain('type: NodePort\n');
  expect(texts).toContain(
    '            except:\n              - "10.42.0.0/16"\n              - "10.43.0.0/16"\n',
  );
  writeFileSync(join(folder, 'templates/bulkhead.env'), 'ACCEPT\n');
  expect(convert(model).status).toBe(2);
});

test('reads what docker compose config prints', () => {
  const found = spawnSync('docker', ['compose', 'version'], { encoding: 'utf8' });
  test.skip(found.status !== 0, 'Docker Compose is not installed');
  writeFileSync(
    join(folder, 'compose.yaml'),
    'name: shop\nservices:\n  web: { image: x, command: "echo $$HOME", ports: ["8080:80"], networks: [front, back] }\n  db: { image: postgres, networks: [back], volumes: ["data:/d"] }\nnetworks: { front: {}, back: { internal: true } }\nvolumes: { data: {} }\n',
  );
  const config = spawnSync('docker', ['compose', '-f', join(folder, 'compose.yaml'), 'config'], {
    encoding: 'utf8',
  });
  expect(config.status).toBe(0);
  expect(config.stdout).toContain('$$HOME');
  const { status, texts, stderr } = convert(config.stdout);
  expect(status, stderr).toBe(0);
  expect(texts).toContain('- "$HOME"\n');
  expect(texts).toMatch(/kind: StatefulSet\nmetadata:\n {2}name: db\n/);
  expect(texts.match(/^kind: .*$/gm)?.length).toBe(9);
});
