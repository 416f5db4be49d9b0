import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { parseComposeVersion } from './compose-versions.ts';
import { deployedFiles, type ProjectSide, withOtherStacks } from './deployed.ts';
import { planData } from './plan-data.ts';
import { planSentences } from './plan-sentences.ts';
import { planUp } from './plan-up.ts';
import { engineRefusals } from './refusals.ts';

/** Returns three services of one image that stop at once; on request `j` shares the namespace of `b`. */
function stack(parts: {
  a?: string;
  b?: string;
  c?: string | null;
  j?: string;
  networks?: string;
  name?: string;
}) {
  const { a = 'networks: [front]', b = 'networks: [front, back]', c = 'networks: [back]', j } = parts;
  const service = (key: string, line: string) =>
    `  ${key}:\n    image: example/${key}:1\n    stop_grace_period: 0s\n    ${line.replaceAll('\n', '\n    ')}\n`;
  return [
    `name: ${parts.name ?? 'shop'}\nservices:\n`,
    service('a', a),
    service('b', b),
    c === null ? '' : service('c', c),
    j === undefined ? '' : service('j', j),
    `networks:\n  ${(parts.networks ?? 'front:\nback:').replaceAll('\n', '\n  ')}\n`,
  ].join('');
}

const side = (text: string, file: string): ProjectSide => {
  const workspace = openAlone(text, { file });
  return { workspace, project: workspace.topology.name, words: ['-f', file] };
};

interface Question {
  readonly beside?: string;
  readonly compose?: string;
  readonly profiles?: readonly string[];
}

function plan(before: string, after: string, { beside, compose, profiles = [] }: Question = {}) {
  const target = side(after, 'after.yaml');
  const running = deployedFiles(side(before, 'before.yaml'), null);
  const others = beside === undefined ? [] : [deployedFiles(side(beside, 'guest.yaml'), null)];
  const release = compose === undefined ? null : parseComposeVersion(compose);
  return planData(
    planUp(target, withOtherStacks(running, ...others), {
      profiles,
      refusals: engineRefusals(
        target.workspace.problems,
        analyze(target.workspace, defaultReachOptions).findings,
      ),
      complete: true,
      ...(release === null ? {} : { compose: release }),
    }),
  );
}

const up = 'docker compose -f after.yaml up -d';
const force = `${up} --force-recreate`;
const down = 'docker compose -f after.yaml down';
const plain = stack({});
const internal = stack({ networks: 'front:\nback: {internal: true}' });

