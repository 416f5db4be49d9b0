// Loopback addresses with a port in the texts of a service. They refer to the services in its namespace and stop working when one of them
// leaves it.

import { keyPlace } from '../compose/places.ts';
import type { Service } from '../compose/topology.ts';
import type { Path } from '../yaml/tree.ts';

export interface LoopbackReference {
  readonly service: string;
  /** The address as written, `localhost:3000`; a port that a URL or another setting implies is added. */
  readonly address: string;
  readonly port: number;
  /** True when the address is part of a URL that a browser would open too. */
  readonly web: boolean;
  /** The place in words: `environment TARGET`, `healthcheck`. */
  readonly place: string;
  readonly at: Path;
}

interface Mention {
  readonly address: string;
  readonly port: number;
  readonly web: boolean;
}

const loopback = String.raw`(?<![\w.-])(localhost|127(?:\.\d{1,3}){3}|\[::1\])`;
// `127.0.0.1:8080:db:80` is a port forwarding, not an address to connect to.
const withPort = new RegExp(String.raw`${loopback}:(\d{1,5})(?![\w:]|\.\d)`, 'gi');
const urlWithoutPort = new RegExp(String.raw`\b(https?)://(?:[^\s/@"']*@)?${loopback}(?![\w:.-])`, 'gi');
const webScheme = /\b(?:https?|wss?):\/\/(?:[^\s/@"']*@)?$/i;
const bareHost = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i;

/** Returns all references of a service to its own loopback, in the order environment, command, entrypoint, health check. */
export function findLoopbackReferences(service: Service): readonly LoopbackReference[] {
  const { name } = service;
  const found: LoopbackReference[] = [];
  for (const { key, value, path } of service.environment) {
    if (value === null || !mayNameLoopback(value)) continue;
    const port = bareHost.test(value) ? siblingPort(service, key) : null;
    const mentions = port === null ? mentionsIn(value) : [{ address: `${value}:${port}`, port, web: false }];
    for (const mention of mentions) {
      found.push({ ...mention, service: name, place: `environment ${key}`, at: ['services', name, ...path] });
    }
  }
  for (const key of ['command', 'entrypoint', 'healthcheck'] as const) {
    const text = service[key];
    if (text === null || !mayNameLoopback(text)) continue;
    for (const mention of mentionsIn(text)) {
      found.push({ ...mention, service: name, place: key, at: keyPlace(service, key) });
    }
  }
  return found;
}

/** True when a text may name a loopback address. A cheap check before the slower expressions, since nearly no text does. */
function mayNameLoopback(text: string): boolean {
  return text.includes('127.') || text.includes('::1') || text.toLowerCase().includes('localhost');
}

/** Returns the port of a host setting from its sibling: `DB_HOST=localhost` has its port in `DB_PORT`. */
function siblingPort(service: Service, key: string): number | null {
  const sibling = key.replace(/(?:host|hostname|addr|address|server)$/i, '').toLowerCase();
  const port = service.environment.find((entry) => entry.key.toLowerCase() === `${sibling}port`)?.value ?? '';
  return /^\d{1,5}$/.test(port) && sibling !== key.toLowerCase() ? Number(port) : null;
}

function mentionsIn(text: string): readonly Mention[] {
  const mentions = new Map<string, Mention>();
  for (const { 0: address, 2: port, index } of text.matchAll(withPort)) {
    const web = (mentions.get(address)?.web ?? true) && webScheme.test(text.slice(0, index));
    mentions.set(address, { address, port: Number(port), web });
  }
  for (const [, scheme = '', host = ''] of text.matchAll(urlWithoutPort)) {
    const port = scheme.toLowerCase() === 'https' ? 443 : 80;
    mentions.set(`${host}:${port}`, { address: `${host}:${port}`, port, web: true });
  }
  return [...mentions.values()];
}
