import { describe, expect, it } from 'vitest';
import { exported, type Manifest } from './testing/exported.ts';
import { setting, withApp } from './testing/with-app.ts';

const workload = (keys: string): Manifest => {
  const { objects } = exported(withApp(keys), setting);
  return objects.find(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
};
const pod = (keys: string): Manifest => workload(keys).spec.template.spec;
const container = (keys: string): Manifest => pod(keys).containers[0];

describe('a container', () => {
  it.each<[string, object]>([
    // A single text is split as Compose does it: what follows an operator of a shell is not there.
    ["command: sh -c 'a && b'", { args: ['sh', '-c', 'a && b'] }],
    ['command: npm install && npm start', { args: ['npm', 'install'] }],
    ['command: [a, "b c", ""]', { args: ['a', 'b c', ''] }],
    ['command: a\\ b "c \\"d\\"" 2>log', { args: ['a b', 'c "d"'] }],
    ['entrypoint: /run\ncommand: [x]', { command: ['/run'], args: ['x'] }],
    ['entrypoint: []\ncommand: [x, y]', { command: ['x', 'y'] }],
    // `$$` is a dollar sign to Compose; `$(NAME)` would be a variable to Kubernetes, and `$$` one dollar sign.
    ["command: ['$$HOME', '$$(id)', '$$$$', 'a$$']", { args: ['$HOME', '$$(id)', '$$$', 'a$'] }],
    ['working_dir: /srv\ntty: true\nstdin_open: "yes"', { workingDir: '/srv', tty: true, stdin: true }],
    ['pull_policy: always', { imagePullPolicy: 'Always' }],
    ['pull_policy: missing', { imagePullPolicy: 'IfNotPresent' }],
    [
      'expose: ["8000", 9000/udp, 70-71]',
      {
        ports: [
          { containerPort: 8000, protocol: 'TCP' },
          { containerPort: 9000, protocol: 'UDP' },
          { containerPort: 70, protocol: 'TCP' },
          { containerPort: 71, protocol: 'TCP' },
        ],
      },
    ],
    [
      'mem_limit: 1.5g\ncpus: 0.25\nmem_reservation: 1000',
      { resources: { limits: { cpu: '250m', memory: '1536Mi' }, requests: { memory: '1000' } } },
    ],
    [
      'cpus: 3\ndeploy: { resources: { limits: { cpus: "2", memory: 64kb }, reservations: { cpus: ".5" } } }',
      { resources: { limits: { cpu: '2', memory: '64Ki' }, requests: { cpu: '500m' } } },
    ],
    [
      'healthcheck: { test: curl -f http://localhost, interval: 1m30s, timeout: 500ms, retries: 5 }',
      {
        readinessProbe: {
          exec: { command: ['/bin/sh', '-c', 'curl -f http://localhost'] },
          periodSeconds: 90,
          timeoutSeconds: 1,
          failureThreshold: 5,
        },
      },
    ],
    [
      'healthcheck: { test: [CMD, /check, "$$(x)"] }',
      {
        readinessProbe: {
          exec: { command: ['/check', '$$(x)'] },
          periodSeconds: 30,
          timeoutSeconds: 30,
          failureThreshold: 3,
        },
      },
    ],
    [
      'post_start: [{ command: /warm up }]\npre_stop: [{ command: [/bye, "$$(x)"] }]',
      {
        lifecycle: {
          postStart: { exec: { command: ['/warm', 'up'] } },
          preStop: { exec: { command: ['/bye', '$(x)'] } },
        },
      },
    ],
  ])('%s', (keys, wanted) => expect(container(keys)).toMatchObject(wanted));

  it.each([
    'healthcheck: { disable: true }',
    'healthcheck: { test: [NONE] }',
    'command:',
    'entrypoint: null',
  ])('says nothing of %s', (keys) => expect(Object.keys(container(keys))).toEqual(['name', 'image']));

  it('is called as the contract says, also beside others of its pod', () => {
    const { get } = exported(
      'services:\n  Web_1: { image: x }\n  web.1: { image: x, network_mode: "service:Web_1" }\n  _: { image: x, network_mode: "service:Web_1" }\n',
    );
    const { spec, metadata } = get('Deployment', 'web-1').spec.template;
    expect(spec.containers.map(({ name }: Manifest) => name)).toEqual(['web-1', 'web-1-2', 'container']);
    expect(metadata.annotations).toMatchObject({
      'bulkhead/service': 'Web_1',
      'container.bulkhead/web-1': 'Web_1',
      'container.bulkhead/web-1-2': 'web.1',
    });
  });
});

describe('the security of a container', () => {
  const dropped = { drop: ['ALL'] };
  it.each<[string, object | undefined]>([
    ['tty: false', undefined],
    ['cap_drop: [ALL]', { capabilities: dropped }],
    [
      'cap_drop: [all]\ncap_add: [CAP_NET_RAW, chown]',
      { capabilities: { ...dropped, add: ['CHOWN', 'NET_RAW'] } },
    ],
    [
      'cap_add: [NET_ADMIN]\ncap_drop: [NET_RAW, MKNOD]',
      {
        capabilities: {
          ...dropped,
          add: [
            'CHOWN',
            'DAC_OVERRIDE',
            'FOWNER',
            'FSETID',
            'KILL',
            'SETGID',
            'SETUID',
            'SETPCAP',
            'NET_BIND_SERVICE',
            'NET_ADMIN',
            'SYS_CHROOT',
            'AUDIT_WRITE',
            'SETFCAP',
          ],
        },
      },
    ],
    ['cap_add: [ALL]\ncap_drop: [NET_RAW]', { capabilities: { add: ['ALL'], drop: ['NET_RAW'] } }],
    ['privileged: true\ncap_drop: [ALL]', { privileged: true }],
    ['user: "1000:100"\nread_only: true', { runAsUser: 1000, runAsGroup: 100, readOnlyRootFilesystem: true }],
    ['user: root', { runAsUser: 0 }],
    ['security_opt: [no-new-privileges]', { allowPrivilegeEscalation: false }],
    ['security_opt: ["no-new-privileges:false"]', undefined],
    ['security_opt: [seccomp=unconfined]', { seccompProfile: { type: 'Unconfined' } }],
    ['security_opt: [apparmor=mine]', { appArmorProfile: { type: 'Localhost', localhostProfile: 'mine' } }],
    ['security_opt: ["label:type:spc_t"]', { seLinuxOptions: { type: 'spc_t' } }],
  ])('%s', (keys, wanted) => expect(container(keys).securityContext).toEqual(wanted));
});

describe('a pod', () => {
  const profile = { seccompProfile: { type: 'RuntimeDefault' } };
  it.each<[string, object]>([
    ['network_mode: host', { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' }],
    ['pid: host\nipc: host', { hostPID: true, hostIPC: true }],
    ['stop_grace_period: 1m', { terminationGracePeriodSeconds: 60 }],
    [
      'platform: linux/arm64/v8',
      { nodeSelector: { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'arm64' } },
    ],
    ['hostname: shop-1', { hostname: 'shop-1' }],
    [
      'extra_hosts: ["a=10.0.0.9", "b:10.0.0.9", "c=[fd00::1]"]',
      {
        hostAliases: [
          { ip: '10.0.0.9', hostnames: ['a', 'b'] },
          { ip: 'fd00::1', hostnames: ['c'] },
        ],
      },
    ],
    [
      'dns_search: [corp.example]\ndns_opt: ["ndots:2", rotate]',
      {
        dnsConfig: {
          searches: ['corp.example'],
          options: [{ name: 'ndots', value: '2' }, { name: 'rotate' }],
        },
      },
    ],
    [
      'group_add: ["20", 30]\nsysctls: { net.core.somaxconn: 1024 }',
      {
        securityContext: {
          ...profile,
          supplementalGroups: [20, 30],
          sysctls: [{ name: 'net.core.somaxconn', value: '1024' }],
        },
      },
    ],
    // Docker lets everybody listen on every port.
    [
      'user: "1000"\nports: ["80:80"]',
      {
        securityContext: {
          ...profile,
          sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
        },
      },
    ],
    ['user: "1000:7"\nvolumes: ["data:/d"]', { securityContext: { ...profile, fsGroup: 7 } }],
  ])('%s', (keys, wanted) => expect(pod(keys)).toMatchObject(wanted));

  it('is run by what its services need', () => {
    const { objects, get } = exported(
      `services:
  db: { image: x, volumes: ["data:/d"], deploy: { replicas: 3 } }
  web: { image: x, scale: 2, depends_on: { migrate: { condition: service_completed_successfully } } }
  migrate: { image: x }
volumes: { data: {} }
`,
    );
    const workloads = objects.filter(({ spec }) => spec?.template);
    expect(workloads.map(({ kind, metadata, spec }) => [kind, metadata.name, spec.replicas])).toEqual([
      ['StatefulSet', 'db', 3],
      ['Deployment', 'web', 2],
      ['Job', 'migrate', undefined],
    ]);
    expect(get('PersistentVolumeClaim', 'data').spec.accessModes).toEqual(['ReadWriteMany']);
  });
});

describe('what is mounted', () => {
  it('is a claim, memory, or a folder for a while', () => {
    const app = pod(
      'volumes: ["data:/d:ro", "/cache", { type: tmpfs, target: /t, tmpfs: { size: 1048576 } }]\ntmpfs: ["/run:size=64m"]\nshm_size: 2gb',
    );
    expect(app.volumes).toEqual([
      { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
      { name: 'cache', emptyDir: {} },
      { name: 'memory', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
      { name: 'memory-2', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
      { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '2Gi' } },
    ]);
    expect(app.containers[0].volumeMounts).toEqual([
      { name: 'data', mountPath: '/d', readOnly: true },
      { name: 'cache', mountPath: '/cache' },
      { name: 'memory', mountPath: '/t' },
      { name: 'memory-2', mountPath: '/run' },
      { name: 'shm', mountPath: '/dev/shm' },
    ]);
  });

  it('is a file from a ConfigMap or Secret, whose text is at hand', () => {
    const { get, notes } = exported(
      withApp(
        'configs: [{ source: site, target: /etc/site, mode: 0440 }, far]\nsecrets: [token, { source: pw, target: /pw }]',
      ),
      setting,
    );
    expect(get('ConfigMap', 'site').data).toEqual({ site: 'a: 1\n' });
    expect(get('Secret', 'token').stringData).toEqual({ token: 't0ken' });
    expect(get('Secret', 'pw').stringData).toEqual({ pw: 'hunter2' });
    const { volumes, containers } = get('Deployment', 'app').spec.template.spec;
    expect(volumes[0]).toEqual({ name: 'config-site', configMap: { name: 'site', defaultMode: 0o440 } });
    expect(containers[0].volumeMounts.slice(2)).toEqual([
      { name: 'secret-token', mountPath: '/run/secrets/token', subPath: 'token', readOnly: true },
      { name: 'secret-pw', mountPath: '/pw', subPath: 'pw', readOnly: true },
    ]);
    expect(notes('lost')).toEqual(['unknown-content app configs[1]']);
  });
});

describe('the environment', () => {
  it('is a ConfigMap, and a Secret of what looks like one; env_file first', () => {
    const { get, notes } = exported(
      withApp(
        'env_file: [a.env, { path: away.env, required: false }, gone.env]\nenvironment: { B: "no", SET: , UNSET: , DB_PASSWORD: x, N: 5 }',
      ),
      { ...setting, files: { 'a.env': 'A=1\nB=from file\nC="$SET"\n' } },
    );
    expect(get('ConfigMap', 'app-env').data).toEqual({ A: '1', B: 'no', C: 'here', SET: 'here', N: '5' });
    expect(get('Secret', 'app-env').stringData).toEqual({ DB_PASSWORD: 'x' });
    expect(notes('lost')).toEqual(['env-file app env_file[2]']);
    expect(notes('changed')).toContain('shell-settings app environment');
  });

  it('says where a variable has no value', () => {
    const { report } = exported(withApp('environment:\n  URL: "http://${HOST}/"'), setting);
    expect(report.lost).toMatchObject([
      { cause: 'unset-variable', service: 'app', key: 'environment.URL', place: { line: 5 } },
    ]);
  });
});
