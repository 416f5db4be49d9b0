// What the Engine refuses although Compose takes the file: the problems and findings that say so, by what they are about.

import type { Problem } from '../compose/problem.ts';
import type { Finding } from '../findings/finding.ts';

/** Codes of problems of a file that Compose takes and the Engine refuses, when it makes a network or starts a container. */
const refusedByEngine = new Set(['interface-name']);

/** Rules whose findings mean that the Engine refuses to make or start what they are about. */
const refusingRules = new Set(['CN602', 'CN608']);

/** Why the Engine refuses a network (`network:back`) or the container of a service (`service:b`). */
export type Refusals = ReadonlyMap<string, string>;

export function engineRefusals(problems: readonly Problem[], findings: readonly Finding[]): Refusals {
  const refusals = new Map<string, string>();
  const add = (kind: string, name: string, text: string): void => {
    const id = `${kind}:${name}`;
    if (!refusals.has(id)) refusals.set(id, text);
  };
  for (const { code, message, path } of problems) {
    const [kind, name] = path;
    if (!refusedByEngine.has(code) || typeof name !== 'string') continue;
    add(kind === 'networks' ? 'network' : 'service', name, `${message}.`);
  }
  for (const { rule, suppressed, message, subjects } of findings) {
    const [subject] = subjects;
    if (!refusingRules.has(rule) || suppressed !== null || subject === undefined) continue;
    const [, network] = /^network:(.*)$/s.exec(subject) ?? [];
    if (network === undefined) add('service', subject, message);
    else add('network', network, message);
  }
  return refusals;
}