// Measured with Compose 5.5.0 on Engine 29.7.2.
describe('what up does', () => {
  it.each<[string, string, string, object]>([
    ['nothing', plain, plain, { exit: 0, services: { a: 'left', b: 'left', c: 'left' }, do: [] }],
    [
      'a network that becomes internal',
      plain,
      internal,
      {
        exit: 0,
        services: { a: 'left', b: 'restarted', c: 'restarted' },
        networks: { front: 'left', back: 'made-anew' },
        lost: {
          b: [{ network: 'back', what: 'name', value: 'b' }],
          c: [{ network: 'back', what: 'name', value: 'c' }],
        },
        do: [force],
      },
    ],
    [
      'everything that a membership says is lost with the network',
      stack({
        b: 'networks: {front: , back: {aliases: [db], ipv4_address: 10.7.0.9, gw_priority: 3, interface_name: lan0}}',
      }),
      stack({
        b: 'networks: {front: , back: {aliases: [db], ipv4_address: 10.7.0.9, gw_priority: 3, interface_name: lan0}}',
        networks: 'front:\nback: {labels: {x: y}}',
      }),
      {
        lost: {
          b: [
            { network: 'back', what: 'name', value: 'b' },
            { network: 'back', what: 'alias', value: 'db' },
            { network: 'back', what: 'address', value: '10.7.0.9' },
            { network: 'back', what: 'gw_priority', value: '3' },
            { network: 'back', what: 'interface_name', value: 'lan0' },
          ],
          c: [{ network: 'back', what: 'name', value: 'c' }],
        },
      },
    ],
    [
      'a service that changes',
      plain,
      stack({ c: 'networks: [back]\nexpose: ["80"]' }),
      { services: { a: 'left', b: 'left', c: 'recreated' }, do: [up], lost: {} },
    ],
    [
      'a service that changes on a network that changes keeps its names',
      plain,
      stack({ c: 'networks: [front, back]', networks: 'front:\nback: {internal: true}' }),
      { exit: 0, services: { a: 'left', b: 'restarted', c: 'recreated' }, do: [force] },
    ],
    [
      'everybody on the network changes: plain up is enough',
      plain,
      stack({
        b: 'networks: [front, back]\nenvironment: [X=1]',
        c: 'networks: [back]\nenvironment: [X=1]',
        networks: 'front:\nback: {internal: true}',
      }),
      { services: { a: 'left', b: 'recreated', c: 'recreated' }, lost: {}, do: [up] },
    ],
    [
      'a service that only now joins a network that changes is not on it, which ends up half-way',
      plain,
      stack({ a: 'networks: [front, back]', networks: 'front:\nback: {internal: true}' }),
      {
        exit: 1,
        services: { a: 'stopped', b: 'stopped', c: 'stopped' },
        networks: { front: 'left', back: 'left' },
        do: [down, up],
      },
    ],
    [
      'a network with another name',
      plain,
      stack({ networks: 'front:\nback: {name: rear}' }),
      {
        exit: 1,
        services: { a: 'left', b: 'stopped', c: 'stopped' },
        networks: { front: 'left', back: 'made' },
        do: [force],
      },
    ],
    [
      'a network with another name, and every service on it changed, too',
      plain,
      stack({
        b: 'networks: [front, back]\nenvironment: [X=1]',
        c: 'networks: [back]\nenvironment: [X=1]',
        networks: 'front:\nback: {name: rear}',
      }),
      { exit: 0, services: { a: 'left', b: 'recreated', c: 'recreated' }, do: [up] },
    ],
    [
      'another key with the same name',
      stack({ networks: 'front:\nback: {name: fixed}' }),
      stack({ b: 'networks: [front, rear]', c: 'networks: [rear]', networks: 'front:\nrear: {name: fixed}' }),
      { exit: 0, services: { a: 'left', b: 'recreated', c: 'recreated' }, leftOver: [], do: [up] },
    ],
    [
      'a network that goes stays on the host',
      plain,
      stack({ b: 'networks: [front]', c: 'networks: [front]', networks: 'front:' }),
      {
        services: { a: 'left', b: 'recreated', c: 'recreated' },
        networks: { front: 'left', back: 'left' },
        leftOver: ['shop_back'],
        do: [up, 'docker network rm shop_back'],
      },
    ],
    [
      'a network that nobody used was never there',
      stack({ networks: 'front:\nback:\nspare:' }),
      plain,
      { services: { a: 'left', b: 'left', c: 'left' }, leftOver: [], do: [] },
    ],
    [
      'own becomes external under its name in Docker',
      plain,
      stack({ networks: 'front:\nback: {external: true, name: shop_back}' }),
      { exit: 0, services: { a: 'left', b: 'left', c: 'left' }, do: [] },
    ],
    [
      'an external network that is not there touches nothing',
      plain,
      stack({ networks: 'front:\nback: {external: true}' }),
      {
        exit: 1,
        services: { a: 'left', b: 'left', c: 'left' },
        networks: { front: 'left', back: 'left' },
        do: ['docker network create back', force, 'docker network rm shop_back'],
      },
    ],
    [
      'external becomes own',
      stack({ networks: 'front:\nback: {external: true, name: shared}' }),
      stack({ networks: 'front:\nback: {name: shared}' }),
      { exit: 0, services: { a: 'left', b: 'left', c: 'left' }, networks: { front: 'left', back: 'left' } },
    ],
    [
      'the owner of a namespace changes',
      stack({ j: 'network_mode: service:b' }),
      stack({ j: 'network_mode: service:b', b: 'networks: [front, back]\nenvironment: [X=1]' }),
      { services: { a: 'left', b: 'recreated', c: 'left', j: 'recreated' }, dead: [], do: [up] },
    ],
    [
      'a network of the owner is made anew',
      stack({ j: 'network_mode: service:b' }),
      stack({ j: 'network_mode: service:b', networks: 'front:\nback: {internal: true}' }),
      { services: { a: 'left', b: 'restarted', c: 'restarted', j: 'left' }, dead: ['j'], do: [force] },
    ],
    [
      'more replicas',
      stack({ c: 'networks: [back]\nscale: 2' }),
      stack({ c: 'networks: [back]\nscale: 3' }),
      { services: { a: 'left', b: 'left', c: { left: 2, created: 1 } }, do: [up] },
    ],
    [
      'more replicas on a network that changes',
      stack({ c: 'networks: [back]\nscale: 2' }),
      stack({ c: 'networks: [back]\nscale: 3', networks: 'front:\nback: {internal: true}' }),
      { services: { a: 'left', b: 'restarted', c: { restarted: 2, created: 1 } }, do: [force] },
    ],
    [
      'a service that goes stays',
      stack({}),
      stack({ c: null }),
      { exit: 0, services: { a: 'left', b: 'left', c: 'left' }, do: [`${up} --remove-orphans`] },
    ],
    [
      'a service that goes from a network that changes',
      stack({}),
      stack({ c: null, networks: 'front:\nback: {internal: true}' }),
      {
        exit: 1,
        services: { a: 'left', b: 'stopped', c: 'left' },
        networks: { front: 'left', back: 'left' },
        do: [`${force} --remove-orphans`],
      },
    ],
    [
      'a service that goes from a network that changes, and takes time',
      stack({ c: 'networks: [back]' }).replace(/(c:1\n) {4}stop_grace_period: 0s\n/, '$1'),
      stack({ c: null, networks: 'front:\nback: {internal: true}' }),
      { exit: 1, do: [`${down} --remove-orphans`, up] },
    ],
    [
      'a service that leaves a network that changes, and takes time',
      plain.replace(/(c:1\n) {4}stop_grace_period: 0s\n/, '$1'),
      stack({ c: 'networks: [front]', networks: 'front:\nback: {internal: true}' }).replace(
        /(c:1\n) {4}stop_grace_period: 0s\n/,
        '$1',
      ),
      { exit: 'unknown', do: [down, up] },
    ],
    [
      'a service that leaves a network that changes, and stops at once',
      plain,
      stack({ c: 'networks: [front]', networks: 'front:\nback: {internal: true}' }),
      { exit: 0, services: { a: 'left', b: 'restarted', c: 'recreated' } },
    ],
    [
      'the project has another name',
      plain,
      stack({ name: 'store' }),
      {
        services: { a: 'created', b: 'created', c: 'created' },
        networks: { front: 'made', back: 'made' },
        do: ['docker compose -f before.yaml down', up],
      },
    ],
    [
      'the Engine refuses the new network',
      internal,
      stack({
        networks: 'front:\nback: {driver_opts: {com.docker.network.bridge.gateway_mode_ipv4: isolated}}',
      }),
      {
        exit: 1,
        services: { a: 'left', b: 'stopped', c: 'stopped' },
        networks: { front: 'left', back: 'removed' },
        do: [],
      },
    ],
    [
      'one that depends on a service with restart',
      stack({ a: 'networks: [front]\ndepends_on: {b: {condition: service_started, restart: true}}' }),
      stack({
        a: 'networks: [front]\ndepends_on: {b: {condition: service_started, restart: true}}',
        b: 'networks: [front, back]\nenvironment: [X=1]',
      }),
      { services: { a: 'restarted', b: 'recreated', c: 'left' } },
    ],
  ])('%s', (_, before, after, expected) => expect(plan(before, after)).toMatchObject(expected));
});

