import { describe, expect, it } from 'vitest';
import { mainDocument, openAlone } from '../../compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../../compose/workspace/plan/plan-in-workspace.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../../rules/all-rules.ts';
import { mergeNetworks, openedByMerge, renameNetwork } from './merge-networks.ts';
import { proposeChosen, proposeNetworks } from './propose-networks.ts';

function proposed(text: string) {
  const workspace = openAlone(text);
  const analysis = analyze(workspace, defaultReachOptions);
  const proposal = proposeNetworks(workspace, analysis);
  const planned = planInWorkspace(workspace, proposal.operations);
  if (!planned.ok) throw new Error(planned.error.message);
  const after = analyze(planned.value.workspace, defaultReachOptions);
  const connected = after.reach.services.flatMap((from) =>
    after.reach.services
      .filter((to) => from < to && after.reach.direct(from, to))
      .map((to) => `${from} ${to}`),
  );
  return {
    proposal,
    connected,
    errors: after.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
    networks: proposal.networks.map(
      ({ name, internal, members }) => `${name}${internal ? ' (internal)' : ''}: ${members.join(', ')}`,
    ),
    reasons: proposal.networks.map(({ reason }) => reason),
    text: mainDocument(planned.value.workspace).text,
  };
}

const musts = (...pairs: readonly string[]) =>
  `x-bulkhead:\n  intents:\n${pairs.map((pair) => `    - must: ${pair}\n`).join('')}`;

describe('proposeNetworks', () => {
  it('gives a flat chain two networks, the one with the data internal, and says why', () => {
    const { networks, reasons, connected, proposal, text, errors } = proposed(`services:
  web: { image: nginx, ports: ["8080:80"] }
  api: { image: example/api }
  db: { image: "postgres:17" }
${musts('web -> api', 'api -> db')}`);
    expect(networks).toEqual(['front: web, api', 'back (internal): api, db']);
    expect(reasons).toEqual([
      'web needs api; not internal, since web publishes a port.',
      'api needs db; internal, since neither needs a way out.',
    ]);
    expect(connected).toEqual(['api web', 'api db']);
    expect(proposal.unneeded).toEqual({ before: 1, after: 0 });
    expect([proposal.limits, proposal.objections, errors]).toEqual([[], [], []]);
    expect(text).toContain('  api: { image: example/api, networks: [front, back] }');
  });

  it('proposes none where the needs take more networks than the default pools have room for', () => {
    const parts = Array.from({ length: 31 }, (_, at) => `part-${at}`);
    const text = (names: readonly string[]) =>
      `services:\n  hub: { image: nginx }\n${names.map((name) => `  ${name}: { image: nginx }\n`).join('')}${musts(...names.map((name) => `hub -> ${name}`))}`;
    const { proposal } = proposed(text(parts));
    expect([proposal.networks, proposal.operations]).toEqual([[], []]);
    expect(proposal.objections).toEqual([
      "The needs take 31 networks, and Docker's default pools have room for 30. Split the largest networks one by one instead.",
    ]);
    expect(proposed(text(parts.slice(1))).networks).toHaveLength(30);
  });

  it('uses the lanes of the template, and removes what nobody is on', () => {
    const { networks, text, proposal } = proposed(`services:
  web:
    image: nginx
    networks: [front]
  api:
    image: example/api
    networks: [mid]
  db:
    image: postgres:17
    networks: [back]

networks:
  front:
  mid:
  back:
    internal: true
${musts('web -> api', 'api -> db')}`);
    expect(networks).toEqual(['front: web, api', 'back (internal): api, db']);
    expect(proposal.removed).toEqual(['mid']);
    expect(text).toContain('    image: example/api\n    networks: [front, back]\n');
    expect(text).not.toContain('  mid:');
  });

  it('gives a publisher of data networks alone a network of its own, so that the data stays without a way out', () => {
    const { networks, reasons, connected, errors } = proposed(`services:
  web: { image: nginx, ports: ["8080:80"] }
  db: { image: "postgres:17" }
${musts('web -> db')}`);
    expect(networks).toEqual(['front: web', 'back (internal): web, db']);
    expect(reasons[0]).toBe('web publishes a port, which takes a network that is not internal.');
    expect([connected, errors]).toEqual([['db web'], []]);
  });

  it('holds a triangle with one network, and names networks of one role by who tells them apart', () => {
    expect(
      proposed(`services:
  a: { image: x/a }
  b: { image: x/b }
  c: { image: x/c }
  db: { image: "postgres:17" }
  store: { image: "redis:7" }
${musts('a -> b', 'b -> c', 'a -> c', 'a -> db', 'a -> store')}`).networks,
    ).toEqual(['mid: a, b, c', 'back-db (internal): a, db', 'back-store (internal): a, store']);
  });

  it('leaves who is known to need nobody where it is, and says so', () => {
    const { proposal, text } = proposed(`services:
  web: { image: nginx, ports: ["8080:80"] }
  api: { image: example/api }
  cron: { image: example/cron }
${musts('web -> api')}`);
    expect(proposal.limits).toEqual(['No need of cron is known, so it stays where it is.']);
    expect(text).toContain('  cron: { image: example/cron }\n');
    expect(proposed('services:\n  web: { image: nginx }\n').proposal.operations).toEqual([]);
  });

  it('keeps the networks of other files, fixed addresses and aliases', () => {
    const { text, connected } = proposed(`services:
  web: { image: nginx, networks: [shared, flat] }
  api: { image: x/api, networks: { flat: { aliases: [backend] }, other: {} } }
  dns: { image: x/dns, networks: { flat: { ipv4_address: 10.0.0.2 } } }
networks:
  shared: { external: true }
  flat: { ipam: { config: [{ subnet: 10.0.0.0/24 }] } }
  other: {}
${musts('web -> api')}`);
    expect(text).toContain('web: { image: nginx, networks: [shared, ');
    expect(text).toMatch(/aliases: \[backend\]/);
    expect(connected).toEqual(['api web']);
  });
});

