// A way in, out, to or from the host in words.

import { overFamily, type WayChange } from '../../analysis/diff/diff-connectivity.ts';

/** `way` in words; `code` formats names for the output. */
export function wayWords(way: WayChange, code: (text: string) => string): string {
  return `${bareWords(way, code)}${overFamily(way)}`;
}

function bareWords({ service, kind, port, unsure }: WayChange, code: (text: string) => string): string {
  const name = code(service);
  const reaches = unsure ? 'may reach' : 'reaches';
  switch (kind) {
    case 'way-in':
      return `outside ${reaches} ${name}${port === '' ? '' : ` at ${code(port)}`}`;
    case 'way-out':
      return `${name} ${unsure ? 'may have' : 'has'} a way out`;
    case 'to-host':
      return `${name} ${reaches} the host`;
    case 'from-host':
      return `the host ${reaches} ${name}`;
  }
}
