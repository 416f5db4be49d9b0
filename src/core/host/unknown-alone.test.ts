import { expect, it } from 'vitest';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { analyzeHost } from '../rules/all-rules.ts';
import { hostOf } from './testing/host-of.ts';
import { unknownAlone, unknownAloneText } from './unknown-alone.ts';

const options = optionsFor('29');
const blog = `services:
  ghost: { image: "ghost:5", networks: [proxy] }
  db: { image: "mysql:8" }
networks: { proxy: { external: true } }
`;
const traefik =
  'services: { traefik: { image: "traefik:3", networks: [proxy] } }\nnetworks: { proxy: { name: proxy } }\n';

it('counts what the other stacks make known', () => {
  const analysis = analyzeHost(hostOf({ 'traefik/compose.yaml': traefik, 'blog/compose.yaml': blog }), {
    options,
  });
  // ghost: isolation, egress, egressNeedsRoute, toHost, fromHost, fromOutside, fromWire less those that an Engine decides.
  const found = unknownAlone(analysis, 'blog');
  expect(found?.unknown).toBeGreaterThan(3);
  expect(found?.known).toBe(found?.unknown);
  expect(unknownAlone(analysis, 'blog')).toBe(found);
  expect(unknownAlone(analysis, 'traefik')).toEqual({ unknown: 0, known: 0 });
  expect(unknownAlone(analysis, 'nobody')).toBeNull();
});

it('counts nothing as known where nobody makes the network', () => {
  const analysis = analyzeHost(hostOf({ 'blog/compose.yaml': blog }), { options });
  const found = unknownAlone(analysis, 'blog');
  expect(found?.unknown).toBeGreaterThan(3);
  expect(found?.known).toBe(0);
});

it('counts pairs with a container of another stack', () => {
  const spy = 'services: { spy: { image: p, network_mode: "container:blog-db-1" }, other: { image: p } }\n';
  const analysis = analyzeHost(hostOf({ 'spy/compose.yaml': spy, 'blog/compose.yaml': blog }), { options });
  const found = unknownAlone(analysis, 'spy');
  // Both directions of the pair, directly and over the host where an Engine allows that, and all facts of spy.
  expect(found?.unknown).toBeGreaterThan(6);
  expect(found?.known).toBe(found?.unknown);
});

it('says it in words', () => {
  expect(unknownAloneText('immich', { unknown: 44, known: 41 })).toBe(
    '3 facts stay unknown in this set; immich alone leaves 44 unknown',
  );
  expect(unknownAloneText('immich', { unknown: 1, known: 1 })).toBe(
    'no facts stay unknown in this set; immich alone leaves 1 unknown',
  );
  expect(unknownAloneText('immich', { unknown: 0, known: 0 })).toBeNull();
});