describe('what stands beside', () => {
  const shared = (line: string) => stack({ networks: `front:\nback: {name: shared${line}}` });
  const guest =
    'name: guest\nservices:\n  g: {image: example/g:1, networks: [n]}\nnetworks:\n  n: {external: true, name: shared}\n';

  it('a guest keeps a network from being made anew, and comes back after it', () => {
    expect(plan(shared(''), shared(', internal: true'), { beside: guest })).toMatchObject({
      exit: 1,
      services: { a: 'left', b: 'stopped', c: 'stopped' },
      networks: { front: 'left', back: 'left' },
      guests: [{ network: 'back', service: 'guest/g' }],
      do: ['docker compose -f guest.yaml down', force, 'docker compose -f guest.yaml up -d'],
    });
  });

  it('what the commands do beyond `up` is said', () => {
    const two = guest.replace('services:\n', 'services:\n  h: {image: example/h:1}\n');
    const because = (from: string, to: string, beside?: string) => {
      return plan(from, to, beside === undefined ? {} : { beside }).because;
    };
    expect(because(shared(''), shared(', internal: true'))).toContain(
      'Unlike `up` alone, the commands recreate a.',
    );
    expect(because(shared(''), shared(', internal: true'), two)).toContain(
      'Unlike `up` alone, the commands recreate a and stop and start guest/h of another stack.',
    );
    const grown = stack({ c: null });
    expect(because(stack({}), grown)).toContain('Unlike `up` alone, the commands remove c.');
    expect(plan(stack({}), stack({ a: 'networks: [back]' }))).toMatchObject({ do: [up], because: [] });
  });

  it('what joined a container of the stack from another one is in a dead namespace, and made anew at the end', () => {
    const joiner = (container: string) =>
      `name: mon\nservices:\n  spy: {image: example/spy:1, network_mode: "container:${container}"}\n  eye: {image: example/eye:1}\n`;
    const again = 'docker compose -f guest.yaml up -d --force-recreate spy';
    const changed = shared(', internal: true');
    expect(plan(shared(''), changed, { beside: joiner('shop-b-1') })).toMatchObject({
      services: { b: 'restarted' },
      guests: [],
      do: [force, again],
      because: [
        'The settings of back in the file differ from those that shared was created with.',
        'mon/spy of another stack stays in a dead network namespace.',
        'Unlike `up` alone, the commands recreate a.',
      ],
    });
    // `up` leaves a, and so what joined it; the commands do not.
    expect(plan(shared(''), changed, { beside: joiner('shop-a-1') })).toMatchObject({
      services: { a: 'left' },
      do: [force, again],
      because: [
        'The settings of back in the file differ from those that shared was created with.',
        'Unlike `up` alone, the commands recreate a and stop and start mon/spy of another stack.',
      ],
    });
    const moved = stack({ a: 'networks: [back]' });
    expect(plan(stack({}), moved, { beside: joiner('shop-a-1') })).toMatchObject({ do: [up, again] });
    expect(plan(stack({}), moved, { beside: joiner('shop-b-1') })).toMatchObject({ do: [up], because: [] });
  });

  it('a network with another name is one that the guest does not find again', () => {
    expect(plan(shared(''), shared('-two'), { beside: guest })).toMatchObject({
      exit: 1,
      networks: { front: 'left', back: 'made' },
      leftOver: [],
      do: ['docker compose -f guest.yaml down', force],
    });
  });

  it('the second stack that names a network takes it as it is', () => {
    const second =
      'name: second\nservices:\n  g: {image: example/g:1, networks: [n]}\nnetworks:\n  n: {name: shared, internal: true}\n';
    expect(plan(shared(''), shared(''), { beside: second })).toMatchObject({ exit: 0, guests: [], do: [] });
  });

  it('what runs behind a profile is in the way, and not with that profile', () => {
    const profile = (networks: string) => stack({ c: 'networks: [back]\nprofiles: [extra]', networks });
    const [before, after] = [profile('front:\nback:'), profile('front:\nback: {internal: true}')];
    expect(plan(before, after)).toMatchObject({
      exit: 1,
      services: { a: 'left', b: 'stopped', c: 'left' },
      do: ['docker compose -f after.yaml --profile extra up -d --force-recreate'],
    });
    expect(plan(before, after, { profiles: ['extra'] })).toMatchObject({
      exit: 0,
      services: { a: 'left', b: 'restarted', c: 'restarted' },
    });
  });
});

