import { describe, expect, it } from 'vitest';
import { call, shop, withShop } from '../testing/call.ts';

describe('export', () => {
  it('gives an unedited file back byte for byte', async () => {
    const text = `\uFEFF${shop.replaceAll('\n', '\r\n').trimEnd()}`;
    const { code, out, err } = await call(['export', '--to', 'compose', '-'], { stdin: text });
    expect({ code, out, err }).toEqual({ code: 0, out: text, err: '' });
  });

  it('draws a flowchart', async () => {
    expect((await call(['export', '--to', 'mermaid'])).out).toMatch(/^flowchart /);
  });

  it('draws a picture, with the text of the files only where asked for', async () => {
    const { code, out } = await call(['export', '--to', 'svg']);
    expect({ code, start: out.slice(0, 4), end: out.slice(-7) }).toEqual({
      code: 0,
      start: '<svg',
      end: '</svg>\n',
    });
    expect(out).toContain('>web</text>');
    expect(out).not.toContain('# keep');
    const machine = withShop({ '/shop/.env': 'TOKEN=hunter2\n' });
    const embedded = await call(['export', '--to', 'svg', '--theme', 'dark', '--embed-text'], machine);
    expect(embedded.out).toContain('<file name="compose.yaml">services:\n  web:');
    expect(embedded.out).toContain('fill="#121922"');
    expect(embedded.out).not.toContain('hunter2');
  });

  it('reports in Markdown', async () => {
    const { code, out } = await call(['export', '--to', 'markdown']);
    expect(code).toBe(0);
    expect(out).toMatch(/^# Networks of `shop`\n\n## Services\n/);
    expect(out).toContain('| `db` | internal | `back` | no | no | – |\n');
  });

  it.each([
    [
      ['--to', 'png'],
      '--to png: no such format. Use compose, svg, mermaid, markdown, html, otm, swarm or kubernetes.\n',
    ],
    [['--to', 'svg', '--theme', 'blue'], '--theme blue: no such theme. Use light or dark.\n'],
    [['--to', 'markdown', '--embed-text'], '--embed-text works only with --to svg.\n'],
    [['--to', 'otm', '--date', 'today'], '--date works only with --to html.\n'],
    [['--to', 'svg', '--observed', 'x.json'], '--observed works only with --to otm.\n'],
    [['--to', 'swarm', '--machine', 'x.json'], '--machine works only with --to html and otm.\n'],
  ])('%j is a wrong call', async (words, message) => {
    const { code, out, err } = await call(['export', ...words]);
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: message });
  });
});

describe('export --to html', () => {
  it('is one page of a project, the same each time, with a date only where one is given', async () => {
    const { code, out, err } = await call(['export', '--to', 'html']);
    expect({ code, err, start: out.slice(0, 15) }).toEqual({ code: 0, err: '', start: '<!doctype html>' });
    expect((await call(['export', '--to', 'html'])).out).toBe(out);
    expect(out).not.toContain('Made on');
    const dated = await call(['export', '--to', 'html', '--date', '<1 May>']);
    expect(dated.out.replace('<p>Created on &lt;1 May&gt;.</p>\n', '')).toBe(out);
  });

  it('is one page of all stacks of a host', async () => {
    const files = { '/shop/a/compose.yaml': shop, '/shop/b/compose.yaml': shop.replace('9586', '9587') };
    const { code, out } = await call(['export', '--host', '--to', 'html'], { files });
    expect(code).toBe(0);
    expect([...out.matchAll(/<section [^>]*data-section="(\w+)"/g)].map(([, id]) => id)).toEqual([
      'picture',
      'names',
      'ports',
      'reach',
      'findings',
    ]);
    expect(out).toContain('<th scope="row">127.0.0.1:9587</th><td>b/web</td>');
  });
});

