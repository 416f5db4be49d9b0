// `--listen ADDRESS:PORT`.

import { isIP } from 'node:net';
import { CallFailure } from '../call-failure.ts';

export interface ListenAddress {
  readonly address: string;
  readonly port: number;
  /** Whether only this machine can connect. */
  readonly loopback: boolean;
  /** Whether it is every address of the machine, so that no name follows from it. */
  readonly every: boolean;
}

const usage = 'Give ADDRESS:PORT, such as 127.0.0.1:8080, 0.0.0.0:8080 or [::]:8080.';

/** Reads it; a name is refused, since what it resolves to may be another address tomorrow. */
export function readListenAddress(text: string): ListenAddress {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? '';
  const family = isIP(address);
  if (family !== (bracketed === undefined ? 4 : 6))
    throw new CallFailure(`--listen ${text}: no address with a port. ${usage}`);
  const port = Number(digits);
  if (port > 65_535)
    throw new CallFailure(`--listen ${text}: no port. Give one from 0 (any free one) to 65535.`);
  const canonical = family === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
  return {
    address,
    port,
    loopback: family === 4 ? address.startsWith('127.') : canonical === '::1',
    every: canonical === '0.0.0.0' || canonical === '::',
  };
}

/** As a browser sends it in `Host`. */
export function hostOf({ address }: Pick<ListenAddress, 'address'>, port: number): string {
  const name = isIP(address) === 6 ? new URL(`http://[${address}]`).hostname : address;
  return port === 80 ? name : `${name}:${port}`;
}
