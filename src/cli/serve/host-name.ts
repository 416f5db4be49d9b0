// `--host-name NAME[:PORT]`: what stands in the address bar.

import { CallFailure } from '../call-failure.ts';

/** The `Host` that a browser sends for it. */
export function readHostName(text: string): string {
  const [, name = '', port] = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(text) ?? [];
  if (name === '' || Number(port ?? 1) > 65_535 || Number(port ?? 1) === 0)
    throw new CallFailure(
      `--host-name ${text}: no name. Give it as it stands in the address bar, without http:// and path: bulkhead.example.org, or 192.168.1.5:8080.`,
    );
  return text.toLowerCase();
}
