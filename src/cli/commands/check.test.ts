import { describe, expect, it } from 'vitest';
import { call, shop, withShop } from '../testing/call.ts';

describe('check', () => {
  const dead = shop.replace('networks: [back] # keep', 'networks: [back]\n    ports: ["5432:5432"]');

  it('ends with 1 on an error, and tells place, rule and fix', async () => {
    const { code, out } = await call(['check', 'dead.yaml'], withShop({ '/shop/dead.yaml': dead }));
    expect(code).toBe(1);
    expect(out).toMatch(/dead\.yaml:\d+:\d+: error CN104 dead-port-internal-only/);
    expect(out).toContain('  fix: ');
    expect(out).not.toContain('\u001b');
  });

  it.each([
    ['include: [gone.yaml]\nservices: {}\n', 1],
    ['include: [{path: a.yaml, env_file: gone.env}]\nservices: {}\n', 1],
    ['services: { b: { extends: { file: gone.yaml, service: x } } }\n', 1],
    ['services: { b: { image: x, env_file: gone.env } }\n', 1],
    ['services: { b: { image: x, env_file: [a.env, {path: gone.env}] } }\n', 1],
    ['services: { b: { image: x, label_file: gone.env } }\n', 1],
    ['services: { b: { extends: { file: sub/c.yaml, service: x } } }\n', 1],
    ['services: { b: { extends: { file: sub/d.yaml, service: x } } }\n', 0],
    // Compose asks for none of these, or what is asked for is not known.
    ['services: { b: { image: x, env_file: [{path: gone.env, required: false}] } }\n', 0],
    ['services: { b: { image: x, env_file: a.env } }\n', 0],
    ['include: [{path: sub/c.yaml, project_directory: other}]\nservices: {}\n', 0],
    ['include: [{path: sub/d.yaml, project_directory: other}]\nservices: {}\n', 1],
    ['services: { b: { image: x, env_file: "${WHERE}/gone.env" } }\n', 0],
    ['services: { b: { image: x, env_file: gone.env, profiles: [p] }, c: { image: x } }\n', 0],
    ['include: ["https://example.org/x.git"]\nservices: {}\n', 0],
  ])('a file that Compose cannot do without is CN601: %j', async (text, code) => {
    const machine = withShop({
      '/shop/x.yaml': text,
      '/shop/a.yaml': 'services: { a: { image: x } }\n',
      '/shop/a.env': 'A=1\n',
      '/shop/sub/d.env': 'A=1\n',
      '/shop/sub/c.yaml': 'services: { x: { image: x, env_file: a.env } }\n',
      '/shop/other/a.env': 'A=1\n',
      '/shop/sub/d.yaml': 'services: { x: { image: x, env_file: d.env } }\n',
    });
    const result = await call(['check', 'x.yaml'], machine);
    expect({
      code: result.code,
      reported: / (?:error|warning) CN601 /.test(result.out) && code === 1,
    }).toEqual({
      code,
      reported: code === 1,
    });
  });

  it('a file of variables that is left out of the repository is one warning, and still fails what `up` would', async () => {
    const asks = (more: string): string => `image: x, env_file: [secret.env]${more}`;
    const services = (...all: readonly string[]): string =>
      `services:\n${all.map((text, index) => `  s${index}: { ${text} }\n`).join('')}`;
    const check = async (text: string, ...words: readonly string[]) => {
      const { code, out } = await call(['check', 'x.yaml', '--format', 'json', ...words], {
        files: { '/shop/x.yaml': text },
      });
      const findings: readonly {
        rule: string;
        severity: string;
        subjects: readonly string[];
        message: string;
      }[] = JSON.parse(out).findings;
      return { code, found: findings.filter(({ rule }) => rule === 'CN601') };
    };
    const three = services(asks(', profiles: [p]'), asks(''), asks(''));
    const { code, found } = await check(three);
    expect(code).toBe(1);
    expect(found).toEqual([
      expect.objectContaining({
        severity: 'warning',
        subjects: ['s1', 's2', 's0'],
        message: expect.stringMatching(/^secret\.env does not exist, but s1, s2, s0 refer to it as env_file/),
      }),
    ]);
    expect((await check(three, '--fail-on', 'never')).code).toBe(0);
    const idle = await check(services(asks(', profiles: [p]'), 'image: x'));
    expect([idle.code, idle.found.length]).toEqual([0, 1]);
    const two = await check(services('image: x, env_file: [a.env, b.env]', 'image: x, env_file: b.env'));
    expect(two.found.map(({ subjects }) => subjects)).toEqual([['s0'], ['s0', 's1']]);
    const labels = await check(services('image: x, label_file: l', 'image: x, label_file: l'));
    expect(labels.found.map(({ severity }) => severity)).toEqual(['error']);
  });

  it('minds --fail-on', async () => {
    const machine = withShop({ '/shop/dead.yaml': dead });
    expect((await call(['check', 'dead.yaml', '--fail-on', 'never'], machine)).code).toBe(0);
    expect((await call(['check', '--fail-on', 'error'], machine)).code).toBe(0);
    expect((await call(['check', '--fail-on', 'info'], machine)).code).toBe(1);
  });

  it('colours only for a terminal', async () => {
    const { out } = await call(['check', 'dead.yaml'], {
      ...withShop({ '/shop/dead.yaml': dead }),
      color: true,
    });
    expect(out).toContain('\u001b[31merror\u001b[0m');
  });

  it('writes JSON with every field of the contract', async () => {
    const { out } = await call(
      ['check', 'dead.yaml', '--format', 'json'],
      withShop({ '/shop/dead.yaml': dead }),
    );
    const { version, engine, assumed, findings } = JSON.parse(out);
    expect({ version, engine, files: assumed.files }).toEqual({
      version: 1,
      engine: '29',
      files: ['dead.yaml'],
    });
    const finding = findings.find((one: { rule: string }) => one.rule === 'CN104');
    expect(Object.keys(finding)).toEqual(
      'rule slug severity certainty subjects message why file line column path fixes fingerprint suppressed group profiles'.split(
        ' ',
      ),
    );
    expect(finding).toMatchObject({ severity: 'error', file: 'dead.yaml', suppressed: null });
    expect(finding.subjects[0]).toBe('db');
    expect(finding.line).toBe(10);
    expect(finding.fixes[0].operations.every((text: unknown) => typeof text === 'string')).toBe(true);
  });

  it('does not object to what the file suppresses', async () => {
    const quiet = dead.replace('["5432:5432"]', '["5432:5432"] # bulkhead-disable CN104 -- on purpose');
    const words = ['check', 'quiet.yaml', '--format', 'json'];
    const { code, out } = await call(words, withShop({ '/shop/quiet.yaml': quiet }));
    const finding = JSON.parse(out).findings.find((one: { rule: string }) => one.rule === 'CN104');
    expect(finding.suppressed).toEqual({ by: 'inline', reason: 'on purpose' });
    expect(code).toBe(0);
  });

  it('does not object to what only an inactive profile brings, and tells it', async () => {
    const text =
      'services:\n  web:\n    image: nginx:1.27\n  debug:\n    image: netshoot:1\n    profiles: [dev]\n    privileged: true\n';
    const machine = withShop({ '/shop/dev.yaml': text });
    const off = await call(['check', 'dev.yaml'], machine);
    expect(off.code).toBe(0);
    expect(off.out).toContain('error CN501 privileged-container (inactive profile dev)');
    const json = await call(['check', 'dev.yaml', '--format', 'json'], machine);
    expect(json.code).toBe(0);
    expect(JSON.parse(json.out).findings[0]).toMatchObject({ rule: 'CN501', profiles: ['dev'] });
    expect((await call(['check', 'dev.yaml', '--profile', 'dev'], machine)).code).toBe(1);
    expect((await call(['check', 'dev.yaml', '--profile', '*'], machine)).code).toBe(1);
  });

  it('objects to what Compose refuses under every profile', async () => {
    const text =
      'services:\n  web:\n    image: nginx:1.27\n  debug:\n    image: netshoot:1\n    profiles: [dev]\n    nonsense: 1\n';
    expect((await call(['check', 'bad.yaml'], withShop({ '/shop/bad.yaml': text }))).code).toBe(1);
  });

  it('reads the configuration that a proxy mounts, and names the line of it', async () => {
    const files = {
      '/shop/compose.yaml': `services:
  proxy:
    image: nginx:1.27
    ports: ["8080:80"]
    volumes: ["./nginx:/etc/nginx/conf.d:ro"]
  app: { image: example/app }
`,
      '/shop/nginx/site.conf':
        'server {\n  auth_basic "x";\n  location / { proxy_pass http://app:3000; }\n}\n',
    };
    const { out } = await call(['check'], { files });
    expect(out).toContain('compose.yaml:5:15: error CN131 guard-without-effect');
    expect(out).toContain(
      'auth_basic at nginx/site.conf:2 is no login: without auth_basic_user_file nginx asks for no password. Add auth_basic_user_file beside it.',
    );
  });

  it('takes several folders, each under its name', async () => {
    const files = { '/shop/a/compose.yaml': shop, '/shop/b/compose.yaml': dead };
    const pretty = await call(['check', 'a', 'b'], { files });
    expect(pretty.code).toBe(1);
    expect(pretty.out).toMatch(/^a\n.*\nb\n.*b\/compose\.yaml:\d+:\d+: error CN104/s);
    const { version, projects } = JSON.parse(
      (await call(['check', 'a', 'b', '--format', 'json'], { files })).out,
    );
    expect({ version, dirs: projects.map(({ dir }: { dir: string }) => dir) }).toEqual({
      version: 1,
      dirs: ['a', 'b'],
    });
  });

  it('checks the other folders where one gives no model, and ends with 2', async () => {
    const files = { '/shop/a/compose.yaml': 'services: [', '/shop/b/compose.yaml': dead };
    const words = ['check', 'a', 'b', '--format', 'json', '--write-baseline', 'known.json'];
    const { code, out, err, io } = await call(words, { files });
    expect(code).toBe(2);
    expect(err).toMatch(/^a\/compose\.yaml:1:\d+: /);
    const { projects } = JSON.parse(out);
    expect(projects.map(({ dir }: { dir: string }) => dir)).toEqual(['b']);
    expect(io.kindOf('known.json')).toBe('absent');
  });

  it('reports what Compose refuses as CN601 and ends with 1', async () => {
    const both =
      'services:\n  web:\n    image: x:1\n    network_mode: host\n    networks: [front]\nnetworks:\n  front:\n';
    const { code, out } = await call(['check', 'both.yaml'], withShop({ '/shop/both.yaml': both }));
    expect(code).toBe(1);
    expect(out).toContain('CN601');
  });

  it('reports the folders that can be read, beside one without a compose file', async () => {
    const files = {
      '/shop/a/compose.yaml': dead,
      '/shop/b/notes.txt': '',
      '/shop/c/docker-compose.prod.yml': shop,
    };
    const { code, out, err } = await call(['check', 'a', 'b', 'c'], { files });
    expect(code).toBe(2);
    expect(out).toMatch(/^a\n.*CN104/s);
    expect(err).toBe(
      [
        'b: no compose file with a default name in this folder, or down to 4 folders below. Name the file.\n',
        'c: no compose file with a default name in this folder, or down to 4 folders below. Name the file, such as c/docker-compose.prod.yml.\n',
      ].join(''),
    );
  });

  it('keeps the findings of two projects of one folder in a baseline', async () => {
    const files = {
      '/shop/a.yaml': 'services: { a: { image: "example/a:1", ports: ["8080:80"] } }\n',
      '/shop/b.yaml': 'services: { b: { image: "example/b:1", ports: ["8081:80"] } }\n',
    };
    const words = ['check', '--each', 'a.yaml', 'b.yaml', '--fail-on', 'warning'];
    const written = await call([...words, '--write-baseline', 'known.json'], { files });
    expect(written.code).toBe(1);
    const known = { ...files, '/shop/known.json': written.io.text('/shop/known.json') };
    expect((await call([...words, '--baseline', 'known.json'], { files: known })).code).toBe(0);
  });

  it('goes on beside a folder that may not be looked into, and tells each problem of a file in a line', async () => {
    const files = {
      '/shop/a/compose.yaml': dead,
      '/shop/b/compose.yaml': shop,
      '/shop/c/d/compose.yaml': shop,
      '/shop/e/compose.yaml': 'services: { a: *x, b: *y }\n',
    };
    const refused = { '/shop/b/compose.yaml': 'EACCES', '/shop/c/d/compose.yaml': 'EACCES' };
    const { code, out, err } = await call(['check', 'b', 'c', 'e', 'a'], { files, refused });
    expect(code).toBe(2);
    expect(out).toMatch(/^a\n.*CN104/s);
    const lines = err.trimEnd().split('\n');
    expect(
      lines.filter((line) => /^(?:b|c\/d)\/compose\.yaml:1:1: reading is not permitted/.test(line)),
    ).toHaveLength(2);
    expect(lines.filter((line) => /^e\/compose\.yaml:1:\d+: /.test(line)).length).toBeGreaterThan(1);
    expect(err).not.toContain('\\n');
  });

  it('takes a file of another name where it is named', async () => {
    const files = { '/shop/docker-compose.prod.yml': dead };
    expect((await call(['check', 'docker-compose.prod.yml'], { files })).code).toBe(1);
  });

  it('finds the projects below a folder without one: four levels, none hidden, none that another one includes', async () => {
    const files = {
      '/host/web/compose.yaml': `include: [parts/compose.yaml]\n${shop}`,
      '/host/web/parts/compose.yaml': 'services: {}\n',
      '/host/web/own/compose.yaml': shop,
      '/host/1/2/3/4/docker-compose.yml': dead,
      '/host/1/2/3/4/5/docker-compose.yml': shop,
      '/host/node_modules/x/compose.yaml': shop,
      '/host/.git/compose.yaml': shop,
      '/host/.cache/x/compose.yaml': shop,
      '/host/docs/readme.md': '',
    };
    const { code, out } = await call(['check', '/host', '--format', 'json'], { files });
    expect(code).toBe(1);
    const { version, projects } = JSON.parse(out);
    expect({ version, dirs: projects.map(({ dir }: { dir: string }) => dir) }).toEqual({
      version: 1,
      dirs: ['/host/1/2/3/4', '/host/web', '/host/web/own'],
    });
  });

  it.each([
    ['FILE', ['a/compose.yaml'], 'known.json', '/shop'],
    ['DIR', ['a'], 'known.json', '/shop'],
    ['no name, there', [], '../known.json', '/shop/a'],
    ['FILE, from elsewhere', ['../a/compose.yaml'], '../known.json', '/shop/b'],
    ['DIR, from elsewhere', ['/shop/a'], '/shop/known.json', '/'],
    ['DIR beside another', ['a', 'b'], 'known.json', '/shop'],
  ])('a baseline written for a file holds by %s', async (_, words, baseline, cwd) => {
    const files = { '/shop/a/compose.yaml': dead, '/shop/b/compose.yaml': 'services: {}\n' };
    const written = await call(['check', 'a/compose.yaml', '--write-baseline', 'known.json'], { files });
    expect(written.code).toBe(1);
    const machine = { files: { ...files, '/shop/known.json': written.io.text('/shop/known.json') }, cwd };
    const strict = ['--fail-on', 'info', '--baseline', baseline];
    expect((await call(['check', ...words, ...strict], machine)).code).toBe(0);
  });

  it('says files from the root of the repository where GitHub and code scanning read them', async () => {
    const files = { '/srv/.git/HEAD': '', '/srv/stacks/a/compose.yaml': dead };
    const github = await call(['check', '--format', 'github'], { files, cwd: '/srv/stacks/a' });
    expect(github.out).toMatch(/^::error file=stacks\/a\/compose\.yaml,line=/m);
    const other = await call(['check', '../stacks/a', '--format', 'sarif'], { files, cwd: '/srv/deploy' });
    const uris = new Set(other.out.match(/"uri": "[^"]*"/g));
    expect([...uris]).toEqual(['"uri": "stacks/a/compose.yaml"']);
    const alone = await call(['check', 'a', '--format', 'github'], {
      files: { '/srv/stacks/a/compose.yaml': dead },
      cwd: '/srv/stacks',
    });
    expect(alone.out).toContain('file=a/compose.yaml,');
  });
});
