import { notModelled } from '../core/compose/workspace/not-modelled.ts';
import type { Assumed } from '../core/export/assumed.ts';
import type { SessionState } from './session-state.ts';

/** What the page's prediction rests on, as reports state it; null where nothing is open. */
export function assumedOf({ session, options, nameFrom }: SessionState): Assumed | null {
  if (session === null) return null;
  const { files, missing, topology } = session.workspace;
  const lacking = missing.filter(({ optional }) => !optional).map(({ file }) => file);
  return {
    files: files.map(({ document }) => document.file),
    ...(lacking.length === 0 ? {} : { missingFiles: [...new Set(lacking)] }),
    project: { name: options.project, from: nameFrom },
    profiles: { active: options.profiles, known: topology.profiles },
    unsetVariables: topology.unsetVariables,
    outside: 'unknown',
    addressFamilies: ['ipv4'],
    notModelled: notModelled(topology),
  };
}
