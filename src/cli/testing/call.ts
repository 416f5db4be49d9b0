// One call of the command line on a machine in memory.

import { runCommandLine } from '../run-command-line.ts';
import { type FakeMachine, fakeIo } from './fake-io.ts';

/** Two services on two networks, the second of which is internal. */
export const shop = `services:
  web:
    image: example/web:1
    networks: [front]
    ports:
      - "127.0.0.1:9586:80"
  db:
    image: postgres:16
    networks: [back] # keep
networks:
  front:
  back:
    internal: true
`;

/** Runs the command and returns its exit code, both streams and the machine, by default one with the shop. */
export async function call(
  words: readonly string[],
  machine: FakeMachine = { files: { '/shop/compose.yaml': shop } },
) {
  const io = fakeIo(machine);
  const code = await runCommandLine(io, words);
  return { code, out: io.written.out, err: io.written.err, io };
}

/** Returns a machine that holds the shop and `files`. */
export const withShop = (files: FakeMachine['files'], env: FakeMachine['env'] = {}): FakeMachine => {
  return { files: { '/shop/compose.yaml': shop, ...files }, env };
};
