import { describe, expect, it } from 'vitest';
import { call, withShop } from '../testing/call.ts';

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
    expect(refused.err).toContain('  ! a volumes[0]: ./src is on this machine and on no other node');
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
    expect(again.err).toContain('--split k8s: 4-service-web.yaml is there already, so nothing was written.');
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
    expect(err).toContain('bin is not there, or no text: make it with `kubectl create secret generic bin');
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
    [['--to', 'svg', '--split', 'x'], '--split is for --to kubernetes alone.'],
    [['--to', 'svg', '--accept'], '--accept is for --to swarm and kubernetes alone.'],
    [['--to', 'swarm', '--cluster-cidr', '10.0.0.0/8'], '--cluster-cidr is for --to kubernetes alone.'],
    [['--cluster-cidr', '10.0.0.0'], '--cluster-cidr 10.0.0.0: this is no range of addresses.'],
    [['--cluster-cidr', '0.0.0.0/0'], '--cluster-cidr 0.0.0.0/0: nothing is outside of that.'],
    [['--service-type', 'Ingress'], "argument 'Ingress' is invalid"],
    [['--report', 'xml'], "argument 'xml' is invalid"],
    [['--engine', 'swarm'], '--engine swarm: an export starts from what Docker Compose runs.'],
  ])('%j is a wrong call', async (words, message) => {
    const { code, out, err } = await call([...shopToKubernetes, ...words]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
