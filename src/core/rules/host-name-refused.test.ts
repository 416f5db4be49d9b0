// What CN410 says of a port of the host that a container asks for is what `ask` says of it.

import { expect, it } from 'vitest';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { ask, verdictOf } from '../ways-in/ask/ask.ts';
import { waysIn } from '../ways-in/testing/ask-in.ts';
import { openRead } from '../ways-in/testing/read-facts.ts';
import { analyze } from './all-rules.ts';

const options = optionsFor('29', { project: 'shop' });

const project = (ports: string) => `services:
  web: { image: example/web, expose: ["80"], ports: [${ports}], networks: [front] }
  api:
    image: example/api
    environment: { WEB_URL: "http://host.docker.internal:9000/status" }
    extra_hosts: ["host.docker.internal:host-gateway"]
    networks: [back]
networks: { front: {}, back: {} }
`;

it.each([
  ['"127.0.0.1:9000:80"', 'refused'],
  ['"[::1]:9000:80"', 'refused'],
  ['"127.0.0.1:9000-9005:80-85"', 'refused'],
  ['"9000:80"', 'serves'],
  ['"127.0.0.1:9001:80"', 'elsewhere'],
  ['"127.0.0.1:9000:80/udp"', 'elsewhere'],
])('a port published as %s is %s', (ports, expected) => {
  const { findings } = analyze(openRead(project(ports)), options);
  const from = { kind: 'service', name: 'api' } as const;
  const outcomes = ask(waysIn(project(ports)), { url: 'http://192.0.2.2:9000/status', from, at: null });
  if (outcomes === null) throw new Error('no URL');
  // What nobody in these files publishes, a program of the host may still answer.
  if (expected !== 'elsewhere') expect(verdictOf(outcomes).answer).toBe(expected);
  const [finding] = findings.filter(({ rule }) => rule === 'CN410');
  const reaches = 'api reaches services of the host as host.docker.internal';
  expect([finding?.severity, finding?.message]).toEqual(
    expected === 'refused'
      ? ['warning', `${reaches}, but not port 9000, which web publishes on loopback alone.`]
      : ['info', `${reaches}.`],
  );
});

it('at an address of a bridge of the host a port may answer, and on internal networks none does', () => {
  const said = (yaml: string) =>
    analyze(openRead(yaml), options).findings.find(({ rule }) => rule === 'CN410')?.message;
  expect(said(project('"172.17.0.1:9000:80"'))).not.toContain('but not');
  expect(said(project('"9000:80"').replace('back: {}', 'back: { internal: true }'))).toBe(
    'api gets no answer at host.docker.internal: its networks are internal and have no route to that address of the host.',
  );
});
