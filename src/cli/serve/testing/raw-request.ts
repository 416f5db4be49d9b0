// Requests that no client would send.

import { connect } from 'node:net';

/** The whole answer to a request written by hand. */
export function rawRequest(host: string, lines: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(host.split(':')[1]), '127.0.0.1', () => {
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    });
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}
