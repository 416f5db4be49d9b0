// What a proxy learns from headers, and what it sends on: the visitor's address as senders report it, and the request for the server behind.

import type { Headers, OnwardRequest, Outcomes, Request } from '../model.ts';
import { isInAny } from '../network/addresses.ts';

/** Returns the entries of a header such as `X-Forwarded-For`, from the first sender to the last. */
export function entriesOfHeader(value: string): readonly string[] {
  return value
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** Returns an address without the port behind it: `10.0.0.1:4711`, `[fd00::1]:4711`. */
export function withoutPort(text: string): string {
  return /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
}

/** Returns the address that connects, where headers may have replaced it by the visitor's. */
export function peerOf({ peer, source }: Request): string {
  return peer ?? source;
}

/** Returns the headers with one of them set; an empty value removes it. `null` is an unknown value. */
export function withHeader(headers: Headers, name: string, value: string | null): Headers {
  const made = new Map(headers);
  if (value === '') made.delete(name.toLowerCase());
  else made.set(name.toLowerCase(), value);
  return made;
}

/** Returns a list of addresses with one more at its end; null where the list is unknown. */
export function withEntry(list: string | null | undefined, address: string): string | null {
  if (list === null) return null;
  return list === undefined || list === '' ? address : `${list}, ${address}`;
}

/**
 * Returns the visitor's address by a list of senders, from the right: each sender is believed as far as the one after it is trusted; with
 * `isRecursive`, trusted ones are passed over. Null where the peer is not trusted, or the list names no address.
 */
export function reportedAddress(
  peer: string,
  list: string,
  trusted: readonly string[],
  isRecursive: boolean,
  isAddress: (text: string) => boolean,
): string | null {
  let [found, sender]: [string | null, string] = [null, peer];
  for (const entry of [...entriesOfHeader(list)].reverse()) {
    const address = withoutPort(entry);
    if (!isInAny(sender, trusted) || !isAddress(address)) return found;
    found = sender = address;
    if (!isRecursive) return found;
  }
  return found;
}

/** Returns the host and port of a `Host` header. */
export function readHostHeader(
  text: string,
  usual: number,
): { readonly host: string; readonly port: number } {
  const [, host = text, port = ''] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(text) ?? [];
  return { host: host.toLowerCase(), port: port === '' ? usual : Number(port) };
}

/** Adds the request that the proxy sends on to the outcomes in which a service of its machine gets it. */
export function withOnward({ list, undecided }: Outcomes, onward: OnwardRequest): Outcomes {
  return {
    list: list.map((outcome) =>
      outcome.answer === 'serves' && outcome.by !== null && !outcome.own && outcome.far === undefined
        ? { ...outcome, onward }
        : outcome,
    ),
    undecided,
  };
}
