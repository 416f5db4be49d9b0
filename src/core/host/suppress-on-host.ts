// What a person has decided not to hear of, of findings about several stacks: said in the file where the finding stands, by the
// name that a service has there.

import type { Finding } from '../analysis/findings/finding.ts';
import { markSuppressed } from '../analysis/suppressions/suppressions.ts';
import { type Host, hostName } from './host.ts';
import type { HostFinding } from './host-rule.ts';

/** The findings in the order they came, marked where the file of their stack suppresses them. */
export function suppressOnHost({ stacks }: Host, findings: readonly HostFinding[]): readonly HostFinding[] {
  const marked = new Map<Finding, Finding>();
  for (const { id, workspace } of stacks) {
    const own = findings.filter(({ stack }) => stack === id).map(({ finding }) => finding);
    const after = markSuppressed(workspace, own, (service) => hostName(id, service));
    for (const [index, finding] of own.entries()) marked.set(finding, after[index] ?? finding);
  }
  return findings.map((one) => {
    const finding = marked.get(one.finding) ?? one.finding;
    return finding === one.finding ? one : { ...one, finding };
  });
}