describe('export --fleet', () => {
  const fleet = `version: 1
machines:
  nas: { stacks: nas, addresses: { home: 192.168.1.12 } }
  laptop: { addresses: { home: 192.168.1.50 } }
networks: { home: { kind: lan, subnet: 192.168.1.0/24 } }
`;
  const files = { '/shop/bulkhead.fleet.yaml': fleet, '/shop/nas/web/compose.yaml': shop };

  it.each([
    ['svg', /^<svg .*data-machine="nas"/s],
    ['html', /^<!doctype html>.*data-machine="laptop"/s],
    ['mermaid', /^flowchart .*subgraph m0\["nas"\]/s],
    ['otm', /"id": "nas\/web\/db"/],
  ])('draws all machines as %s', async (form, expected) => {
    const { code, out, err } = await call(['export', '--fleet', '.', '--to', form], { files });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(expected);
  });

  it.each([
    [['--to', 'markdown'], '--to markdown: not a format for a fleet. Use svg, html, mermaid or otm'],
    [['--to', 'svg', 'nas'], '--fleet names the machines with their folders'],
    [['--to', 'svg', '--embed-text'], '--embed-text embeds the files of one project'],
  ])('%j is a wrong call', async (words, message) => {
    const { code, out, err } = await call(['export', '--fleet', '.', ...words], { files });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

describe('export --to otm', () => {
  it('models a project, or all stacks of a host', async () => {
    const { code, out } = await call(['export', '--to', 'otm']);
    expect(code).toBe(0);
    expect(JSON.parse(out).components.map(({ id }: { readonly id: string }) => id)).toEqual(['web', 'db']);
    const files = { '/shop/a/compose.yaml': shop, '/shop/b/compose.yaml': shop };
    const host = await call(['export', '--host', '--to', 'otm'], { files });
    expect(JSON.parse(host.out).components.map(({ id }: { readonly id: string }) => id)).toEqual([
      'a/web',
      'a/db',
      'b/web',
      'b/db',
    ]);
  });

  it('reads a record of what was seen', async () => {
    const connection =
      '{"from":"web","to":"db","port":5432,"protocol":"tcp","looks":1,"first":"2026-01-01T00:00:00Z","last":"2026-01-01T00:00:00Z"}';
    const seen = `{"version":1,"from":"2026-01-01T00:00:00Z","to":"2026-01-01T00:00:00Z","interval":1,"engine":"29","connections":[${connection}],"listening":[],"unseen":[]}`;
    const words = ['export', '--to', 'otm', '--observed', 'seen.json'];
    const { out } = await call(words, withShop({ '/shop/seen.json': seen }));
    expect(JSON.parse(out).dataflows).toEqual([
      expect.objectContaining({
        source: 'web',
        destination: 'db',
        attributes: expect.objectContaining({ observed: 'seen', open: 'no' }),
      }),
    ]);
    const bad = await call(words, withShop({ '/shop/seen.json': '{}' }));
    expect({ code: bad.code, out: bad.out }).toEqual({ code: 2, out: '' });
  });
});

const toSwarm = ['export', '--to', 'swarm'];

describe('export --to swarm', () => {
  it('writes nothing where something is lost, says what, and ends with 1', async () => {
    const { code, out, err } = await call(toSwarm);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(
      'Lost\n  ! web ports[0]: It is bound to loopback; in a swarm it answers on every address of every machine (SW12). Remove it with --loopback drop. (compose.yaml:6:9)\n',
    );
    expect(err).toMatch(
      /\nOn Docker Swarm: 0 opened, \d+ closed; 1 lost, \d+ changed\.\nNothing was written\. Add --accept to export it anyway\.\n$/,
    );
  });

  it.each([['--accept'], ['--loopback', 'drop']])('writes the stack with %s %s', async (...words) => {
    const { code, out, err } = await call([...toSwarm, ...words.filter(Boolean)]);
    expect({ code, out }).toEqual({
      code: 0,
      out: shop.replace('    ports:\n      - "127.0.0.1:9586:80"\n', ''),
    });
    expect(err).toContain('docker stack deploy -c FILE shop');
  });

  it('reports as JSON', async () => {
    const { code, out, err } = await call([...toSwarm, '--report', 'json', '--internal-ports', 'edge']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    const report = JSON.parse(err);
    expect(report).toMatchObject({
      version: 1,
      to: 'swarm',
      engine: '29',
      needsConsent: true,
      opens: [],
      notes: [],
    });
    expect(report.lost).toEqual([
      {
        cause: 'loopback-port',
        service: 'web',
        key: 'ports[0]',
        file: 'compose.yaml',
        line: 6,
        column: 9,
        message: expect.stringContaining('--loopback drop'),
      },
    ]);
    expect(report.closes).toContainEqual({
      cause: 'SW3',
      kind: 'from-host',
      from: 'host',
      to: 'db',
      port: '',
      message: 'the host reaches db',
    });
  });

  it('opens only with a word', async () => {
    const files = {
      '/shop/compose.yaml':
        'services:\n  db: {image: db, networks: [back], ports: ["5432:5432"]}\nnetworks:\n  back: {internal: true}\n',
    };
    const words = [...toSwarm, '--internal-ports', 'edge'];
    const { code, out, err } = await call(words, { files });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('Opens\n  + outside reaches db at 0.0.0.0:5432/tcp\n  + db has a way out\n');
    const taken = await call([...words, '--accept'], { files });
    expect({ code: taken.code, out: taken.out }).toEqual({
      code: 0,
      out: 'services:\n  db: {image: db, networks: [back, db-edge], ports: [{target: 5432, published: 5432, mode: host}]}\nnetworks:\n  back: {internal: true}\n  db-edge: {}\n',
    });
  });

  it.each(['--loopback drop', '--internal-ports drop', '--report json'])(
    '%s is for others than a picture',
    async (words) => {
      const { code, err } = await call(['export', '--to', 'svg', ...words.split(' ')]);
      expect(code).toBe(2);
      expect(err).toMatch(/^--[a-z-]+ works only with --to swarm(?: and kubernetes)?\.\n$/);
    },
  );

  it.each([
    ['--loopback', 'keep'],
    ['--internal-ports', 'keep'],
    ['--report', 'xml'],
    ['--engine', 'podman'],
  ])('%s %s is a wrong call', async (...words) => {
    const { code, out, err } = await call([...toSwarm, ...words]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words[0]);
  });
});

const shopToKubernetes = ['export', '--to', 'kubernetes'];
const bound = {
  files: { '/shop/compose.yaml': 'services:\n  a:\n    image: x\n    volumes: ["./src:/src"]\n' },
};

describe('export --to kubernetes', () => {
  it('prints one stream, and says what differs on standard error', async () => {
    const { code, out, err } = await call(shopToKubernetes);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^# Project shop of compose\.yaml for Kubernetes, .*\n# .*\n---\napiVersion: networking\.k8s\.io\/v1\n/,
    );
    expect(out.match(/^kind: .*$/gm)).toEqual([
      'kind: NetworkPolicy',
      'kind: NetworkPolicy',
      'kind: NetworkPolicy',
      'kind: Service',
      'kind: Deployment',
      'kind: Deployment',
    ]);
    expect(err).toContain('kubectl port-forward service/web 9586:80');
    expect(err).toMatch(/\nOn Kubernetes: 0 opened, 0 closed; 0 lost, \d+ changed\.\n$/);
  });

  it('writes nothing where something is lost, until that is accepted', async () => {
    const refused = await call(shopToKubernetes, bound);
    expect({ code: refused.code, out: refused.out }).toEqual({ code: 1, out: '' });
    expect(refused.err).toContain('  ! a volumes[0]: ./src exists only on this machine');
    expect(refused.err).toMatch(/\(compose\.yaml:4:15\)\n[\s\S]*Nothing was written\./);
    const accepted = await call([...shopToKubernetes, '--accept'], bound);
    expect(accepted.code).toBe(0);
    expect(accepted.out).toContain('kind: Deployment');
  });

  it('gives each object a file of its own, which sort in order, and replaces none', async () => {
    const { code, out, io } = await call([...shopToKubernetes, '--split', 'k8s']);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    const names = [...io.files.keys()].filter((file) => file.startsWith('/shop/k8s/'));
    expect(names).toEqual([
      '/shop/k8s/1-networkpolicy-default-deny.yaml',
      '/shop/k8s/2-networkpolicy-web.yaml',
      '/shop/k8s/3-networkpolicy-db.yaml',
      '/shop/k8s/4-service-web.yaml',
      '/shop/k8s/5-deployment-web.yaml',
      '/shop/k8s/6-deployment-db.yaml',
    ]);
    expect(io.text(names[3] ?? '')).toMatch(/^---\napiVersion: v1\nkind: Service\n/);
    const there = withShop({ '/shop/k8s/4-service-web.yaml': 'mine' });
    const again = await call([...shopToKubernetes, '--split', 'k8s'], there);
    expect(again.code).toBe(2);
    expect(again.err).toContain('--split k8s: 4-service-web.yaml is already there, so nothing was written.');
    expect(again.io.files.size).toBe(2);
  });

  it('reads the files of settings and secrets that services are given', async () => {
    const files = {
      '/shop/compose.yaml':
        'services:\n  a:\n    image: x\n    env_file: app.env\n    secrets: [pw, bin]\nsecrets:\n  pw: { file: ./pw.txt }\n  bin: { file: ./bin }\n',
      '/shop/app.env': 'LEVEL=info\n',
      '/shop/pw.txt': 'hunter2\n',
      '/shop/bin': new Uint8Array([0, 1]),
    };
    const { code, out, err } = await call([...shopToKubernetes, '--accept'], { files });
    expect(code).toBe(0);
    expect(out).toContain('data:\n  LEVEL: info\n');
    expect(out).toContain('stringData:\n  pw: |\n    hunter2\n');
    expect(err).toContain(
      'bin does not exist or is not text: create it with `kubectl create secret generic bin',
    );
  });

  it('says in JSON what it leaves out, with its place', async () => {
    const { code, out, err } = await call([...shopToKubernetes, '--report', 'json'], bound);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(JSON.parse(err)).toMatchObject({
      version: 1,
      to: 'kubernetes',
      needsConsent: true,
      lost: [{ cause: 'bind-mount', service: 'a', key: 'volumes[0]', file: 'compose.yaml', line: 4 }],
    });
  });

  it('takes the ranges of the cluster and the type of Services', async () => {
    const { out } = await call(
      [
        ...shopToKubernetes,
        '--cluster-cidr',
        '10.42.0.0/16',
        '--cluster-cidr',
        '10.43.7.0/16',
        '--service-type',
        'NodePort',
      ],
      { files: { '/shop/compose.yaml': 'services: { a: { image: x, ports: ["30001:80"] } }' } },
    );
    expect(out).toContain(
      'cidr: "0.0.0.0/0"\n            except:\n              - "10.42.0.0/16"\n              - "10.43.0.0/16"\n',
    );
    expect(out).toContain('type: NodePort\n');
    expect(out).toContain('nodePort: 30001\n');
  });

  it.each([
    [['--to', 'svg', '--split', 'x'], '--split works only with --to kubernetes.'],
    [['--to', 'svg', '--accept'], '--accept works only with --to swarm and kubernetes.'],
    [['--to', 'swarm', '--cluster-cidr', '10.0.0.0/8'], '--cluster-cidr works only with --to kubernetes.'],
    [['--cluster-cidr', '10.0.0.0'], '--cluster-cidr 10.0.0.0: not an address range.'],
    [['--cluster-cidr', '0.0.0.0/0'], '--cluster-cidr 0.0.0.0/0: this range leaves nothing outside.'],
    [['--service-type', 'Ingress'], "argument 'Ingress' is invalid"],
    [['--report', 'xml'], "argument 'xml' is invalid"],
    [['--engine', 'swarm'], '--engine swarm: an export starts from Docker Engine.'],
  ])('%j is a wrong call', async (words, message) => {
    const { code, out, err } = await call([...shopToKubernetes, ...words]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
