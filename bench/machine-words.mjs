// What a measurement says of its machine.

import { cpus, loadavg } from 'node:os';
import process from 'node:process';

/** Returns the processor, its cores, the release of Node, and how many programs wanted to run in the last minute. */
export function machineWords() {
  const [first] = cpus();
  return {
    cpu: first?.model ?? 'unknown',
    cores: cpus().length,
    node: process.versions.node,
    load: Math.round(loadavg()[0] * 10) / 10,
  };
}
