// The address of a server behind Caddy.

export interface Upstream {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

/** The address of a server with placeholders. */
export interface ChosenUpstream {
  readonly text: string;
  readonly tls: boolean;
}

/**
 * Returns the servers of an address such as `app`, `app:8000` or `app:8000-8003`, with or without a scheme; null for a socket or a
 * placeholder.
 */
export function readUpstream(text: string, tls: boolean): readonly Upstream[] | null {
  const [, scheme = '', host = '', first = '', last = ''] =
    /^(?:(https?|h2c):\/\/)?(\[[^\]]+\]|[^/:{}\s]+)?(?::(\d+)(?:-(\d+))?)?\/?$/i.exec(text) ?? [];
  if (host === '' && first === '') return null;
  const secure = tls || scheme.toLowerCase() === 'https';
  const from = first === '' ? (secure ? 443 : 80) : Number(first);
  const to = last === '' ? from : Math.min(Number(last), from + 100);
  const name = host === '' ? 'localhost' : host.toLowerCase();
  return Array.from({ length: Math.max(1, to - from + 1) }, (_, index) => ({
    host: name,
    port: from + index,
    tls: secure,
  }));
}
