import type { ListeningPort } from '../../analysis/listening-ports.ts';

/** `9101`, `53/udp`: tcp goes without saying. */
export function portText({ port, protocol }: ListeningPort): string {
  return protocol === 'tcp' ? `${port}` : `${port}/${protocol}`;
}
