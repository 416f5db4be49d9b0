import { describe, expect, test } from 'vitest';
import { readFleetFile } from './fleet-file.ts';
import { homeLab } from './testing/home-lab.ts';

/** The faults of a text, each with its line. */
function faultsOf(text: string): readonly string[] {
  return readFleetFile('fleet.yaml', text).faults.map(
    ({ line, severity, message }) => `${line} ${severity}: ${message}`,
  );
}

test('the home lab is read without a fault', () => {
  const { faults, machines, networks, routers, names } = readFleetFile('fleet.yaml', homeLab);
  expect(faults).toEqual([]);
  expect([...machines.keys()]).toEqual(['edge', 'nas', 'vps', 'laptop']);
  expect(
    machines
      .get('nas')
      ?.addresses.get('home')
      ?.map(({ text }) => text),
  ).toEqual(['192.168.1.12', 'fd00:1::12']);
  expect(networks.get('mesh')?.allow?.map(({ from, to, port }) => [from, to, port])).toEqual([
    ['edge', 'nas', 5432],
    ['vps', '*', null],
  ]);
  const [first, second] = routers?.get('gate')?.forwards ?? [];
  expect(first).toMatchObject({
    port: 443,
    protocol: 'tcp',
    to: 'edge',
    network: null,
    toPort: 8443,
    from: null,
  });
  expect(second).toMatchObject({ to: 'nas', network: 'home', toPort: 8096 });
  expect(names.get('nas.lan')).toBe('nas');
});

test('keys that begin with x- are their owner’s', () => {
  expect(faultsOf('version: 1\nx-note: mine\nmachines:\n  nas: { x-rack: 3 }\n')).toEqual([]);
});

test('a name that objects have, too, is a name, or is told', () => {
  const { machines, faults } = readFleetFile(
    'fleet.yaml',
    'version: 1\nmachines:\n  constructor: {}\n  __proto__: { engine: "29.7" }\n',
  );
  expect(faults.map(({ line, message }) => [line, message])).toEqual([
    [4, '__proto__ is no name in machines. Write another one.'],
  ]);
  expect([...machines.keys()]).toEqual(['constructor']);
});

test('aliases that unfold without end are refused', () => {
  const level = (index: number): string =>
    `x-${index}: &a${index} [${`*a${index - 1}, `.repeat(9)}*a${index - 1}]\n`;
  const bomb = `version: 1\nx-0: &a0 [1]\n${Array.from({ length: 9 }, (_, index) => level(index + 1)).join('')}machines: { nas: {} }\n`;
  expect(faultsOf(bomb)).toEqual([
    '1 error: fleet.yaml has too many aliases to unfold. Write its entries without them; nothing in it is in force.',
  ]);
});

