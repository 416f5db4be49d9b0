// TCP sockets that listen in a network namespace, from /proc/net/tcp and /proc/net/tcp6.

export interface Listener {
  readonly port: number;
  /** The IPv4 address it is bound to; null for any. */
  readonly address: string | null;
}

const listening = '0A';

/** The listeners that IPv4 from elsewhere may find, by port; loopback and IPv6 addresses are left out. */
export function parseListeners(text: string): readonly Listener[] {
  const found = new Map<string, Listener>();
  for (const line of text.split('\n')) {
    const [, local = '', , state] = line.trim().split(/\s+/);
    const [hex = '', port = ''] = local.split(':');
    if (state !== listening || !/^[0-9A-F]+$/i.test(port)) continue;
    const address = addressOf(hex);
    if (address === 'unreachable') continue;
    const listener = { port: Number.parseInt(port, 16), address };
    found.set(`${listener.port} ${address}`, listener);
  }
  return [...found.values()].sort((a, b) => a.port - b.port);
}

function addressOf(hex: string): string | null {
  if (/^0+$/.test(hex)) return null;
  // ::ffff:a.b.c.d, in words of the machine's byte order.
  const four = hex.length === 8 ? hex : /^0{16}F{4}0{4}([0-9A-F]{8})$/i.exec(hex)?.[1];
  if (four === undefined) return 'unreachable';
  const bytes = (four.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).reverse();
  return bytes[0] === 127 ? 'unreachable' : bytes.join('.');
}
