import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { operationKinds } from '../../core/compose/operations/registry.ts';
import { usageTexts } from '../../core/compose/testing/usage-texts.ts';
import { recordText } from '../../core/observed/record.ts';
import { recordOf } from '../../core/observed/testing/record-of.ts';
import { runCommandLine } from '../run-command-line.ts';
import { call, shop } from '../testing/call.ts';
import { fakeIo } from '../testing/fake-io.ts';

describe('edit', () => {
  it('prints the file with that change alone, and the delta on standard error', async () => {
    const { code, out, err } = await call(['edit', 'compose.yaml', 'attach=web:back']);
    expect(code).toBe(0);
    expect(out).toBe(shop.replace('networks: [front]', 'networks: [front, back]'));
    expect(err).toContain('+ web reaches db\n');
    expect(err).toContain('+ db reaches web\n');
  });

  it('carries out several operations as one', async () => {
    const { code, out } = await call(['edit', 'detach=web:front', 'attach=web:back']);
    expect(code).toBe(0);
    expect(out).toContain('networks: [back]\n');
  });

  it.each(operationKinds.map((kind) => [kind.type, usageTexts(kind)] as const))(
    'takes %s as an operation, in every form of its usage',
    async (type, texts) => {
      for (const text of texts) {
        const { err } = await call(['edit', 'compose.yaml', `${type}=${text}`]);
        expect(err).not.toMatch(/needs an operation|not an operation|(?:unknown|invalid)-operation/);
      }
    },
  );

  it('writes with --write, and prints nothing', async () => {
    const { code, out, io } = await call(['edit', '--write', 'compose.yaml', 'attach=web:back']);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(io.text('/shop/compose.yaml')).toContain('networks: [front, back]');
  });

  it('is refused with code and choices: 1, nothing printed, nothing written', async () => {
    const { code, out, err, io } = await call(['edit', '--write', 'compose.yaml', 'detach=web:front']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^last-network: /);
    expect(err).toContain('detach=web:front:none');
    expect(io.text('/shop/compose.yaml')).toBe(shop);
  });

  it('changes nothing when the state already holds', async () => {
    const { code, out, err } = await call(['edit', '-', 'attach=web:front'], { stdin: shop });
    expect({ code, out }).toEqual({ code: 0, out: shop });
    expect(err).toBe('no connection opens or closes\n');
  });

  it('tells on standard error what it breaks and which findings come with it', async () => {
    const needing = shop.replace('networks: [front]', 'networks: [front, back]\n    depends_on: [db]');
    const { code, out, err } = await call(['edit', 'detach=web:back', 'publish=db:5432:5432'], {
      files: { '/shop/compose.yaml': needing },
    });
    expect(code).toBe(0);
    expect(out).toContain('networks: [front]\n');
    expect(err).toContain('- web reaches db\n');
    expect(err).toContain('breaks: web needs db and no longer reaches it\n');
    expect(err).toMatch(/^gained: compose\.yaml:\d+:\d+: error CN104 dead-port-internal-only: db /m);
    expect(err).toMatch(/^gained: compose\.yaml:\d+:\d+: warning CN401 /m);
  });

  const resolving = `services:
  web: { image: nginx, dns: [10.9.0.53], networks: [net, other] }
  names: { image: example/dns, networks: { net: { ipv4_address: 10.9.0.53 }, other: } }
networks:
  net: { ipam: { config: [{ subnet: 10.9.0.0/24 }] } }
  other: {}
`;

  it('counts a name server that is left behind as a need, although the two share another network', async () => {
    const files = { '/shop/compose.yaml': resolving };
    const { err } = await call(['edit', 'detach=web:net'], { files });
    expect(err).toContain('breaks: web needs names (as 10.9.0.53) and no longer reaches it\n');
    expect(err).toMatch(
      /^gained: compose\.yaml:2:\d+: warning CN413 dns-unreachable: web uses 10\.9\.0\.53 /m,
    );
  });

  it('says what neither connections nor findings show', async () => {
    const files = { '/shop/compose.yaml': resolving };
    const { err } = await call(['edit', 'move=names:net:other'], { files });
    expect(err).toContain('loses: drops the fixed address 10.9.0.53 of names on net\n');
    expect(err).toContain('breaks: web needs names (as 10.9.0.53)');
  });

  it('shows a split that is too much for too little, and does not make it', async () => {
    const post = readFileSync(join(import.meta.dirname, '../../../e2e/stacks/files/post-18.yaml'), 'utf8');
    const files = { '/shop/compose.yaml': post };
    const { code, out, err, io } = await call(['edit', '--write', '--split', 'post-net'], { files });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('It edits 10 of 18 services for 1 of ');
    expect(err).toContain('split-objection: ');
    expect(err).toContain('  add-network=front-data');
    expect(io.text('/shop/compose.yaml')).toBe(post);
  });

  it('tells what Docker Compose refuses from now on', async () => {
    const { code, err } = await call(['edit', 'unset=web:image']);
    expect(code).toBe(0);
    expect(err).toMatch(/^gained: compose\.yaml:\d+:\d+: error CN60\d /m);
  });

  it('--into prints the override, and writes it with --write alone', async () => {
    const words = ['edit', 'compose.yaml', '--into', 'over.yaml', 'attach=web:back'];
    const printed = await call(words);
    expect(printed.code).toBe(0);
    expect(printed.out).toContain('back');
    expect(printed.err).toContain('changes over.yaml\n');
    expect(printed.io.kindOf('over.yaml')).toBe('absent');
    const written = await call([...words, '--write']);
    expect({ code: written.code, out: written.out }).toEqual({ code: 0, out: '' });
    expect(written.io.text('/shop/over.yaml')).toBe(printed.out);
    expect(written.io.text('/shop/compose.yaml')).toBe(shop);
  });

  it('writes nothing, exit 2, where another program changed the file meanwhile', async () => {
    const machine = { files: { '/shop/compose.yaml': shop } };
    const io = fakeIo(machine);
    const theirs = new TextEncoder().encode('theirs: 1\n');
    const reading = {
      ...io,
      whyNotWritable: () => {
        io.files.set('/shop/compose.yaml', theirs);
        return null;
      },
    };
    expect(await runCommandLine(reading, ['edit', '--write', 'attach=web:back'])).toBe(2);
    expect(io.written.err).toBe(
      'compose.yaml:1:1: was changed by another program since it was read, so it was not written. Run the command again.\n',
    );
    expect(io.text('/shop/compose.yaml')).toBe('theirs: 1\n');
  });

  it.each([
    'cap-drop=web:NOPE',
    'intent=never:foo',
    'bind=web:9586:home',
    'remap=web:80:x',
    'address=web:front:1.2',
    'expose=web:x',
  ])('refuses a word that is none as a wrong call: %s', async (operation) => {
    const { code, out, err, io } = await call(['edit', '--write', operation]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^invalid-[a-z]+: "[^"]*" is .*\.?\n$/);
    expect(io.text('/shop/compose.yaml')).toBe(shop);
  });
});

