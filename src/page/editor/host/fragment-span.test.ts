import { describe, expect, it } from 'vitest';
import { openDocument } from '../../../core/compose/open-document.ts';
import { selectedAt, spanOfSelected } from './store-host.ts';

const text = `services:
  web:
    image: nginx

  # the store
  db:
    image: postgres
networks:
  front:
`;

describe.each([
  ['LF', text],
  ['CRLF', text.replaceAll('\n', '\r\n')],
])('in a file with %s', (_, file) => {
  const document = openDocument(file);
  const sliceOf = (type: 'service' | 'network', name: string) => {
    const span = spanOfSelected(document, { type, name });
    return span === null ? null : file.slice(span.from, span.to).replaceAll('\r', '');
  };

  it('an entry is its own lines, without what stands behind it', () => {
    expect(sliceOf('service', 'web')).toBe('  web:\n    image: nginx');
    expect(sliceOf('service', 'db')).toBe('  db:\n    image: postgres');
    expect(sliceOf('network', 'front')).toBe('  front:');
    expect(sliceOf('service', 'nobody')).toBe(null);
  });

  it('an offset tells whose line it is', () => {
    expect(selectedAt(document, file.indexOf('nginx'))).toEqual({ type: 'service', name: 'web' });
    expect(selectedAt(document, file.indexOf('front'))).toEqual({ type: 'network', name: 'front' });
    expect(selectedAt(document, 0)).toBe(null);
  });
});
