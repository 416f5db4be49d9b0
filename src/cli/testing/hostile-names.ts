// Helper of tests: names that a reader of an output might obey, and a machine whose files hold one of them wherever a file has room for text.

import type { FakeMachine } from './fake-io.ts';

/** Texts that a terminal, shell, browser, spreadsheet, build log or reader would misread. */
export const hostileTexts: Readonly<Record<string, string>> = {
  colour: '\u001b[31m',
  title: '\u001b]0;owned\u0007',
  link: '\u001b]8;;http://evil.example\u001b\\x',
  csi: '\u009b2J',
  newline: 'a\nb',
  command: '\n::error::x\n::add-mask::y',
  return: 'a\rb',
  tab: 'a\tb',
  backquote: '`touch HIT`',
  substitution: '$(touch HIT)',
  semicolon: '; touch HIT;',
  heredoc: "\nRULES\ntouch HIT\n: <<'RULES'\n",
  single: "it's",
  double: 'say "hi"',
  backslash: 'a\\',
  bar: 'a|b',
  script: '<script>alert(1)</script>',
  attribute: '" onload="alert(1)',
  comment: '--><!--',
  entity: '&lt;&amp;&#0;',
  markdown: '[x](javascript:alert(1)) **b** _i_ ~~s~~ ![i](x) <u>',
  mention: '@everyone #1 www.evil.example https://evil.example',
  fence: '\n```\n# head\n```',
  mermaid: '"]; click s0 "javascript:alert(1)"',
  percent: '%0A::error::%25s',
  overridden: 'gpj\u202eexe',
  isolate: 'a\u2066b\u2069',
  widthless: 'ad\u200bmin',
  joiner: 'ad\u200dmin',
  mark: '\ufeffx',
  soft: 'a\u00adb',
  tag: 'a\u{e0041}b',
  separator: 'a\u2028b\u2029c',
  nul: 'a\u0000b',
  half: 'a\ud800b',
  noncharacter: 'a\uffffb',
  option: '--help',
  formula: '=HYPERLINK("http://evil.example","x")',
  plus: '+1+cmd|x',
  at: '@SUM(1+1)',
  spaced: ' =1+1',
  semi: 'a;=1+1',
  history: 'a!b',
  colons: 'a:b, c',
  yaml: 'a: {b} # c',
};

/** Characters that a terminal obeys or a reader cannot see; line feeds are checked separately. */
export const unseen = new RegExp(
  [
    String.raw`[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]`,
    String.raw`[\u{e0000}-\u{e0fff}]`,
    String.raw`\p{Cs}`,
  ].join('|'),
  'u',
);