describe('edit, by what was observed', () => {
  const flat =
    'services:\n  web: { image: nginx, ports: ["443:443"] }\n  api: { image: a }\n  db: { image: "postgres:16" }\n';
  const machine = (...lines: readonly string[]) => ({
    files: { '/shop/compose.yaml': flat, '/shop/seen.json': recordText(recordOf(...lines)) },
  });
  const lines = ['web -> api:8080 x40', 'api -> db:5432 x112'];

  it('splits a network, and says what that rests on and that nothing seen is closed', async () => {
    const words = ['edit', '--split', 'default', '--observed', 'seen.json'];
    const { code, out, err } = await call(words, machine(...lines));
    expect([code, out]).toEqual([0, expect.stringContaining('networks: [front]')]);
    expect(err).toContain('  web needs api: seen 40 times in 24 hours\n');
    expect(err).toContain('closes 2 pairs, of which none was seen in 24 hours\n');
  });

  const needs = `services:
  web: { image: nginx, ports: ["8080:80"] } # the door
  api: { image: example/api }
  db: { image: "postgres:17" }
`;

  it('gives the project the fewest networks for its needs, those stated in the same call included', async () => {
    const words = ['edit', '--propose-networks', 'intent=must:web -> api', 'intent=must:api -> db'];
    const { code, out, err } = await call(words, { files: { '/shop/compose.yaml': needs } });
    expect(code).toBe(0);
    expect(out).toContain('["8080:80"], networks: [front] } # the door');
    expect(out).toContain('  api: { image: example/api, networks: [front, back] }');
    expect(err).toContain('2 networks for 2 needs; connected pairs without a need 1 -> 0\n');
    expect(err).toContain(
      '  back (new, internal): api, db\n    api needs db; internal, since neither needs a way out.\n',
    );
  });

  it('proposes no networks without a need, and none beyond the room of the default pools', async () => {
    const none = await call(['edit', '--propose-networks'], { files: { '/shop/compose.yaml': needs } });
    expect([none.code, none.out]).toEqual([0, needs]);
    expect(none.err).toContain('No need is known that a network has to carry. State who needs whom first: ');
    const parts = Array.from({ length: 31 }, (_, at) => `p${at}`);
    const stack = `services:\n  hub: { image: h }\n${parts.map((name) => `  ${name}: { image: p }\n`).join('')}`;
    const musts = parts.map((name) => `intent=must:hub -> ${name}`);
    const { code, out, err } = await call(['edit', '--propose-networks', ...musts], {
      files: { '/shop/compose.yaml': stack },
    });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('The needs take 31 networks, ');
    expect(err).toContain('networks-objection: the networks were not made, for the reasons above\n');
  });

  it('states what must hold', async () => {
    const words = ['edit', '--must-observed', '--observed', 'seen.json'];
    const { out, err } = await call(words, machine(...lines));
    expect(out).toBe(`${flat}x-bulkhead:\n  intents:\n    - must: web -> api\n    - must: api -> db\n`);
    expect(err).toContain('must: api -> db (seen 112 times in 24 hours)\n');
  });

  it('says that an operation breaks what was seen, to the outside as well', async () => {
    const words = ['edit', '--observed', 'seen.json', 'internal=default:true'];
    const { err } = await call(words, machine('api -> internet:443'));
    expect(err).toContain('breaks: api needs internet and no longer reaches it\n');
  });

  it.each([
    [['--split', 'fron'], '--split fron: no such network'],
    [['--must-observed'], '--observed FILE'],
    [['--split', 'default', '--propose-networks'], 'Give one of them.'],
  ])('%j is a wrong call', async (words, message) => {
    const { code, err } = await call(['edit', ...words], machine());
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});