describe('networks that a person names or merges', () => {
  const text = `services:
  web: { image: nginx, ports: ["8080:80"], networks: [app] }
  api: { image: example/api, networks: [app] }
  db: { image: "postgres:17", networks: [app] }
networks:
  app: {}
${musts('web -> api', 'api -> db')}`;
  const workspace = openAlone(text);
  const analysis = analyze(workspace, defaultReachOptions);
  const { networks } = proposeNetworks(workspace, analysis);
  const named = (of: string) => {
    const found = networks.find(({ name }) => name === of);
    if (!found) throw new RangeError(of);
    return found;
  };
  const afterwards = (operations: ReturnType<typeof proposeChosen>['operations']): string => {
    const planned = planInWorkspace(workspace, operations);
    return planned.ok ? mainDocument(planned.value.workspace).text : planned.error.message;
  };

  it('have their names, and one that a file declares is replaced by that of another name', () => {
    const declared = new Set(['app']);
    expect(networks.map(({ name, fresh }) => [name, fresh])).toEqual([
      ['app', false],
      ['back', true],
    ]);
    const renamed = renameNetwork(networks, named('back'), 'data', declared);
    const first = proposeChosen(workspace, analysis, renamed);
    expect([first.objections, first.removed]).toEqual([[], []]);
    expect(afterwards(first.operations)).toContain('db: { image: "postgres:17", networks: [data] }');
    const [app] = renamed;
    const door = app ? renameNetwork(renamed, app, 'door', declared) : [];
    const second = proposeChosen(workspace, analysis, door);
    expect([second.objections, second.removed]).toEqual([[], ['app']]);
    expect(door.map((one) => renameNetwork([one], one, 'app', declared)[0]?.fresh)).toEqual([false, false]);
  });

  it('say at once what a merge opens', () => {
    expect(openedByMerge(networks, named('app'), named('back'))).toEqual([['web', 'db']]);
    const merged = mergeNetworks(networks, named('back'), named('app'), analysis.reach.services);
    const proposal = proposeChosen(workspace, analysis, merged);
    expect(proposal.networks).toMatchObject([
      { name: 'app', internal: false, members: ['web', 'api', 'db'], more: [['web', 'db']] },
    ]);
    expect(proposal.networks[0]?.reason).toContain('It allows one more pair without a need: web-db.');
    expect(proposal.unneeded.after).toBe(1);
  });

  it('cannot be made with one name twice, or one that Compose refuses', () => {
    const name = (word: string) =>
      proposeChosen(workspace, analysis, renameNetwork(networks, named('back'), word, new Set(['app'])));
    expect(name('app').objections).toContain('Two networks are named app.');
    expect(name('a b').objections).toEqual(['"a b" is no name: use letters, digits, ".", "_" and "-"']);
  });
});
