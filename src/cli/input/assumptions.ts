// What an answer rests on beside the file, for machines.

import { notModelled } from '../../core/compose/workspace/not-modelled.ts';
import type { Assumed } from '../../core/export/assumed.ts';
import type { LoadedProject } from './load-project.ts';

/** The `assumed` object of every machine-readable answer. */
export function assumptions({ workspace, reachOptions, name }: LoadedProject): Assumed {
  const missing = workspace.missing.filter(({ optional }) => !optional).map(({ file }) => file);
  return {
    files: workspace.files.map(({ document }) => document.file),
    ...(missing.length === 0 ? {} : { missingFiles: [...new Set(missing)] }),
    project: name,
    profiles: { active: reachOptions.profiles, known: workspace.topology.profiles },
    unsetVariables: workspace.topology.unsetVariables,
    outside: 'unknown',
    addressFamilies: ['ipv4'],
    notModelled: notModelled(workspace.topology),
  };
}
