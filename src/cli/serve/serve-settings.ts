// What the words of `bulkhead serve` mean together. Whatever would be open to others without proof is refused here.

import { isIP } from 'node:net';
import { dirname } from 'node:path';
import { shellWord } from '../../core/quote/shell-word.ts';
import { CallFailure } from '../call-failure.ts';
import { readText } from '../disk/read-text.ts';
import { type HostCommandOptions, refuseBesideFleet } from '../input/host-options.ts';
import { fleetFileAt } from '../input/load-fleet.ts';
import type { Io } from '../io.ts';
import { type PasswordRecord, readPasswordLine } from './password-record.ts';
import { readTrustedProxies, type TrustedProxies } from './trusted-proxies.ts';

export interface ServeOptions extends HostCommandOptions {
  readonly stacks?: string;
  /** Further folders that files of stacks may lie in. */
  readonly also: readonly string[];
  readonly listen: string;
  readonly hostName: readonly string[];
  readonly passwordFile?: string;
  readonly hashPassword?: boolean;
  readonly trustedProxy: readonly string[];
  readonly authHeader?: string;
  readonly allowWrite?: boolean;
  /** Allows the page to try pairs, which starts helper containers. */
  readonly allowProbe?: boolean;
  readonly basePath?: string;
}

/** How visitors are admitted: by an address with a token, a password, or a proxy's header. */
export type Entry =
  | { readonly kind: 'token' }
  | { readonly kind: 'password'; readonly record: PasswordRecord }
  | { readonly kind: 'header'; readonly name: string };

export interface ServeSettings {
  /** The folder that is served. */
  readonly stacks: string;
  /** The fleet's file, whose folder is served; null for the stacks of one machine. */
  readonly fleet: string | null;
  readonly listen: ListenAddress;
  readonly entry: Entry;
  /** Accepted values of `Host`; empty when the listening address is the name. */
  readonly hostNames: readonly string[];
  readonly proxies: TrustedProxies;
  readonly proxied: boolean;
  readonly allowWrite: boolean;
  readonly allowProbe: boolean;
  readonly hideValues: boolean;
  /** The path below which the page is served, such as `/bulkhead`; '' for none. */
  readonly basePath: string;
}

/** Headers that browsers send unasked, or that have another meaning. */
const otherHeaders =
  /^(?:accept.*|authorization|connection|content-.*|cookie|date|dnt|forwarded|host|if-.*|keep-alive|origin|pragma|cache-control|priority|range|referer|sec-.*|te|trailer|transfer-encoding|upgrade.*|user-agent|via|x-forwarded-(?:for|host|proto|port|server))$/;

/** Reads the settings; a failure names the missing or superfluous option. */
export async function readServeSettings(io: Io, options: ServeOptions): Promise<ServeSettings> {
  const { hostName, trustedProxy, allowWrite = false, allowProbe = false } = options;
  if (allowProbe && options.docker !== true) throw new CallFailure('--allow-probe needs --docker.');
  // Who may save may write whatever reads the values.
  const { hideValues = !allowWrite } = options;
  const { stacks, fleet } = readServedFolder(io, options);
  const listen = readListenAddress(options.listen);
  const hostNames = hostName.map(readHostName);
  const proxies = readTrustedProxies(trustedProxy);
  const proxied = trustedProxy.length > 0;
  const basePath = readBasePath(options.basePath);
  const entry = await readEntry(io, options);
  if (entry.kind === 'token') {
    if (!listen.loopback)
      throw new CallFailure(
        `--listen ${options.listen}: others can connect there. Give --password-file FILE, or the --auth-header NAME of a proxy named with --trusted-proxy.`,
      );
    const word = proxied
      ? '--trusted-proxy'
      : hostNames.length > 0
        ? '--host-name'
        : basePath !== ''
          ? '--base-path'
          : null;
    if (word !== null)
      throw new CallFailure(
        `${word} makes the page reachable for others. Give --password-file FILE or --auth-header NAME with it.`,
      );
  } else if (listen.every && hostNames.length === 0) {
    throw new CallFailure(
      `--listen ${options.listen}: this is every address of the machine. Give the name in the address bar with --host-name NAME[:PORT]; requests for other names are refused.`,
    );
  }
  return {
    ...{ stacks, fleet, listen, entry, hostNames, proxies, proxied },
    ...{ allowWrite, allowProbe, hideValues, basePath },
  };
}

