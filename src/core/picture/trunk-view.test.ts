import { describe, expect, it } from 'vitest';
import { cardView } from './card-view.ts';
import { analysisOf, sceneOf, screenOf } from './testing/drawn.ts';
import { trunksToDraw, trunkView } from './trunk-view.ts';

const analysis = analysisOf(`
services:
  ad: { image: acme/ad, ports: ["9555"] }
  astronomy-db: { image: "postgres:17", ports: ["5432"] }
  cart: { image: acme/cart, ports: ["7070"] }
  valkey-cart: { image: "valkey/valkey:8", ports: ["6379"] }
  stats-db: { image: "postgres:17", ports: ["\${STATS_PORT}:5432"] }
  quote: { image: acme/quote, ports: ["\${QUOTE_PORT}:8090"] }
`);
const scene = sceneOf(analysis);

describe('trunks that share a label', () => {
  it('are red for every data store, whoever picks its port, and for no other service', () => {
    const tones = Object.fromEntries(
      trunksToDraw(analysis, scene.trunks).map(({ trunk, tone }) => [trunk.service, tone]),
    );
    expect(tones).toEqual({
      ...{ ad: 'outside', cart: 'outside', quote: 'unknown' },
      ...{ 'astronomy-db': 'danger', 'valkey-cart': 'danger', 'stats-db': 'danger' },
    });
  });

  it('are drawn with the gravest last, so that what they have in common is red', () => {
    expect(trunksToDraw(analysis, scene.trunks).map(({ tone }) => tone)).toEqual([
      ...['unknown', 'outside', 'outside'],
      ...['danger', 'danger', 'danger'],
    ]);
  });

  it('have the reason of each in the words of the label', () => {
    const [labelled] = scene.trunks.filter(({ labelRect }) => labelRect !== null);
    const { tone, services, sentence } = trunkView(analysis, labelled ?? expect.fail('no label'));
    expect([tone, services.length]).toEqual(['danger', 6]);
    const reasons = ['astronomy-db gives PostgreSQL away.', 'valkey-cart gives Redis away.'];
    expect(sentence).toContain(`${reasons.join(' ')} stats-db gives PostgreSQL away.`);
    expect(sentence).not.toContain('ad gives');
  });

  it('have the colour that the ports on their cards have', () => {
    const tones = scene.cards.map((card) => [
      card.service,
      cardView(screenOf(analysis), card)?.ports?.tone ?? null,
    ]);
    expect(new Map(tones as [string, string][])).toEqual(
      new Map(trunksToDraw(analysis, scene.trunks).map(({ trunk, tone }) => [trunk.service, tone])),
    );
  });
});

it('lies below the line of the proxy that lets it in', () => {
  const proxied = analysisOf(`
services:
  proxy: { image: "traefik:3", command: --providers.docker, ports: ["443:443"], volumes: ["/run/docker.sock:/s"] }
  app: { image: acme/app, labels: { traefik.http.routers.a.rule: "Host(\`a.example\`)", traefik.http.services.a.loadbalancer.server.port: "80" } }
`);
  const kinds = trunksToDraw(proxied, sceneOf(proxied).trunks).map(({ trunk, tone }) => [trunk.kind, tone]);
  expect(kinds).toEqual([
    ['proxied', 'outside'],
    ['outside', 'danger'],
  ]);
});
