import { describe, expect, it } from 'vitest';
import { call } from '../testing/call.ts';
import { allowedVariables } from './shown-variables.ts';

const names = [
  'TOKEN',
  'AWS_SECRET',
  'HOME',
  'PATH',
  'USER',
  'DOCKER_HOST',
  'COMPOSE_SECRET',
  'BULKHEAD_TOKEN',
];
const env = Object.fromEntries(names.map((name) => [name, `canary-${name}`]));

/** A file that uses each variable wherever a value is shown. */
const asking = `services:
${names
  .map(
    (name) => `  s-${name.toLowerCase()}:
    image: "x/\${${name}}:1"
    container_name: "\${${name}}"
    privileged: true
    environment: { DATABASE_URL: "postgres://\${${name}}:5432/x" }
    ports: ["\${${name}}:80", "127.0.0.1:80:80"]
    labels: { "traefik.http.routers.a.rule": "Host(\`\${${name}}\`)" }
    profiles: [dev]
`,
  )
  .join('')}networks: { default: { name: "\${TOKEN}" } }
`;
const files = { '/shop/compose.yaml': asking };
const machine = { files, env: { ...env, COMPOSE_PROFILES: 'dev' } };

const commands: readonly (readonly string[])[] = [
  ...['pretty', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'].map((format) => [
    'check',
    '--format',
    format,
  ]),
  ...['table', 'json', 'mermaid'].map((format) => ['reach', '--format', format]),
  ['reach', '--names', '--format', 'csv'],
  ['explain', 's-token', 's-user'],
  ['ask', 'http://127.0.0.1:80'],
  ['badge'],
  ['fix'],
  ['edit', 'internal=default:true'],
  ...['svg', 'mermaid', 'markdown', 'html', 'otm', 'swarm', 'kubernetes'].map((to) => [
    'export',
    '--accept',
    '--to',
    to,
  ]),
  ['firewall'],
  ['plan', 'compose.yaml', '--from', 'compose.yaml'],
];

describe('--environment none', () => {
  it.each(commands)('%s %s %s %s: no variable of the process is in what is printed', async (...words) => {
    const [name = '', ...rest] = words.filter((word) => word !== undefined);
    const { out, err } = await call([name, '--environment', 'none', ...rest], machine);
    expect(`${out}${err}`).not.toContain('canary');
    expect(`${out}${err}`).not.toBe('');
  });

  it('holds for the stacks of a host, too, while its own files are read', async () => {
    const { out, err } = await call(['check', '--host', '--environment', 'none'], {
      ...machine,
      files: { '/shop/a/compose.yaml': asking, '/shop/a/.env': 'USER=of-the-file\n' },
    });
    expect(`${out}${err}`).not.toContain('canary');
    const { out: image } = await call(['export', '--to', 'compose', '--environment', 'none'], {
      ...machine,
      files: { ...files, '/shop/.env': 'USER=of-the-file\n' },
    });
    expect(image).not.toContain('canary');
  });
});

describe('the variables that files may ask for', () => {
  const all = new Map([...Object.entries(env), ['COMPOSE_PROFILES', 'dev'] as const]);

  it.each([
    ['all', [...names, 'COMPOSE_PROFILES']],
    ['none', ['COMPOSE_PROFILES']],
    ['USER, TOKEN', ['TOKEN', 'USER', 'COMPOSE_PROFILES']],
  ])('%s', (chosen, shown) => {
    expect([...allowedVariables(all, chosen).keys()]).toEqual(shown);
  });

  it.each(['', 'A=1', 'A,,B', 'A B', '1A'])("'%s' is refused", (chosen) => {
    expect(() => allowedVariables(all, chosen)).toThrow(/is not a variable name\. Give all, none, or names/);
  });

  it('are all of them at the terminal, as with Compose', async () => {
    expect((await call(['check'], machine)).out).toContain('canary');
    expect((await call(['check', '--environment', 'USER'], machine)).out).not.toContain('canary-TOKEN');
  });
});
