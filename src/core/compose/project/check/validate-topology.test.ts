// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Compose are the subject.
import { schemaCheck } from 'virtual:compose-schema';
import { describe, expect, it } from 'vitest';
import { parseTree } from '../../../yaml/parse-tree.ts';
import { childOf } from '../../../yaml/tree.ts';
import type { Problem } from '../../problem.ts';
import { topologyOf } from '../testing/topology-of.ts';
import { validateTopology } from './validate-topology.ts';

function problems(text: string, values: Readonly<Record<string, string>> = {}): readonly Problem[] {
  return validateTopology(topologyOf(text, values), new Map(Object.entries(values)));
}

/** Returns `code path` for each problem. */
function problemsIn(text: string, values: Readonly<Record<string, string>> = {}): readonly string[] {
  return problems(text, values).map((problem) => `${problem.code} ${problem.path.join('/')}`);
}

/** Returns the problems of one service `web`, given the lines of its body. */
function problemsOf(body: string, values: Readonly<Record<string, string>> = {}): readonly string[] {
  return problemsIn(`services:\n  web:\n${body.replace(/^/gm, '    ')}\nnetworks: { front: }`, values);
}

describe('a file that Compose accepts', () => {
  it('has no problems', () => {
    const text = `
services:
  web:
    image: nginx
    ports: ["80:80", { target: 81 }]
    networks: { front: { aliases: [www] }, default: }
    depends_on: { db: { condition: service_started } }
    links: ["db:store"]
    cap_add: [CHOWN, CHOWN]
    user: "1000"
    scale: 2
    deploy: { replicas: "2" }
  db:
    build: .
    networks: [front]
  side: { image: x, network_mode: "service:web", pid: "service:db" }
  quiet: { image: x, network_mode: none, networks: [] }
  model: { provider: { type: model } }
networks:
  front: { driver_opts: { a: "true", b: 1 }, internal: "yes" }
`;
    expect(problemsIn(text)).toEqual([]);
  });

  it.each(['image: x', 'build: .', 'provider: { type: x }', 'extends: { service: a, file: b.yaml }'])(
    'may have %s alone',
    (body) => expect(problemsOf(body)).toEqual([]),
  );

  it('may name what an included file defines', () => {
    const text = 'include: [b.yaml]\nservices: { web: { image: x, networks: [zz], depends_on: [db] } }';
    expect(problemsIn(text)).toEqual([]);
  });
});

