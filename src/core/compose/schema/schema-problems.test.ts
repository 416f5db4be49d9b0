import { schemaCheck } from 'virtual:compose-schema';
import { describe, expect, it } from 'vitest';
import { parseTree } from '../../yaml/parse-tree.ts';
import { childOf } from '../../yaml/tree.ts';
import { problemsOf } from './testing/problems-of.ts';

/** Returns `place: message. advice` for each problem. */
function problemsIn(text: string, values: Readonly<Record<string, string>> = {}): readonly string[] {
  return problemsOf(text, values).map(
    ({ path, message, advice }) => `${path.join('/')}: ${message}. ${advice}`,
  );
}

/** Returns `place: message. advice` for each problem of a service `web`, given the lines of its body; the place without `services/web/`. */
function linesOf(body: string, values: Readonly<Record<string, string>> = {}): readonly string[] {
  const text = `services:\n  web:\n${body.replace(/^/gm, '    ')}\n`;
  return problemsIn(text, values).map((line) =>
    line.replace('services/web/', '').replace("service 'web': ", ''),
  );
}

describe('a service that Compose accepts', () => {
  it.each([
    ['image: x'],
    ['image: x\nx-mine: { a: [1] }\ndeploy: { x-mine: 1 }'],
    // Short and long forms.
    ['ports: [80, "80:80", { target: 80, published: "8080", x-a: 1 }]'],
    ['networks: [a, b]'],
    ['networks: { a: , b: { aliases: [c, c], ipv4_address: 10.0.0.2, priority: 1, driver_opts: { k: 1 } } }'],
    ['depends_on: [a]'],
    ['depends_on: { a: { condition: service_healthy, restart: "yes", required: false } }'],
    ['environment: { A: 1, B: true, C: , D: text }'],
    ['environment: [A=1, A=1]'],
    ['extra_hosts: { a: [10.0.0.1, 10.0.0.2] }'],
    ['command:'],
    ['pid:'],
    ['build: .'],
    ['build: { context: ., args: [A], provenance: true, sbom: "yes", no_cache_filter: [a] }'],
    ['env_file: [a, { path: b, required: "no" }]'],
    ['volumes: ["a:/a", "a:/a", { type: image, source: x, target: /x, image: { subpath: y } }]'],
    ['ulimits: { nproc: "65535", nofile: { soft: 1, hard: "2" } }'],
    ['gpus: all'],
    ['gpus: [{ count: all }]'],
    // Named twice, and counted once.
    ['cap_add: [A, A]\ndns: [1.1.1.1, 1.1.1.1]\nexpose: [80, 80]\nprofiles: [a, a]\nlabels: [a=1, a=1]'],
    // Texts that Compose casts.
    [
      'privileged: "On"\nread_only: n\ninit: TRUE\nscale: "+2"\ncpus: ".5"\nmem_limit: 1.5 GiB\noom_score_adj: "-5"',
    ],
    ['healthcheck: { test: x, interval: 1m30s, timeout: 1.5h, retries: "3", start_interval: "0" }'],
    ['stop_grace_period: 2d'],
    // Newer than the Compose of many machines.
    ['provider: { type: x, options: { a: [1, b], c: true } }'],
    ['use_api_socket: "true"'],
    ['models: { m: , n: { endpoint_var: A } }'],
    ['networks: { a: { gw_priority: 1, interface_name: eth9 } }'],
    ['pre_start: [{ command: x }]\npost_start: [{ command: [a], privileged: "yes" }]'],
    ['pull_policy: every_12h'],
    // What Compose takes out before it asks the schema.
    ['extends: { service: a, file: b.yaml, note: c }'],
    ['user: !reset 1\nfoo: !reset 1'],
    ['environment: !override { A: 1 }'],
    ['user: !!str 1000'],
    ['user: !mine 1000'],
  ])('%s', (body) => {
    expect(linesOf(body)).toEqual([]);
  });

  it('may have names that mean something to JavaScript', () => {
    expect(linesOf('environment: { __proto__: 1, constructor: x }\nx-__proto__: 1')).toEqual([]);
    expect(linesOf('__proto__: 1')).toEqual([
      "__proto__: '__proto__' is not a key of a service. Remove it, or name it 'x-__proto__' if it is your own.",
    ]);
  });

  it('is checked after anchors, merge keys and variables', () => {
    const text = 'x-b: &b { user: "1", ports: ["80"] }\nservices:\n  web:\n    <<: *b\n    scale: ${N}\n';
    expect(problemsIn(text, { N: '2' })).toEqual([]);
  });
});