describe('earlier releases', () => {
  it('2.26.1 leaves a changed network as it is', () => {
    expect(plan(plain, internal, { compose: '2.26.1' })).toMatchObject({
      exit: 0,
      services: { a: 'left', b: 'left', c: 'left' },
      networks: { front: 'left', back: 'left' },
      do: [down, up],
    });
  });

  it('2.36 recreates what 2.37 connects again', () => {
    expect(plan(plain, internal, { compose: '2.36.2' })).toMatchObject({
      services: { a: 'left', b: 'recreated', c: 'recreated' },
      lost: {},
      do: [up],
    });
    expect(plan(plain, internal, { compose: '2.37' }).services).toMatchObject({ b: 'restarted' });
  });

  it('2.40.3 recreates for another name of a network, and leaves the old one', () => {
    expect(
      plan(plain, stack({ networks: 'front:\nback: {name: rear}' }), { compose: '2.40.3' }),
    ).toMatchObject({
      exit: 0,
      services: { a: 'left', b: 'recreated', c: 'recreated' },
      networks: { back: 'made' },
      leftOver: ['shop_back'],
      do: [up, 'docker network rm shop_back'],
    });
  });

  it('before 5.4 the label of another key is refused, and what leaves a network is too late', () => {
    const [fixed, rear] = [
      stack({ networks: 'front:\nback: {name: fixed}' }),
      stack({ b: 'networks: [front, rear]', c: 'networks: [rear]', networks: 'front:\nrear: {name: fixed}' }),
    ];
    expect(plan(fixed, rear, { compose: '2.40.3' })).toMatchObject({
      exit: 1,
      services: { a: 'left', b: 'left', c: 'left' },
    });
    const moved = stack({ c: 'networks: [front]', networks: 'front:\nback: {internal: true}' });
    expect(plan(plain, moved, { compose: '2.40.3' })).toMatchObject({ exit: 1, do: [down, up] });
  });

  it('depends_on and profiles recreate under old releases alone', () => {
    const after = stack({ c: 'networks: [back]\ndepends_on: [b]' });
    expect(plan(plain, after).services).toMatchObject({ c: 'left' });
    expect(plan(plain, after, { compose: '2.26.1' }).services).toMatchObject({ c: 'recreated' });
  });

  const subnet = '{ipam: {config: [{subnet: 10.7.0.0/24}]}}';
  const [fixed, keyed, named] = [
    stack({ networks: `front:\nback: ${subnet}` }),
    stack({ b: 'networks: [front, rear]', c: 'networks: [rear]', networks: `front:\nrear: ${subnet}` }),
    stack({ networks: `front:\nback: ${subnet.replace('{', '{name: rear, ')}` }),
  ];
  const guest = (name: string) =>
    `name: guest\nservices:\n  g: {image: example/g:1, networks: [n]}\nnetworks:\n  n: {external: true, name: ${name}}\n`;
  const remove = (name: string) => `docker network rm ${name}`;
  const guests = [{ service: 'guest/g' }];
  const [guestDown, guestUp] = ['down', 'up -d'].map((word) => `docker compose -f guest.yaml ${word}`);
  const left = { a: 'left', b: 'left', c: 'left' };

  // Each was measured: the exit, what became of the containers, and that the commands end with 0 and with what the file says.
  it.each<[string, string, string, Question, object]>([
    [
      'a network with a fixed range and another key',
      fixed,
      keyed,
      {},
      { exit: 1, services: left, do: [down, remove('shop_back'), up] },
    ],
    [
      'a network with a fixed range and another name',
      fixed,
      named,
      {},
      { exit: 1, services: left, do: [down, remove('shop_back'), up] },
    ],
    [
      'the same with a guest, who does not find it again',
      fixed,
      named,
      { beside: guest('shop_back') },
      { exit: 1, guests, do: [guestDown, down, remove('shop_back'), up] },
    ],
    [
      'another key with the name of before',
      plain,
      stack({
        b: 'networks: [front, rear]',
        c: 'networks: [rear]',
        networks: 'front:\nrear: {name: shop_back}',
      }),
      {},
      { exit: 1, services: left, do: [down, remove('shop_back'), up] },
    ],
    [
      'the same with a guest',
      plain,
      stack({
        b: 'networks: [front, rear]',
        c: 'networks: [rear]',
        networks: 'front:\nrear: {name: shop_back}',
      }),
      { beside: guest('shop_back') },
      { exit: 1, guests, do: [guestDown, down, remove('shop_back'), up, guestUp] },
    ],
    [
      'another name: containers stay on the old one',
      plain,
      stack({ networks: 'front:\nback: {name: rear}' }),
      {},
      { exit: 0, services: left, guests: [], do: [force, remove('shop_back')] },
    ],
    [
      'the same with a guest, who stays behind',
      plain,
      stack({ networks: 'front:\nback: {name: rear}' }),
      { beside: guest('shop_back') },
      { exit: 0, guests, do: [force] },
    ],
    [
      'a guest on a network that goes',
      plain,
      stack({ b: 'networks: [front]', c: 'networks: [front]', networks: 'front:' }),
      { beside: guest('shop_back') },
      { exit: 0, guests, do: [up] },
    ],
    [
      'a changed network with a guest, who has to leave it for `down`',
      plain,
      internal,
      { beside: guest('shop_back') },
      { exit: 0, services: left, guests, do: [guestDown, down, up, guestUp] },
    ],
    [
      'what depends on a service that is recreated',
      stack({ a: 'networks: [front]\ndepends_on: [c]', c: 'networks: [back]\nlinks: [b]' }),
      stack({
        a: 'networks: [front]\ndepends_on: [c]',
        b: 'networks: [front, back]\nexpose: ["80"]',
        c: 'networks: [back]\nlinks: [b]',
      }),
      {},
      { exit: 0, services: { a: 'recreated', b: 'recreated', c: 'recreated' }, do: [up] },
    ],
  ])('2.26.1: %s', (_, before, after, question, expected) =>
    expect(plan(before, after, { ...question, compose: '2.26.1' })).toMatchObject(expected),
  );

  it('what depends on a service that is recreated is left from 2.29.4 on', () => {
    const [before, after] = ['', '\nexpose: ["80"]'].map((line) =>
      stack({ b: `networks: [front, back]${line}`, c: 'networks: [back]\ndepends_on: [b]' }),
    );
    for (const [compose, c] of [
      ['2.29.3', 'recreated'],
      ['2.29.4', 'left'],
    ] as const)
      expect(plan(before ?? '', after ?? '', { compose }).services).toMatchObject({ b: 'recreated', c });
  });

  it.each([
    ['by key', keyed],
    ['by name', named],
  ])('the newest refuses a fixed range that the old network holds, too: %s', (_, after) => {
    const found = plan(fixed, after);
    expect(found).toMatchObject({ exit: 1, services: left, do: [down, remove('shop_back'), up] });
    expect(found.because[0]).toMatch(/asks for 10\.7\.0\.0\/24, which shop_back uses/);
  });

  it('a range that a network of another stack holds wants another file', () => {
    const other = `name: guest\nservices:\n  g: {image: example/g:1}\nnetworks:\n  default: ${subnet}\n`;
    expect(plan(plain, keyed, { beside: other })).toMatchObject({
      exit: 1,
      services: left,
      guests: [],
      do: [],
    });
    // A network that is made anew is gone by then.
    expect(plan(plain, fixed, { beside: other })).toMatchObject({
      exit: 1,
      networks: { back: 'removed' },
      do: [],
    });
  });

  // By the source of 5.5.0.
  it('the newest makes a network under its new name without a look at who has it', () => {
    const maker =
      'name: guest\nservices:\n  g: {image: example/g:1, networks: [n]}\nnetworks:\n  n: {name: shared}\n';
    const after = stack({ networks: 'front:\nback: {name: shared}' });
    expect(plan(plain, after, { beside: maker })).toMatchObject({
      exit: 1,
      services: left,
      guests: [],
      do: [down, remove('shop_back'), up],
    });
    expect(plan(after, after, { beside: maker })).toMatchObject({ exit: 0, do: [] });
  });

  it('the newest makes a changed network anew whatever key of the project it was made for', () => {
    const after = stack({
      b: 'networks: [front, rear]',
      c: 'networks: [rear]',
      networks: 'front:\nrear: {name: shop_back, internal: true}',
    });
    expect(plan(plain, after)).toMatchObject({
      exit: 0,
      networks: { rear: 'made-anew' },
      services: { b: 'recreated' },
      do: [up],
    });
  });
});

