// What one service of a generated stack is and whom it needs, before anybody has written it down in a style.

import type { Random } from './random.ts';

export interface Membership {
  readonly network: string;
  readonly alias: string | null;
}

/** The facts of a service; `needs` names other services with the ports they listen on. */
export interface ServiceFacts {
  readonly name: string;
  readonly kind: 'web' | 'app' | 'worker' | 'data' | 'agent' | 'sidecar';
  readonly image: string;
  readonly memberships: readonly Membership[];
  readonly ports: readonly string[];
  readonly needs: readonly { readonly name: string; readonly port: number }[];
  readonly joins: string | null;
  readonly user: string | null;
  readonly hardened: boolean;
  readonly profile: string | null;
}

const webImages = ['nginx:1.27', 'traefik:v3.1', 'caddy:2.8', 'haproxy:3.0'] as const;
const dataImages = [
  ['postgres:16', 5432],
  ['redis:7-alpine', 6379],
  ['mongo:7', 27017],
  ['rabbitmq:3.13', 5672],
  ['mysql:8.4', 3306],
] as const;

/** The number of services in a neighbourhood, which has a front, a back and a store network of its own. */
const neighbourhood = 30;

/** The networks of service number `index`: its neighbourhood has three, and the last reaches into the next. */
export function networkNames(count: number): readonly string[] {
  const names: string[] = [];
  for (let i = 0; i < Math.ceil(count / neighbourhood); i++)
    names.push(`front-${i}`, `back-${i}`, `store-${i}`);
  return names;
}

/** Returns the facts of service number `index` of `count`; its needs come before or after it in the file. */
export function serviceFacts(index: number, count: number, random: Random): ServiceFacts {
  const group = Math.floor(index / neighbourhood);
  const first = group * neighbourhood;
  const size = Math.min(neighbourhood, count - first);
  const place = index - first;
  const kind = kindAt(place);
  const data = dataImages[place % dataImages.length] ?? dataImages[0];
  const needs: { name: string; port: number }[] = [];
  const need = (to: number, port: number): void => {
    if (to < size && to !== place) needs.push({ name: nameAt(first + to), port });
  };
  if (kind === 'web') need(3 + random.below(9), 8080);
  if (kind === 'app' || kind === 'worker') {
    const store = 20 + random.below(5);
    need(store, dataImages[store % dataImages.length]?.[1] ?? 5432);
    // Only back to earlier ones: circles of dependencies are refused.
    if (place > 3 && random.below(3) === 0) need(3 + random.below(Math.min(9, place - 3)), 8080);
  }
  return {
    name: nameAt(index),
    kind,
    image:
      kind === 'web'
        ? random.pick(webImages)
        : kind === 'data'
          ? data[0]
          : `registry.example/team-${group}/${kind}:${index}`,
    memberships: membershipsOf(kind, group, index, random),
    ports: portsOf(kind, index, data[1], random),
    needs,
    joins: kind === 'sidecar' ? nameAt(first + 3) : null,
    user: random.below(4) === 0 ? `${1000 + random.below(9)}:${1000 + random.below(9)}` : null,
    hardened: random.below(3) === 0,
    profile: kind === 'worker' && random.below(12) === 0 ? 'debug' : null,
  };
}

function kindAt(place: number): ServiceFacts['kind'] {
  if (place < 3) return 'web';
  if (place < 12) return 'app';
  if (place < 20) return 'worker';
  if (place < 25) return 'data';
  if (place < 28) return 'sidecar';
  return place < 29 ? 'agent' : 'app';
}

function nameAt(index: number): string {
  return `${kindAt(index % neighbourhood)}-${index}`;
}

function membershipsOf(
  kind: ServiceFacts['kind'],
  group: number,
  index: number,
  random: Random,
): readonly Membership[] {
  const on = (network: string): Membership => ({
    network: `${network}-${group}`,
    alias: random.below(5) === 0 ? `${kind}-alias-${index}` : null,
  });
  switch (kind) {
    case 'web':
      return [on('front')];
    case 'app':
      return random.below(2) === 0 ? [on('front'), on('back')] : [on('front'), on('back'), on('store')];
    case 'worker':
      return [on('back'), on('store')];
    case 'data':
      return [on('store')];
    case 'agent':
    case 'sidecar':
      return [];
  }
}

function portsOf(
  kind: ServiceFacts['kind'],
  index: number,
  dataPort: number,
  random: Random,
): readonly string[] {
  const host = 10_000 + index * 2;
  if (kind === 'web') return [`${host}:80`, `${host + 1}:443`];
  if (kind === 'app') return random.below(3) === 0 ? [`127.0.0.1:${host}:8080`] : [];
  if (kind === 'data' && random.below(6) === 0) return [`${host}:${dataPort}`];
  return [];
}