describe('one service', () => {
  const web = 'services/web';
  it.each([
    ['', `empty-service ${web}`],
    ['[a]', `invalid-service ${web}`],
    ['text', `invalid-service ${web}`],
    ['command: x', `no-image ${web}`],
    ['image: "${UNSET}"', `no-image ${web}/image`],
    ['image: x\nuser: 1000', `user-not-text ${web}/user`],
    ['image: x\nnetworks:', `networks-null ${web}/networks`],
    ['image: x\nnetworks: front', `invalid-networks ${web}/networks`],
    ['image: x\nnetworks: [front, { a: }]', `invalid-networks ${web}/networks/1`],
    ['image: x\nnetworks: { front: [www] }', `invalid-networks ${web}/networks/front`],
    ['image: x\nnetwork_mode: host\nnetworks: [front]', `network-mode-and-networks ${web}/network_mode`],
    ['image: x\nnetwork_mode:', `invalid-network-mode ${web}/network_mode`],
    ['image: x\nnetworks: [front, zz]', `undefined-network ${web}/networks/1`],
    ['image: x\nnetworks: { zz: }', `undefined-network ${web}/networks/zz`],
    ['image: x\nnetworks: ["${UNSET}"]', `undefined-network ${web}/networks/0`],
    ['image: x\ndepends_on: [zz]', `undefined-dependency ${web}/depends_on/0`],
    ['image: x\ndepends_on: { zz: { required: false } }', `undefined-dependency ${web}/depends_on/zz`],
    ['image: x\nlinks: ["zz:db"]', `undefined-link ${web}/links/0`],
    ['image: x\nvolumes_from: ["zz:ro", "container:y"]', `undefined-volumes-source ${web}/volumes_from/0`],
    ['image: x\nnetwork_mode: service:zz', `undefined-namespace-owner ${web}/network_mode`],
    ['image: x\nipc: service:zz', `undefined-namespace-owner ${web}/ipc`],
    ['image: x\nnetwork_mode: service:web', `dependency-cycle ${web}/network_mode`],
    ['image: x\nports: 80', `not-a-list ${web}/ports`],
    ['image: x\nports: ["80", "80:"]', `invalid-port ${web}/ports/1`],
    ['image: x\nports: ["${A B}:80"]', `invalid-interpolation ${web}/ports/0`],
    ['image: x\nports: [{ target: "${A:?}" }]', `required-variable ${web}/ports/0/target`],
    ['image: x\nnetworks: ["${A:?}"]', `required-variable ${web}/networks/0`],
    ['image: x\nscale: 2\ndeploy: { replicas: 3 }', `replicas-conflict ${web}/scale`],
    ['image: x\nscale: -1', `negative-replicas ${web}/scale`],
    ['image: x\ndeploy: { replicas: -1 }', `negative-replicas ${web}/deploy/replicas`],
    ['image: x\nscale: 2\ncontainer_name: w', `container-name-replicas ${web}/container_name`],
    ['image: x\nprivileged: "1"', `invalid-boolean ${web}/privileged`],
    ['image: x\nnetwork_mode: "service:"', `invalid-network-mode ${web}/network_mode`],
    ['image: x\npid: "service:"', `undefined-namespace-owner ${web}/pid`],
    ['image: x\nnetworks: [x-front]', `extension-as-network ${web}/networks/0`],
    ['image: x\nlinks: ["a:b:c"]', `invalid-link ${web}/links/0`],
    ['image: x\ncap_drop: ALL', `not-a-list ${web}/cap_drop`],
    ['image: x\nenvironment: A=1', `not-a-list ${web}/environment`],
    ['image: x\nnet: host', `legacy-key ${web}/net`],
    ['image: "${IMG:?say which}"', `required-variable ${web}/image`],
    ['image: x\nlabels: { a: "${" }', `invalid-interpolation ${web}/labels/a`],
  ])('%s', (body, expected) => {
    expect(problemsOf(body)).toEqual([expected]);
  });

  it('is fine once the variables have values', () => {
    expect(
      problemsOf('image: "${IMG:?}"\nports: ["80:${P}"]\nnetworks: ["${N}"]', {
        IMG: 'x',
        P: '1',
        N: 'front',
      }),
    ).toEqual([]);
  });

  it('must have a name of plain characters', () => {
    expect(problemsIn('services: { "a b": { image: x } }')).toEqual(['invalid-service-name services/a b']);
  });

  it('is reported with its name, what is wrong and what to do', () => {
    const [problem] = problems('services: { web: { image: x, ports: ["80:${PORT}"] } }');
    expect(problem).toEqual({
      kind: 'rejected',
      code: 'invalid-port',
      message: "service 'web': the port '80:${PORT}' cannot be read: the container port is missing",
      advice: 'Give PORT a value or a default.',
      path: ['services', 'web', 'ports', 0],
      offset: null,
    });
  });

  it('A5: names the network and the service', () => {
    const [problem] = problems('services: { web: { image: x, networks: [back] } }');
    expect(problem?.message).toBe("service 'web' uses the network 'back', which the file does not define");
  });

  it('is reported for what came by a merge key, too', () => {
    const text = 'x-b: &b { networks: [zz] }\nservices: { web: { image: x, <<: *b } }';
    expect(problemsIn(text)).toEqual(['undefined-network services/web/networks/0']);
  });
});

