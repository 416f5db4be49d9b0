// Addresses on the loopback, with a port, in the texts of a service. They mean the services that share its namespace, so they stop working
// when one of them leaves it.

import { keyPlace } from '../compose/places.ts';
import type { Service } from '../compose/topology.ts';
import type { Path } from '../yaml/tree.ts';

export interface LoopbackReference {
  readonly service: string;
  /** As written, `localhost:3000`; the port is added where a URL or another setting implies it. */
  readonly address: string;
  readonly port: number;
  /** Whether it stands in a URL that a browser would open, too. */
  readonly web: boolean;
  /** Where it stands, in words: `environment TARGET`, `healthcheck`. */
  readonly place: string;
  readonly at: Path;
}

interface Mention {
  readonly address: string;
  readonly port: number;
  readonly web: boolean;
}

const loopback = String.raw`(?<![\w.-])(localhost|127(?:\.\d{1,3}){3}|\[::1\])`;
// `127.0.0.1:8080:db:80` is a forwarding to set up, no address to go to.
const withPort = new RegExp(String.raw`${loopback}:(\d{1,5})(?![\w:]|\.\d)`, 'gi');
const plainUrl = new RegExp(String.raw`\b(https?)://(?:[^\s/@"']*@)?${loopback}(?![\w:.-])`, 'gi');
const webScheme = /\b(?:https?|wss?):\/\/(?:[^\s/@"']*@)?$/i;
const bareHost = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i;

/** All references of a service to its own loopback, in the order environment, command, entrypoint, healthcheck. */
export function findLoopbackReferences(service: Service): readonly LoopbackReference[] {
  const { name } = service;
  const found: LoopbackReference[] = [];
  for (const { key, value, path } of service.environment) {
    if (value === null || !mayNameLoopback(value)) continue;
    const port = bareHost.test(value) ? portBeside(service, key) : null;
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

/** Nearly no text does, and the expressions above take longer. */
function mayNameLoopback(text: string): boolean {
  return text.includes('127.') || text.includes('::1') || text.toLowerCase().includes('localhost');
}

/** `DB_HOST=localhost` has its port in `DB_PORT`. */
function portBeside(service: Service, key: string): number | null {
  const sibling = key.replace(/(?:host|hostname|addr|address|server)$/i, '').toLowerCase();
  const port = service.environment.find((each) => each.key.toLowerCase() === `${sibling}port`)?.value ?? '';
  return /^\d{1,5}$/.test(port) && sibling !== key.toLowerCase() ? Number(port) : null;
}

function mentionsIn(text: string): readonly Mention[] {
  const mentions = new Map<string, Mention>();
  for (const { 0: address, 2: port, index } of text.matchAll(withPort)) {
    const web = (mentions.get(address)?.web ?? true) && webScheme.test(text.slice(0, index));
    mentions.set(address, { address, port: Number(port), web });
  }
  for (const [, scheme = '', host = ''] of text.matchAll(plainUrl)) {
    const port = scheme.toLowerCase() === 'https' ? 443 : 80;
    mentions.set(`${host}:${port}`, { address: `${host}:${port}`, port, web: true });
  }
  return [...mentions.values()];
}