/** Returns the folder that is served, and the fleet's file in it. */
function readServedFolder(
  io: Io,
  { stacks, fleet, ...options }: ServeOptions,
): Pick<ServeSettings, 'stacks' | 'fleet'> {
  if (fleet === undefined) {
    if (stacks !== undefined) return { stacks, fleet: null };
    throw new CallFailure(
      'serve needs the folder that holds the stacks, or the file of a fleet: --stacks DIR, or --fleet FILE.',
    );
  }
  if (stacks !== undefined)
    throw new CallFailure(
      '--stacks does not work with --fleet, whose file names the stacks of each machine.',
    );
  refuseBesideFleet([], options);
  const path = fleetFileAt(io, fleet);
  return { stacks: dirname(path), fleet: path };
}

/** Reads `--base-path /PATH` and drops a final slash. */
function readBasePath(text = ''): string {
  const path = text.replace(/\/$/, '');
  if (path === '' || /^(?:\/[\w.~-]*[\w~-][\w.~-]*)+$/.test(path)) return path;
  throw new CallFailure(
    `--base-path ${text}: not a path. Give the part of the address after the host name: /bulkhead.`,
  );
}

/** Returns the `Host` that a browser sends for a `--host-name`. */
function readHostName(text: string): string {
  const [, name = '', port] = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(text) ?? [];
  if (name === '' || Number(port ?? 1) > 65_535 || Number(port ?? 1) === 0)
    throw new CallFailure(
      `--host-name ${text}: not a host name. Give the name in the address bar, without http:// and path: bulkhead.example.org, or 192.168.1.5:8080.`,
    );
  return text.toLowerCase();
}

async function readEntry(io: Io, { passwordFile, authHeader, trustedProxy }: ServeOptions): Promise<Entry> {
  if (authHeader !== undefined) {
    if (passwordFile !== undefined)
      throw new CallFailure('--auth-header and --password-file exclude each other. Leave one out.');
    if (trustedProxy.length === 0)
      throw new CallFailure(
        `--auth-header ${authHeader}: anybody could send it. Name the proxy that sets it with --trusted-proxy CIDR.`,
      );
    const name = authHeader.toLowerCase();
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name) || otherHeaders.test(name))
      throw new CallFailure(
        `--auth-header ${authHeader}: not a header that names the visitor. Give the proxy's header, such as Remote-User.`,
      );
    return { kind: 'header', name };
  }
  if (passwordFile === undefined) return { kind: 'token' };
  const record = readPasswordLine((await readText(io, passwordFile)).trim());
  if (record === null)
    throw new CallFailure(
      `${passwordFile}: not the output of serve --hash-password. The file must not hold a plain password: printf %s "$PASSWORD" | bulkhead serve --hash-password > ${shellWord(passwordFile)}`,
    );
  return { kind: 'password', record };
}

/** The address of `--listen ADDRESS:PORT`. */
interface ListenAddress {
  readonly address: string;
  readonly port: number;
  /** True when only this machine can connect. */
  readonly loopback: boolean;
  /** True when the address means every interface, so that no host name follows from it. */
  readonly every: boolean;
}

const usage = 'Give ADDRESS:PORT, such as 127.0.0.1:8080, 0.0.0.0:8080 or [::]:8080.';

/** Reads a listening address; refuses a name, which may resolve to another address tomorrow. */
function readListenAddress(text: string): ListenAddress {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? '';
  const family = isIP(address);
  if (family !== (bracketed === undefined ? 4 : 6))
    throw new CallFailure(`--listen ${text}: not an address with a port. ${usage}`);
  const port = Number(digits);
  if (port > 65_535)
    throw new CallFailure(`--listen ${text}: not a port. Give a number from 0 (any free port) to 65535.`);
  const canonical = family === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
  return {
    address,
    port,
    loopback: family === 4 ? address.startsWith('127.') : canonical === '::1',
    every: canonical === '0.0.0.0' || canonical === '::',
  };
}

/** Returns an address in the form of a `Host` header. */
export function hostOf({ address }: Pick<ListenAddress, 'address'>, port: number): string {
  const name = isIP(address) === 6 ? new URL(`http://[${address}]`).hostname : address;
  return port === 80 ? name : `${name}:${port}`;
}
