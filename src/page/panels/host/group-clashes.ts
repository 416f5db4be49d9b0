// One row for each clashed port of the host, with all who claim it: a port that three stacks publish is one matter, not two.

import { nameList } from '../../../core/compose/name-list.ts';
import type { Finding, Fix } from '../../../core/findings/finding.ts';

const portTaken = 'CN802';

/** A fix that says for itself which stack it edits. */
function placed(fix: Fix, stack: string): Fix {
  return fix.edits === undefined ? { ...fix, edits: [{ stack, operations: fix.operations }] } : fix;
}

/** The findings in their order, those about one and the same ports of the host as the first of them. */
export function groupClashes(findings: readonly Finding[]): readonly Finding[] {
  const byPorts = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.rule !== portTaken) continue;
    const [, ...ports] = finding.evidence;
    const key = ports.join('\n');
    byPorts.set(key, [...(byPorts.get(key) ?? []), finding]);
  }
  return findings.flatMap((finding) => {
    if (finding.rule !== portTaken) return [finding];
    const [, ...ports] = finding.evidence;
    const group = byPorts.get(ports.join('\n')) ?? [];
    if (group.length < 2) return [finding];
    if (group[0] !== finding) return [];
    const claiming = [...new Set(group.flatMap(({ subjects }) => subjects))];
    return [
      {
        ...finding,
        subjects: claiming,
        message: `${nameList(claiming)} publish host port ${nameList(ports)}: only one of them can run.`,
        fixes: group.flatMap(({ stack, fixes }) =>
          stack === undefined || stack === null ? fixes : fixes.map((fix) => placed(fix, stack)),
        ),
      },
    ];
  });
}
