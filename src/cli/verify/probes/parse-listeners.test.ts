import { describe, expect, it } from 'vitest';
import { parseListeners } from './namespaces.ts';

const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

describe('parseListeners', () => {
  it('finds sockets that listen on every address, of both families, once each and by port', () => {
    const text = `${head}   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000
   1: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000
${head}   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000
`;
    expect(parseListeners(text)).toEqual([
      { port: 80, address: null },
      { port: 8080, address: null },
    ]);
  });

  it('keeps the address of one that is bound, also in its mapped form', () => {
    const text = `   0: 0302600A:1F90 00000000:0000 0A
   1: 0000000000000000FFFF00000302600A:0050 00000000000000000000000000000000:0000 0A
`;
    expect(parseListeners(text)).toEqual([
      { port: 80, address: '10.96.2.3' },
      { port: 8080, address: '10.96.2.3' },
    ]);
  });

  it('leaves out loopback, IPv6 addresses and connections', () => {
    const text = `   0: 0B00007F:B2C7 00000000:0000 0A
   1: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A
   2: 0302600A:C350 0202600A:1F90 01
not a line
`;
    expect(parseListeners(text)).toEqual([]);
  });
});
