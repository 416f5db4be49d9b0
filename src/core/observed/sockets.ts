// The sockets of a network namespace, out of /proc/net/tcp, tcp6, udp and udp6; and the flows of the connection table of the kernel.

import ipaddr from 'ipaddr.js';

export type Protocol = 'tcp' | 'udp';

/** An address and a port. The address is in its shortest spelling, and an IPv4 address mapped into IPv6 is written as IPv4. */
export interface End {
  readonly address: string;
  readonly port: number;
}

export interface Socket {
  readonly protocol: Protocol;
  readonly local: End;
  readonly remote: End;
  /** The state of the socket: `listens` accepts connections, `connected` has a remote end or had one a moment ago. */
  readonly state: 'listens' | 'connected';
  /** The inode of the socket; `closedInode` when no process holds it any more. */
  readonly inode: string;
}

/** The inode of a closed connection, which the kernel keeps for a minute without a process. */
export const closedInode = '0';

const listening = '0A';
/**
 * The connected states of TCP: established and the closing states (FIN_WAIT1 and 2, TIME_WAIT, CLOSE_WAIT, LAST_ACK, CLOSING), but not
 * SYN_SENT.
 */
const connected = new Set(['01', '04', '05', '06', '08', '09', '0B']);
/** Matches a line of /proc/net: both ends and the state; then queues, timer, retransmissions, user and time-out, and the inode. */
const ends =
  /^ *\d+: +([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{1,4}) +([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{1,4}) +([0-9A-F]{2})(?: +\S+ +\S+ +\S+ +\S+ +\S+ +(\d+))?/gim;

/** Returns the sockets in the text of a /proc/net file, without those that neither listen nor are connected. */
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
    inode = closedInode,
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

/** Returns an address from words of 32 bits in the machine's byte order, which is little-endian wherever Docker runs. */
function addressOf(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) =>
    (word.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).reverse(),
  );
  return ipaddr.process(ipaddr.fromByteArray(bytes).toString()).toString();
}

/** Returns the shortest spelling of an address, so that addresses can be compared; null when the text is none. */
export function canonicalAddress(text: string): string | null {
  return ipaddr.isValid(text) ? ipaddr.process(text).toString() : null;
}

/** A flow of the kernel's connection table: the client, the addressed end, and the end that answered after translation. */
export interface Flow {
  readonly protocol: Protocol;
  readonly client: End;
  readonly addressed: End;
  readonly server: End;
  /** The client's end as the server sees it. */
  readonly clientAsSeen: End;
  /** True when a reply was seen. */
  readonly answered: boolean;
}

/** Returns the flows in the text of /proc/net/nf_conntrack or of `conntrack -L`; for TCP only those with a reply. */
export function parseFlows(text: string): readonly Flow[] {
  return text.split('\n').flatMap((line) => {
    const protocol = /\b(tcp|udp)\b/.exec(line)?.[1];
    const answered = !/\[UNREPLIED\]|\bSYN_SENT\b/.test(line);
    if (protocol === undefined || (protocol === 'tcp' && !answered)) return [];
    const values = (name: string): readonly string[] =>
      [...line.matchAll(new RegExp(`\\b${name}=(\\S+)`, 'g'))].map(([, value]) => value ?? '');
    const [asker, answerer] = values('src').map(canonicalAddress);
    const [asked, shown] = values('dst').map(canonicalAddress);
    const [askerPort, answererPort] = values('sport').map(Number);
    const [askedPort, shownPort] = values('dport').map(Number);
    if (!asker || !answerer || !asked || !shown || askerPort === undefined) return [];
    return [
      {
        protocol: protocol as Protocol,
        client: { address: asker, port: askerPort },
        addressed: { address: asked, port: askedPort ?? 0 },
        server: { address: answerer, port: answererPort ?? 0 },
        clientAsSeen: { address: shown, port: shownPort ?? 0 },
        answered,
      },
    ];
  });
}
