// The sockets of a network namespace, out of /proc/net/tcp, tcp6, udp and udp6; and the flows of the connection table of the kernel.

import ipaddr from 'ipaddr.js';

export type Protocol = 'tcp' | 'udp';

/** An address and a port. The address is in its shortest spelling; one of IPv4 inside IPv6 is one of IPv4. */
export interface End {
  readonly address: string;
  readonly port: number;
}

export interface Socket {
  readonly protocol: Protocol;
  readonly local: End;
  readonly remote: End;
  /** `listens`: waits for others; `connected`: has, or had a moment ago, somebody at the other end. */
  readonly state: 'listens' | 'connected';
  /** `overInode` for one that no process holds any more. */
  readonly inode: string;
}

/** The kernel keeps a connection that is over for a minute, and no process with it. */
export const overInode = '0';

const listening = '0A';
/** Of TCP: established, and all that follows it (FIN_WAIT1 and 2, TIME_WAIT, CLOSE_WAIT, LAST_ACK, CLOSING). What is only asked for is none. */
const connected = new Set(['01', '04', '05', '06', '08', '09', '0B']);
/** Both ends and the state; then queues, timer, retransmissions, user and time-out, and the inode. */
const ends =
  /^ *\d+: +([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{1,4}) +([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{1,4}) +([0-9A-F]{2})(?: +\S+ +\S+ +\S+ +\S+ +\S+ +(\d+))?/gim;

/** The sockets in the text of a file of /proc/net; those that are neither open nor connected are left out. */
export function parseSockets(text: string, protocol: Protocol): readonly Socket[] {
  const found: Socket[] = [];
  // A namespace may have thousands of sockets, and has few addresses.
  const addresses = new Map<string, string>();
  const endOf = (hex: string, port: string): End => {
    let address = addresses.get(hex);
    if (address === undefined) {
      address = addressOf(hex);
      addresses.set(hex, address);
    }
    return { address, port: Number.parseInt(port, 16) };
  };
  for (const [
    ,
    local = '',
    localPort = '',
    remote = '',
    remotePort = '',
    code = '',
    inode = overInode,
  ] of text.matchAll(ends)) {
    const state = stateOf(protocol, code.toUpperCase(), Number.parseInt(remotePort, 16));
    if (state === null) continue;
    found.push({
      protocol,
      local: endOf(local, localPort),
      remote: endOf(remote, remotePort),
      state,
      inode,
    });
  }
  return found;
}

function stateOf(protocol: Protocol, code: string, remotePort: number): Socket['state'] | null {
  if (protocol === 'udp') return remotePort === 0 ? 'listens' : 'connected';
  if (code === listening) return 'listens';
  return connected.has(code) ? 'connected' : null;
}

/** Words of 32 bits, each in the byte order of the machine, which is little-endian wherever Docker runs. */
function addressOf(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) =>
    (word.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).reverse(),
  );
  return ipaddr.process(ipaddr.fromByteArray(bytes).toString()).toString();
}

/** The shortest spelling of an address, by which addresses are compared; null for what is none. */
export function plainAddress(text: string): string | null {
  return ipaddr.isValid(text) ? ipaddr.process(text).toString() : null;
}

/** One flow that the kernel keeps track of: who asked whom, and who answered in truth, after any translation. */
export interface Flow {
  readonly protocol: Protocol;
  readonly asker: End;
  readonly asked: End;
  readonly answerer: End;
  /** The asker as the one that answers sees it. */
  readonly shown: End;
  /** Whether an answer was seen. */
  readonly answered: boolean;
}

/** The flows in the text of /proc/net/nf_conntrack or of `conntrack -L`; of TCP those that got an answer. */
export function parseFlows(text: string): readonly Flow[] {
  return text.split('\n').flatMap((line) => {
    const protocol = /\b(tcp|udp)\b/.exec(line)?.[1];
    const answered = !/\[UNREPLIED\]|\bSYN_SENT\b/.test(line);
    if (protocol === undefined || (protocol === 'tcp' && !answered)) return [];
    const values = (name: string): readonly string[] =>
      [...line.matchAll(new RegExp(`\\b${name}=(\\S+)`, 'g'))].map(([, value]) => value ?? '');
    const [asker, answerer] = values('src').map(plainAddress);
    const [asked, shown] = values('dst').map(plainAddress);
    const [askerPort, answererPort] = values('sport').map(Number);
    const [askedPort, shownPort] = values('dport').map(Number);
    if (!asker || !answerer || !asked || !shown || askerPort === undefined) return [];
    return [
      {
        protocol: protocol as Protocol,
        asker: { address: asker, port: askerPort },
        asked: { address: asked, port: askedPort ?? 0 },
        answerer: { address: answerer, port: answererPort ?? 0 },
        shown: { address: shown, port: shownPort ?? 0 },
        answered,
      },
    ];
  });
}