describe('a key that is none', () => {
  it.each([
    [
      'prots: ["80"]',
      "prots: 'prots' is not a key of a service; did you mean 'ports'?. Write 'ports', or remove the key.",
    ],
    ['foo: 1', "foo: 'foo' is not a key of a service. Remove it, or name it 'x-foo' if it is your own."],
    [
      'deploy: { resources: { limit: { cpus: "1" } } }',
      "deploy/resources/limit: 'limit' is not a key of 'deploy.resources'; did you mean 'limits'?. Write 'limits', or remove the key.",
    ],
    [
      'ports: [{ target: 80, publish: 80 }]',
      "ports/0/publish: 'publish' is not a key of 'ports[0]'; did you mean 'published'?. Write 'published', or remove the key.",
    ],
    [
      'networks: { a b: }',
      "networks/a b: 'a b' cannot be a name in 'networks'. Use letters, digits, dots, hyphens and underscores only.",
    ],
  ])('%s', (body, expected) => {
    expect(linesOf(body)).toEqual([expected]);
  });
});

describe('a value of the wrong form', () => {
  it.each([
    ['image: 1', `image: 'image' must be a string, but is the number 1. Put it in quotes: "1".`],
    ['image:', "image: 'image' must be a string, but is empty. Write a value, or remove the line."],
    ['user: 1_000', `user: 'user' must be a string, but is the number 1_000. Put it in quotes: "1_000".`],
    [
      'hostname: true',
      `hostname: 'hostname' must be a string, but is an unquoted true. Put it in quotes: "true".`,
    ],
    [
      'ports: { a: 1 }',
      "ports: 'ports' must be a list, but is a mapping. Write one item per line, each after a hyphen.",
    ],
    [
      'ports:',
      "ports: 'ports' must be a list, but is empty. Write one item per line below it, or remove the line.",
    ],
    [
      'environment: [A: 1]',
      "environment/0: 'environment[0]' must be a string, but is a mapping. Put the whole item in quotes; a colon followed by a space makes it a mapping.",
    ],
    [
      'environment: { A: [1] }',
      "environment/A: 'environment.A' must be a single value or nothing, but is a list. Write one string there.",
    ],
    [
      'command: [sleep, 1]',
      `command/1: 'command[1]' must be a string, but is the number 1. Put it in quotes: "1".`,
    ],
    [
      'depends_on: { a: }',
      "depends_on/a: 'depends_on.a' must be a mapping, but is empty. Write keys below it, or remove the line.",
    ],
    [
      'networks: { a: [b] }',
      "networks/a: 'networks.a' must be a mapping or nothing, but is a list. Write keys below it, each with a colon.",
    ],
    ['tty: 1', "tty: 'tty' must be true or false, but is the number 1. Write true or false."],
  ])('%s', (body, expected) => {
    expect(linesOf(body)).toEqual([expected]);
  });
});

describe('a value that Compose does not take', () => {
  it.each([
    ['cgroup: mine', "cgroup: 'cgroup' cannot be 'mine'. Write one of: host, private."],
    ['gpus: some', "gpus: 'gpus' cannot be 'some'. Write one of: all."],
    [
      'depends_on: { a: { condition: up } }',
      "depends_on/a/condition: 'depends_on.a.condition' cannot be 'up'. Write one of: service_started, service_healthy, service_completed_successfully.",
    ],
    ['depends_on: { a: {} }', "depends_on/a: 'depends_on.a' lacks the key 'condition'. Add 'condition'."],
    ['security_opt: [a, b, a]', "security_opt/2: 'security_opt' names 'a' twice. Remove one of the two."],
    ['networks: [a, a]', "networks/1: 'networks' names 'a' twice. Remove one of the two."],
    [
      'oom_score_adj: 2000',
      "oom_score_adj: 'oom_score_adj' must be 1000 or less, but is the number 2000. Correct the number.",
    ],
    [
      'healthcheck: { retries: -1 }',
      "healthcheck/retries: 'healthcheck.retries' must be 0 or more, but is the number -1. Correct the number.",
    ],
    [
      'stop_grace_period: "30"',
      "stop_grace_period: 'stop_grace_period' must be a duration, but is '30'. Write a number with its unit, such as 30s or 1m30s.",
    ],
    [
      'pull_policy: maybe',
      "pull_policy: 'pull_policy' cannot be 'maybe'. Write always, never, missing, build, daily, weekly, or every_ and a duration, such as every_12h.",
    ],
    ['privileged: "1"', "privileged: 'privileged' must be true or false, but is '1'. Write true or false."],
    [
      'scale: two',
      "scale: 'scale' must be a whole number, but is 'two'. Write a number without a fraction or unit.",
    ],
    [
      'deploy: { resources: { limits: { memory: 1x } } }',
      "deploy/resources/limits/memory: 'deploy.resources.limits.memory' must be a size, but is '1x'. Write a number of bytes, or one with a unit such as 512m or 2g.",
    ],
    ['cpus: many', "cpus: 'cpus' must be a number, but is 'many'. Write a number, such as 2 or 0.5."],
    [
      'gpus: [{ count: some }]',
      "gpus/0/count: 'gpus[0].count' must be a whole number or 'all', but is 'some'. Write a number, or 'all'.",
    ],
  ])('%s', (body, expected) => {
    expect(linesOf(body)).toEqual([expected]);
  });

  it('is reported with the variable that makes it so', () => {
    expect(linesOf('scale: ${N}')).toEqual([
      "scale: 'scale' must be a whole number, but is an empty string. Give N a value or a default.",
    ]);
    expect(linesOf('scale: ${N}', { N: 'x' })).toEqual([
      "scale: 'scale' must be a whole number, but is 'x'. Write a number without a fraction or unit.",
    ]);
    expect(linesOf('container_name: ${N}')).toEqual([]);
  });
});