describe('what is said, and no more done than it takes', () => {
  it('what runs behind a profile that is off now runs on', () => {
    const after = stack({ c: 'networks: [back]\nprofiles: [extra]' });
    const target = side(after, 'after.yaml');
    const found = planUp(target, deployedFiles(side(plain, 'before.yaml'), []), {
      profiles: [],
      refusals: new Map(),
      complete: true,
    });
    expect(planData(found)).toMatchObject({ exit: 0, services: { c: 'left' }, asleep: ['c'], do: [] });
    expect(planSentences(found)).toEqual([
      'c is behind a profile that is not active, and keeps running: `up` does not touch it.',
    ]);
    expect(plan(plain, after, { profiles: ['extra'] }).asleep).toEqual([]);
  });

  it('what differs from the file and is recreated anyway needs no --force-recreate', () => {
    const running = deployedFiles(side(plain, 'before.yaml'), null);
    const drifted = (name: string) => ({
      ...running,
      containers: running.containers.map((one) => ({ ...one, hasDrifted: one.service === name })),
    });
    const options = { profiles: [], refusals: new Map(), complete: true };
    const after = side(stack({ c: 'networks: [back]\nexpose: ["80"]' }), 'after.yaml');
    expect(planUp(after, drifted('c'), options).commands).toEqual([up]);
    expect(planUp(after, drifted('b'), options).commands).toEqual([force]);
  });

  it('where a network is made anew with its containers, a guest that leaves first is enough', () => {
    const shared = (line: string) => stack({ networks: `front:\nback: {name: shared${line}}` });
    const guest =
      'name: guest\nservices:\n  g: {image: example/g:1, networks: [n]}\nnetworks:\n  n: {external: true, name: shared}\n';
    const commands = (compose: string) =>
      plan(shared(''), shared(', internal: true'), { beside: guest, compose }).do[1];
    expect([commands('2.36.2'), commands('2.37.0')]).toEqual([up, force]);
  });
});