describe('circles', () => {
  const body = (rest: string) => `{ image: x, ${rest} }`;

  it('are found across depends_on, links and network_mode, once each', () => {
    const text = `
services:
  free: ${body('depends_on: [a]')}
  a: ${body('depends_on: [b]')}
  b: ${body('links: [c]')}
  c: ${body('network_mode: "service:a"')}
  d: ${body('depends_on: { d: }')}
`;
    expect(problemsIn(text)).toEqual([
      'dependency-cycle services/a/depends_on/0',
      'dependency-cycle services/d/depends_on/d',
    ]);
    expect(problems(text).map((problem) => problem.message)).toEqual([
      'services depend on each other in a circle: a -> b -> c -> a',
      "service 'd' depends on itself",
    ]);
  });

  it('are not what a diamond is', () => {
    const text = `
services:
  a: ${body('depends_on: [b, c]')}
  b: ${body('depends_on: [d]')}
  c: ${body('depends_on: [d]')}
  d: ${body('links: []')}
`;
    expect(problemsIn(text)).toEqual([]);
  });

  it('are found at the end of a very long chain', () => {
    const chain = Array.from(
      { length: 3000 },
      (_, i) => `  s${i}: ${body(`depends_on: [s${(i + 1) % 3000}]`)}`,
    );
    expect(problemsIn(`services:\n${chain.join('\n')}`)).toEqual([
      'dependency-cycle services/s0/depends_on/0',
    ]);
  });
});

describe('networks', () => {
  it.each([
    ['[a]', ['invalid-network networks/n']],
    ['text', ['invalid-network networks/n']],
    ['{ driver_opts: { icc: false, mtu: 1 } }', ['driver-option-boolean networks/n/driver_opts/icc']],
    ['{ internal: "1" }', ['invalid-boolean networks/n/internal']],
    ['{ internal: [] }', ['invalid-boolean networks/n/internal']],
    ['{ internal: "${UNSET}" }', []],
    ['{ name: "${" }', ['invalid-interpolation networks/n/name']],
    ['{ external: { name: a }, name: b }', ['network-name-conflict networks/n/external/name']],
    ['{ external: true, driver: macvlan }', []],
    ['', []],
  ])('n: %s', (body, expected) => {
    expect(problemsIn(`networks:\n  n: ${body}`)).toEqual(expected);
  });

  it('notices the obsolete external.name without calling it wrong', () => {
    expect(problems('networks: { n: { external: { name: a } } }')).toMatchObject([
      { kind: 'notice', code: 'obsolete-external-name', path: ['networks', 'n', 'external', 'name'] },
    ]);
  });
});

describe('with the schema and the resources at hand', () => {
  function problemsBeside(text: string): readonly string[] {
    const { tree } = parseTree(text);
    const resources = {
      volumes: childOf(tree, 'volumes'),
      secrets: childOf(tree, 'secrets'),
      configs: childOf(tree, 'configs'),
      models: childOf(tree, 'models'),
    };
    const beside = { schema: schemaCheck, resources };
    return validateTopology(topologyOf(text), new Map(), beside).map(
      (problem) => `${problem.code} ${problem.path.join('/')}`,
    );
  }

  it('reports each mistake once', () => {
    const text = `
services:
  a: { image: x, user: 1, ports: [{ target: x }], net: host, privileged: "1", prots: [] }
  b: [c]
  c:
  d: { image: x, networks: , volumes: ["data:/d", 3] }
networks:
  n: { internal: 1, driver_opts: { icc: false }, foo: 1 }
  m: text
volumes:
  v: { external: true, driver: x, foo: 1 }
`;
    expect(problemsBeside(text)).toEqual([
      'invalid-port services/a/ports/0',
      'user-not-text services/a/user',
      'legacy-key services/a/net',
      'invalid-boolean services/a/privileged',
      'schema services/a/prots',
      'invalid-service services/b',
      'empty-service services/c',
      'networks-null services/d/networks',
      'schema services/d/volumes/1',
      'undefined-volume services/d/volumes/0',
      'invalid-boolean networks/n/internal',
      'driver-option-boolean networks/n/driver_opts/icc',
      'schema networks/n/foo',
      'invalid-network networks/m',
      'external-conflict volumes/v/driver',
      'schema volumes/v/foo',
    ]);
  });

  it('waits for the files that may declare the rest', () => {
    expect(problemsBeside('include: [a.yaml]\nservices: { a: { image: x, volumes: ["data:/d"] } }')).toEqual(
      [],
    );
  });
});
