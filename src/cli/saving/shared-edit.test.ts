import { describe, expect, it } from 'vitest';
import { call } from '../testing/call.ts';
import type { FakeMachine } from '../testing/fake-io.ts';

const a = `services:
  web:
    image: nginx
    networks: [front]
networks:
  front: {}
`;
const b = `include:
  - ../a/compose.yaml
services:
  app:
    image: example/app
    networks: [front]
    depends_on: [web]
`;
const machine = (more: FakeMachine['files'] = {}, cwd = '/stacks'): FakeMachine => ({
  files: { '/stacks/a/compose.yaml': a, '/stacks/b/compose.yaml': b, ...more },
  cwd,
});

describe('an edit of a file that another stack includes', () => {
  it.each([
    ['rename-network=front:core', 'undefined network'],
    ['rename-service=web:proxy', 'undefined service'],
    ['remove-network=front:none', 'undefined network'],
  ])('is refused where it breaks that one: %s', async (operation) => {
    for (const write of [[], ['--write']]) {
      const { code, out, err, io } = await call(['edit', ...write, 'a/compose.yaml', operation], machine());
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^shared-file: other stacks read a\/compose\.yaml, and this edit would break b \(/);
      expect(err).toContain('--in-all  also edit b\n');
      expect(io.text('/stacks/a/compose.yaml')).toBe(a);
    }
  });

  it('is made in all of them with --in-all', async () => {
    const words = ['edit', '--write', '--in-all', 'a/compose.yaml', 'rename-network=front:core'];
    const { code, err, io } = await call(words, machine());
    expect(code).toBe(0);
    expect(io.text('/stacks/a/compose.yaml')).toBe(a.replaceAll('front', 'core'));
    expect(io.text('/stacks/b/compose.yaml')).toBe(b.replaceAll('front', 'core'));
    expect(err).toContain('changes a/compose.yaml, b/compose.yaml\n');
  });

  it.each(['/stacks', '/stacks/a'])('is found from %s', async (cwd) => {
    const { code } = await call(
      ['edit', cwd === '/stacks' ? 'a/compose.yaml' : 'compose.yaml', 'rename-network=front:core'],
      machine({}, cwd),
    );
    expect(code).toBe(1);
  });

  it('is found from the root of the repository', async () => {
    const files = {
      '/repo/.git/HEAD': '',
      '/repo/x/a/compose.yaml': a,
      '/repo/y/b/compose.yaml': b.replace('../a', '../../x/a'),
    };
    const { code, err } = await call(['edit', 'compose.yaml', 'rename-network=front:core'], {
      files,
      cwd: '/repo/x/a',
    });
    expect(code).toBe(1);
    expect(err).toContain('would break ../../y/b (');
  });

  it('says what it does there where it breaks nothing', async () => {
    const { code, err } = await call(['edit', 'a/compose.yaml', 'publish=web:8080:80'], machine());
    expect(code).toBe(0);
    expect(err).toMatch(
      /^b also reads a\/compose\.yaml:\n {2}\+ app reaches web through a published port\n/m,
    );
  });

  it('says nothing of stacks that do not read it', async () => {
    const { code, err } = await call(['edit', 'b/compose.yaml', 'publish=app:8080:80'], machine());
    expect(code).toBe(0);
    expect(err).not.toContain('too:');
  });

  it('counts what breaks a need as well', async () => {
    const { code, err } = await call(['edit', 'a/compose.yaml', 'mode=web:none'], machine());
    expect(code).toBe(1);
    expect(err).toContain('app no longer reaches web');
  });
});

it('a file that another stack extends', async () => {
  const extending =
    'services:\n  shop:\n    extends: { file: ../a/compose.yaml, service: web }\nnetworks:\n  front: {}\n';
  const files = { '/stacks/b/compose.yaml': extending };
  const { code, err } = await call(['edit', 'a/compose.yaml', 'rename-service=web:proxy'], machine(files));
  expect(code).toBe(1);
  expect(err).toMatch(/^shared-file: /);
  const along = await call(
    ['edit', '--in-all', 'a/compose.yaml', 'rename-network=front:core'],
    machine(files),
  );
  expect(along.err).toContain('changes a/compose.yaml, b/compose.yaml\n');
});

it('the override beside a file that is edited alone', async () => {
  const files = {
    '/stacks/a/compose.override.yaml': 'services:\n  web:\n    networks: [front]\n',
    '/stacks/b/compose.yaml': '',
  };
  const { code, err } = await call(['edit', 'a/compose.yaml', 'rename-network=front:core'], machine(files));
  expect(code).toBe(1);
  expect(err).toContain('would break a (');
});

it('an override that becomes part of another stack', async () => {
  const files = { '/stacks/b/compose.yaml': 'services:\n  other:\n    image: nginx\n' };
  const words = [
    'edit',
    '--merge',
    '--into',
    'b/compose.override.yaml',
    'a/compose.yaml',
    'cap-drop=web:ALL',
  ];
  const { code, err } = await call(words, machine(files));
  expect(code).toBe(1);
  expect(err).toContain('would break b (');
});

it('a fix', async () => {
  const files = {
    '/stacks/a/compose.yaml':
      'services:\n  web:\n    image: nginx\n    networks: [front]\nnetworks:\n  front: {}\n  old: {}\n',
    '/stacks/b/compose.yaml': b.replace('[front]', '[old]'),
  };
  const { code, err, io } = await call(
    ['fix', '--write', '--rule', 'CN209', 'a/compose.yaml'],
    machine(files),
  );
  expect(code).toBe(2);
  expect(err).toContain('shared-file: other stacks read a/compose.yaml');
  expect(io.text('/stacks/a/compose.yaml')).toContain('old: {}');
});

it('a stack that cannot be read is said', async () => {
  const { code, err } = await call(
    ['edit', 'a/compose.yaml', 'rename-network=front:core'],
    machine({ '/stacks/b/compose.yaml': 'include: [../a/compose.yaml\n' }),
  );
  expect(code).toBe(0);
  expect(err).toContain('b: cannot be read, so it is unknown whether it uses these files.');
});