describe('faults are told with their line, and the rest is in force', () => {
  const machine = (more: string): string => `version: 1
machines:
  nas: { addresses: { home: 192.168.1.12 } }
${more}networks:
  home: { kind: lan, subnet: 192.168.1.0/24 }
`;

  test.each([
    ['a text that is no YAML', 'machines: [', '1 error: fleet.yaml cannot be read as YAML'],
    ['an empty file', '', '1 error: fleet.yaml cannot be read as YAML: it is empty'],
    ['no version', 'machines: {}\n', '1 error: version is not of its form. Write version: 1.'],
    ['a word without a meaning', machine('colour: red\n'), "4 warning: The file has no key 'colour'."],
    ['a machine named twice', machine('  nas: {}\n'), '4 error: fleet.yaml cannot be read as YAML'],
    ['a name that a way cannot hold', machine('  a/b: {}\n'), '4 error: a/b is no name of a machine'],
    [
      'an address outside its subnet',
      machine('  pi: { addresses: { home: 10.0.0.1 } }\n'),
      '4 error: 10.0.0.1 of pi is not in 192.168.1.0/24, the subnet of home.',
    ],
    [
      'an address of two machines',
      machine('  pi: { addresses: { home: 192.168.1.12 } }\n'),
      '4 error: 192.168.1.12 is an address of nas already.',
    ],
    [
      'what is no address',
      machine('  pi: { addresses: { home: 192.168.1.0/24 } }\n'),
      "4 error: '192.168.1.0/24' is no address.",
    ],
    [
      'a network that is not there',
      machine('  pi: { addresses: { dmz: 10.0.0.1 } }\n'),
      '4 error: pi has an address on dmz, which is no network of this file.',
    ],
    [
      'a folder outside',
      machine('  pi: { stacks: ../pi }\n'),
      '4 error: stacks of pi leads outside the folder of this file.',
    ],
    [
      'stacks of a swarm at two nodes',
      machine('  pi: { stacks: pi, swarm: true }\n  pc: { stacks: pc, swarm: true }\n'),
      "5 error: The stacks of the swarm are in pi, the folder of pi, and pc claims others in pc. A stack belongs to the whole swarm: put all of them below one node's folder.",
    ],
    [
      'a swarm without stacks',
      machine('  pi: { record: pi.json, swarm: true }\n'),
      "4 error: pi is a node of a swarm, and no node states the swarm's stacks. Write `stacks: FOLDER` at one of them.",
    ],
    [
      'stacks that two machines claim',
      machine('  pi: { stacks: all }\n  pc: { stacks: ./all/ }\n'),
      '5 error: pi and pc both claim the stacks in ./all/.',
    ],
    [
      'stacks inside those of another machine',
      machine('  pi: { stacks: all/pi }\n  pc: { stacks: ./all/ }\n'),
      '4 error: The stacks of pi in all/pi are inside those of pc, which claims all. Give each machine its own folder.',
    ],
    [
      'stacks inside the whole folder',
      machine('  pi: { stacks: . }\n  pc: { stacks: pc }\n'),
      '5 error: The stacks of pc in pc are inside those of pi, which claims the whole folder.',
    ],
    [
      'a context of two machines',
      machine('  pi: { context: home }\n  pc: { context: home }\n'),
      '5 error: pi and pc both have the context home, which leads to one Engine. Give each machine its own.',
    ],
    [
      'a route of another form',
      machine('  pi: { routes: ["10.0.0.0/8"] }\n'),
      "4 error: '10.0.0.0/8' is not of the form NETWORK via ADDRESS.",
    ],
    [
      'a forward of another form',
      machine('routers:\n  gate: { forwards: ["443 -> nas"] }\n'),
      "5 error: '443 -> nas' is not of the form PORT/PROTOCOL -> MACHINE:PORT",
    ],
    [
      'a forward to nobody',
      machine('routers:\n  gate: { forwards: ["443/tcp -> nobody:443"] }\n'),
      "5 error: '443/tcp -> nobody:443' leads to nobody, which is no machine of this file.",
    ],
    [
      'a forward to itself',
      machine('routers:\n  gate: { forwards: ["443/tcp -> gate:443"] }\n'),
      "5 error: '443/tcp -> gate:443' leads back to gate itself.",
    ],
    [
      'forwards in a circle',
      machine(
        'routers:\n  gate: { forwards: ["443/tcp -> back:80"] }\n  back: { forwards: ["80/tcp -> gate:443"] }\n',
      ),
      "5 error: '443/tcp -> back:80' leads back to gate itself.",
    ],
    [
      'a list that names nobody',
      machine('routers:\n  gate: { allow: ["home -> dmz"] }\n'),
      "5 error: 'home -> dmz' names dmz, which is no machine and no network of this file.",
    ],
    [
      'another kind of hairpin',
      machine('routers:\n  gate: { hairpin: maybe }\n'),
      '5 error: routers gate hairpin is not of its form. Write hairpin: none, nat or dnat.',
    ],
    [
      'a name that leads nowhere',
      machine('names: { a.lan: pi }\n'),
      '4 error: a.lan leads to pi, which is no machine and no router of this file.',
    ],
    [
      'overlapping subnets',
      `${machine('')}  lab: { kind: lan, subnet: 192.168.0.0/16 }\n`,
      '6 error: The subnet 192.168.0.0/16 of lab overlaps 192.168.1.0/24 of home.',
    ],
  ])('%s', (_, text, said) => {
    expect(faultsOf(text).join('\n')).toContain(said);
  });

  test('what is right beside a fault counts', () => {
    const { machines } = readFleetFile('fleet.yaml', machine('  pi: { addresses: 5, engine: "29.7" }\n'));
    expect(machines.get('pi')?.engine).toBe('29.7');
    expect(machines.get('nas')?.addresses.size).toBe(1);
  });

  test('200 machines are read, and those after them are told', () => {
    const many = Array.from({ length: 203 }, (_, index) => `  m${index}: {}\n`).join('');
    const { machines, faults } = readFleetFile('fleet.yaml', `version: 1\nmachines:\n${many}`);
    expect(machines.size).toBe(200);
    expect(faults.map(({ line, message }) => [line, message])).toEqual([
      [203, 'A fleet has at most 200 machines; m200 and those after it are left out.'],
    ]);
  });
});
