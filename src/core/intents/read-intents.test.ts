import { describe, expect, it } from 'vitest';
import { openAlone, openWorkspace } from '../compose/workspace/open-workspace.ts';
import { placeOf } from '../compose/workspace/place-of.ts';
import type { Finding } from '../findings/finding.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { checkIntents } from './check-intents.ts';

const project = `services:
  proxy: { image: "traefik:v3", networks: [front], ports: ["443:443"] }
  web: { image: example/web, networks: [front, mid] }
  api: { image: example/api, networks: [mid, back] }
  db: { image: "postgres:16", networks: [back] }
  lone: { image: example/lone, networks: [alone] }
  other: { image: example/other, networks: [shared] }
networks: { front: {}, mid: {}, back: { internal: true }, alone: {}, shared: { external: true } }
`;

/** Returns the project with intents, each given as one list item. */
function withIntents(items: readonly string[], services = project): string {
  return `${services}x-bulkhead:\n  intents:\n${items.map((item) => `    - ${item}\n`).join('')}`;
}

function check(items: readonly string[], services = project) {
  const workspace = openAlone(withIntents(items, services));
  return checkIntents(analyze(workspace, defaultReachOptions));
}

/** Returns the state and messages of one intent. */
function state(item: string, services = project): readonly string[] {
  const [only] = check([item], services);
  return only ? [only.state, ...only.breaches.map(({ message }) => message)] : [];
}

function findings(text: string, rule: string): readonly Finding[] {
  return analyze(openAlone(text), defaultReachOptions).findings.filter((finding) => finding.rule === rule);
}

describe('words', () => {
  it('a service goes before a network, a prefix chooses', () => {
    const yaml = `services:
  back: { image: p, networks: [front] }
  web: { image: p, networks: [front] }
  db: { image: p, networks: [back] }
networks: { front: {}, back: { internal: true } }
`;
    expect(state('never: web -> back', yaml)[0]).toBe('broken');
    expect(state('never: web -> network:back', yaml)).toEqual(['holds']);
    expect(state('never: tier:edge -> service:db', yaml)).toEqual(['holds']);
  });

  it('the implicit default and the default bridge are networks, too', () => {
    const yaml = 'services: { a: { image: p }, b: { image: p, network_mode: bridge } }\n';
    expect(state('never: default -> bridge', yaml)).toEqual(['holds']);
  });

  it.each([
    [
      'never: front -> nobody',
      "'never: front -> nobody' names 'nobody', which is no service, network or tier (edge, app, data) here.",
    ],
    [
      'never: front',
      "'never: front' does not have the form of an intent. Write `never: front -> db`: services, networks or tiers on either side.",
    ],
    [
      'must: web -> api -> db',
      "'must: web -> api -> db' does not have the form of an intent. Write `must: web -> api`: services, networks or tiers on either side.",
    ],
    [
      'must: web ->',
      "'must: web ->' does not have the form of an intent. Write `must: web -> api`: services, networks or tiers on either side.",
    ],
    [
      'no-way-out: web -> db',
      "'no-way-out: web -> db' does not have the form of an intent. Write `no-way-out: worker`: services, networks or tiers.",
    ],
    ['no-way-out:', 'no-way-out has no value here. Write `no-way-out: worker`: services, networks or tiers.'],
    ['exposed: [nobody:80]', "exposed names 'nobody', which is no service here."],
    [
      'exposed: [web:http]',
      "exposed names 'web:http', which is no port. Write web:443, web:53/udp, or web for all its ports.",
    ],
    [
      'always: web -> db',
      "Unknown intent 'always'. The intents are never, must, no-way-out, no-lan, only-internet, no-host, out-only-through, only-names, sealed, exposed, guarded, only.",
    ],
    ['never', 'An intent is empty. Write a list of items such as `- never: front -> db`.'],
  ])('%s is reported with its line', (item, message) => {
    const text = withIntents(['never: front -> db', item]);
    const workspace = openAlone(text);
    const found = findings(text, 'CN902');
    expect(found.map((finding) => finding.message)).toEqual([message]);
    expect(found.map(({ at }) => placeOf(workspace, at).line)).toEqual([12]);
    expect(
      check(['never: front -> db', item]).filter(
        ({ intent }) => intent.text !== 'exposed: [nobody:80]' && intent.text !== 'exposed: [web:http]',
      ),
    ).toHaveLength(1);
  });

  it('intents that are no list are reported', () => {
    expect(
      findings(`${project}x-bulkhead: { intents: { never: web -> db } }\n`, 'CN902').map(
        ({ message }) => message,
      ),
    ).toEqual(['x-bulkhead.intents is not a list. Write a list of items such as `- never: front -> db`.']);
  });

  it('tiers and needs that mean nothing are reported', () => {
    const text = 'services: { a: { image: p, x-bulkhead: { tier: middle, needs: [a, nobody] } } }\n';
    expect(findings(text, 'CN902').map(({ message }) => message)).toEqual([
      "x-bulkhead of a has no tier 'middle'. There are edge, app and data.",
      "x-bulkhead of a needs 'nobody', which is no service here.",
    ]);
  });
});

it('intents of several files add up, each found in its file', () => {
  const workspace = openWorkspace({
    order: ['compose.yaml', 'override.yaml'],
    texts: new Map([
      ['compose.yaml', withIntents(['never: front -> db'])],
      ['override.yaml', 'services: {}\nx-bulkhead:\n  intents:\n    - no-way-out: lone\n'],
    ]),
    environment: new Map(),
  });
  const { findings: all } = analyze(workspace, defaultReachOptions);
  const found = all.filter(({ rule }) => rule === 'CN701');
  expect(found.map(({ at }) => placeOf(workspace, at)).map(({ file, line }) => `${file}:${line}`)).toEqual([
    'override.yaml:4',
  ]);
});