/** Returns a stack of two services with `text` in their names and everywhere else that a file allows. */
export function hostileStack(text: string): string {
  const word = (more: string): string => JSON.stringify(more);
  return `services:
  ${word(`${text}web`)}:
    image: ${word(`img${text}`)}
    container_name: ${word(`c${text}`)}
    hostname: ${word(`h${text}`)}
    networks: { ${word(`net${text}`)}: { aliases: [${word(`alias${text}`)}] }, ${word(`${text}gone`)}: {} }
    ports: ["8080:80", "0.0.0.0:81:81", ${word(`${text}:1`)}]
    environment: { DB: ${word(`http://db${text}:5432`)}, KEY: ${word(text)}, URL: ${word(`postgres://u:p@${text}db/x`)} }
    labels: { ${word(`traefik.http.routers.r${text}.rule`)}: ${word(`Host(\`${text}.example\`)`)}, x: ${word(text)} }
    cap_add: [NET_ADMIN, ${word(text)}]
    privileged: true
    command: ["sh", "-c", ${word(text)}]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock", ${word(`/a${text}:/b`)}]
    depends_on: [${word(`db${text}`)}, ${word(`none${text}`)}]
  ${word(`db${text}`)}:
    image: postgres
    networks: [${word(`net${text}`)}]
    ports: ["5432:5432"]
  beside: { image: x, network_mode: ${word(`service:${text}web`)} }
  joined: { image: x, network_mode: ${word(`container:c${text}`)}, profiles: [${word(`p${text}`)}] }
  two: { image: x, ports: ["8080:80"], networks: [${word(`other${text}`)}], env_file: ${word(`e${text}`)} }
networks:
  ${word(`net${text}`)}: { driver_opts: { ${word(`o${text}`)}: ${word(text)} } }
  ${word(`other${text}`)}: { name: ${word(`real${text}`)}, external: true }
  ${word(`${text}gone`)}: { driver: ${word(`d${text}`)}, labels: [${word(text)}] }
x-bulkhead:
  disable: [{ rule: CN301, reason: ${word(`why${text}`)} }, { rule: ${word(`CN${text}`)}, reason: x }]
  intents: [{ never: ${word(`${text}web -> db${text}`)} }, { exposed: [] }, { no-lan: ${word(`db${text}`)} }, { ${word(`odd${text}`)}: 1 }]
`;
}

/** Returns the calling and the called service of such a stack. */
export function hostileServices(text: string): readonly [string, string] {
  return [`${text}web`, `db${text}`];
}

/** Returns a file name with as much of `text` as a disk allows. */
export function hostileFile(text: string): string {
  return `f${text.replace(/[/\0]|\p{Cs}/gu, '_')}.yaml`;
}

/** Returns a machine with a plain project, a hostile one, a host of two stacks, and records of connections and of the machine. */
export function hostileMachine(text: string): FakeMachine {
  const time = '2026-01-01T00:00:00Z';
  const [web, db] = hostileServices(text);
  const flow = { from: web, to: db, port: 5432, protocol: 'tcp', looks: 1, first: time, last: time };
  const observed = {
    version: 1,
    from: time,
    to: time,
    interval: 1,
    engine: `29${text}`,
    connections: [flow, { ...flow, from: 'two', to: `strange${text}` }],
    listening: [{ service: db, address: `0.0.0.0`, port: 5432, protocol: 'tcp' }],
    unseen: [{ what: `w${text}`, why: `y${text}` }],
  };
  const record = {
    version: 1,
    engine: '29.1.5',
    interface: 'eth0',
    iptables: `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:DOCKER-USER - [0:0]\n-A DOCKER-USER -m comment --comment ${JSON.stringify(text)} -j ACCEPT\n-A DOCKER-USER -m ${text} -j DROP\nCOMMIT\n`,
    sysctl: { [`s${text}`]: text },
  };
  const stack = hostileStack(text);
  const word = (more: string): string => JSON.stringify(more);
  const fleet = `version: 1
machines:
  edge: { stacks: edge, addresses: { home: 192.168.1.2 } }
  ${word(`m${text}`)}: { addresses: { home: 192.168.1.3 } }
  odd: { engine: ${word(text)}, stacks: ${word(`gone${text}`)}, record: ${word(`${text}.json`)}, addresses: { home: ${word(text)} } }
networks:
  home: { kind: lan, subnet: 192.168.1.0/24, ${word(`k${text}`)}: 1 }
  ${word(`net${text}`)}: { kind: lan, subnet: 192.168.2.0/24 }
  internet: { kind: internet }
routers:
  ${word(`gate${text}`)}: { addresses: { home: 192.168.1.1, internet: 203.0.113.7 }, nat: [home], forwards: ["8080/tcp -> edge:8080", ${word(text)}] }
names: { ${word(`n${text}`)}: edge, ${word(`to${text}`)}: ${word(text)} }
`;
  // Names of a fleet are plain, or the file is at fault; folders, services and all that stacks hold are not.
  const lab = `version: 1
machines:
  edge: { stacks: ${word(`${hostileFile(text)}.d`)}, addresses: { home: 192.168.1.2 } }
  other: { stacks: other, addresses: { home: 192.168.1.3 } }
networks:
  home: { kind: lan, subnet: 192.168.1.0/24 }
  internet: { kind: internet }
routers:
  gate: { addresses: { home: 192.168.1.1, internet: 203.0.113.7 }, nat: [home], forwards: ["8080/tcp -> edge:8080", "1/tcp -> edge:9"] }
x-note: ${word(text)}
`;
  return {
    files: {
      '/shop/compose.yaml':
        'services: { old: { image: x, networks: [n], ports: ["1:1"] } }\nnetworks: { n: {} }\n',
      '/shop/bad.yaml': stack,
      [`/shop/${hostileFile(text)}`]: stack,
      '/shop/observed.json': JSON.stringify(observed),
      '/shop/machine.json': JSON.stringify(record),
      '/fleet/bulkhead.fleet.yaml': fleet,
      '/fleet/edge/one/compose.yaml': stack,
      '/lab/bulkhead.fleet.yaml': lab,
      '/lab/later.fleet.yaml': lab.replace('stacks: other, ', '').replace('"8080/tcp -> edge:8080", ', ''),
      [`/lab/${hostileFile(text)}.d/one/compose.yaml`]: stack,
      '/lab/other/two/compose.yaml': stack,
      '/host/one/compose.yaml': stack,
      [`/host/${hostileFile(text)}.d/compose.yaml`]: `name: two\n${stack}`,
      '/host/bulkhead.yaml': `version: 1\nnetworks: { ${JSON.stringify(`real${text}`)}: {} }\nintents: [{ apart: ${JSON.stringify(`one -> ${text}`)} }, { ${JSON.stringify(`odd${text}`)}: 1 }]\n`,
    },
  };
}
