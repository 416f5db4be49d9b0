// What is asked for when somebody leaves: a URL, a host and port, or a name alone.

import { readAddress } from '../../fleet/fleet-address.ts';

/** The target of a question. */
export type LeaveTarget =
  | {
      readonly kind: 'url';
      readonly scheme: 'http' | 'https';
      /** Without brackets, as it was written. */
      readonly host: string;
      readonly port: number;
      /** Host and port as they were written. */
      readonly authority: string;
      /** The path with its query. */
      readonly path: string;
    }
  | { readonly kind: 'place'; readonly host: string; readonly port: number }
  | { readonly kind: 'name'; readonly host: string };

const url = /^(https?):\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^/?#:[\]]+)(?::(\d{1,5}))?([/?#].*)?$/i;
const place = /^(?:\[([^\]]+)\]|(.+)):(\d{1,5})$/;

/** Reads a target; null for another form than a URL, `HOST:PORT` or `name:HOST`. */
export function readTarget(text: string): LeaveTarget | null {
  const asked = text.trim();
  if (asked.startsWith('name:')) {
    const host = asked.slice('name:'.length);
    return isHost(host) ? { kind: 'name', host } : null;
  }
  const [whole, scheme = '', host = '', given, rest = ''] = url.exec(asked) ?? [];
  if (whole !== undefined) {
    const isTls = scheme.toLowerCase() === 'https';
    const port = given === undefined ? (isTls ? 443 : 80) : Number(given);
    const path = rest.replace(/#.*$/s, '');
    if (!isPort(port)) return null;
    return {
      kind: 'url',
      scheme: isTls ? 'https' : 'http',
      host: host.replace(/^\[|\]$/g, ''),
      port,
      authority: given === undefined ? host : `${host}:${given}`,
      path: path.startsWith('/') ? path : `/${path}`,
    };
  }
  const [, bracketed, plain, portText] = place.exec(asked) ?? [];
  const named = bracketed ?? plain;
  const port = Number(portText);
  if (named === undefined || !isPort(port)) return null;
  return isHost(named) || readAddress(named) !== null ? { kind: 'place', host: named, port } : null;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

function isHost(text: string): boolean {
  return text !== '' && text.length <= 255 && !/[\s/:[\]]/.test(text);
}