describe('several mistakes', () => {
  it('are reported one per place, sorted by path', () => {
    const body = 'ports: [{ a: 1, b: 2 }, [80]]\nnetworks: { z: 1, a: { aliases: c } }\nimage: 1';
    expect(linesOf(body).map((line) => line.split(':')[0])).toEqual([
      'image',
      'networks/a/aliases',
      'networks/z',
      'ports/0/a',
      'ports/0/b',
      'ports/1',
    ]);
  });

  it('leave out what a service may get from the one that it extends', () => {
    expect(linesOf('extends: a\ndepends_on: { b: { restart: true } }')).toEqual([]);
  });
});

describe('networks', () => {
  it.each([
    ['', []],
    ['{ driver: bridge, internal: "yes", enable_ipv4: true, x-a: 1, labels: [a=1] }', []],
    ['{ external: { name: x } }', []],
    [
      '{ drivr: x }',
      [
        "networks/n/drivr: network 'n': 'drivr' is not a key of a network; did you mean 'driver'?. Write 'driver', or remove the key.",
      ],
    ],
    [
      '{ internal: 1 }',
      [
        "networks/n/internal: network 'n': 'internal' must be true or false, but is the number 1. Write true or false.",
      ],
    ],
    [
      '{ driver_opts: { icc: false } }',
      [
        `networks/n/driver_opts/icc: network 'n': 'driver_opts.icc' must be a string or a number, but is an unquoted false. Put it in quotes: "false".`,
      ],
    ],
    [
      '{ ipam: { config: [{ subnet: 10 }] } }',
      [
        `networks/n/ipam/config/0/subnet: network 'n': 'ipam.config[0].subnet' must be a string, but is the number 10. Put it in quotes: "10".`,
      ],
    ],
  ])('n: %s', (body, expected) => {
    expect(problemsIn(`networks:\n  n: ${body}\n`)).toEqual(expected);
  });

  it('with other characters in their names are not looked at, as Compose does not', () => {
    expect(problemsIn('networks: { "my net": { foo: 1 } }')).toEqual([]);
  });
});

describe('the top level', () => {
  it.each([
    ['name: shop\nversion: "3"\nx-a: 1\nservices: {}\nnetworks: {}', []],
    ['include: [a.yaml, { path: [b.yaml], note: c }]', []],
    ['include:', []],
    ['models: { m: { model: x } }', []],
    ['name: 1', [`name: 'name' must be a string, but is the number 1. Put it in quotes: "1".`]],
    [
      'volumes: { v: { foo: 1 } }',
      [
        "volumes/v/foo: volume 'v': 'foo' is not a key of a volume. Remove it, or name it 'x-foo' if it is your own.",
      ],
    ],
    [
      'volumes: { "a b": }',
      [
        "volumes/a b: 'a b' cannot be a name in 'volumes'. Use letters, digits, dots, hyphens and underscores only.",
      ],
    ],
    [
      'volumes: { v: { external: "1" } }',
      ["volumes/v/external: volume 'v': 'external' must be true or false, but is '1'. Write true or false."],
    ],
    [
      'secrets: { s: }',
      ["secrets/s: secret 's' must be a mapping, but is empty. Write keys below it, or remove the line."],
    ],
    ['models: { m: {} }', ["models/m: model 'm' lacks the key 'model'. Add 'model'."]],
  ])('%s', (text, expected) => {
    expect(problemsIn(text)).toEqual(expected);
  });
});

describe('an alias bomb', () => {
  it('is refused instead of unfolded', () => {
    const lines = ['x-0: &a0 [a, a, a, a, a, a, a, a, a, a]'];
    for (let i = 1; i < 9; i++)
      lines.push(
        `x-${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    const text = `${lines.join('\n')}\nservices: { web: { image: x, command: *a8 } }\n`;
    expect(problemsIn(text)).toEqual([
      "services/web: service 'web' expands to more than 100000 values through its aliases. Nest fewer aliases within aliases.",
    ]);
  });
});

it('says the same again without asking again', () => {
  const tree = childOf(parseTree('services: { web: { foo: 1 } }').tree, 'services');
  const web = childOf(tree, 'web');
  if (web === null) throw new Error('no service');
  const environment = new Map<string, string>();
  const first = schemaCheck.problems('service', 'web', web, environment);
  expect(schemaCheck.problems('service', 'web', web, environment)).toBe(first);
  expect(schemaCheck.problems('service', 'other', web, environment)[0]?.path).toEqual([
    'services',
    'other',
    'foo',
  ]);
});
