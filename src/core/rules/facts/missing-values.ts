// Refusals of Compose that come only from a variable without a value in the refused text.

import { fileOf } from '../../compose/offset-path.ts';
import type { Problem } from '../../compose/problem.ts';
import { collectUnset } from '../../compose/project/values/interpolate.ts';
import { topLevel } from '../../compose/workspace/top-level.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Finding } from '../../findings/finding.ts';
import { childOf, deref, itemsOf, type Path, type Tree } from '../../yaml/tree.ts';

/** The depth from which a place is about one value, and not about all of a service or network. */
const valueDepth = 3;

/** True when a problem comes from variables without a value. */
export function isMissingValue(workspace: Workspace, { kind, code, path, offset }: Problem): boolean {
  if (code === 'required-variable') return true;
  // An invalid form is wrong whatever the values are.
  if (kind !== 'rejected' || code === 'invalid-interpolation' || offset !== null) return false;
  const [section, name, ...rest] = fileOf(path)?.path ?? path;
  if (section === undefined || name === undefined || rest.length + 2 < valueDepth) return false;
  const entity = entityOf(workspace, String(section), String(name));
  return collectUnset(nodeAt(entity, rest), workspace.input.environment).length > 0;
}

function entityOf(workspace: Workspace, section: string, name: string): Tree | null {
  const { services, networks } = workspace.topology;
  if (section === 'services') return services.get(name)?.tree ?? null;
  if (section === 'networks') return networks.get(name)?.tree ?? null;
  return childOf(topLevel(workspace, section), name);
}

/** Returns the node at a path; null for a path that leads nowhere. */
function nodeAt(tree: Tree | null, path: Path): Tree | null {
  let node = tree;
  for (const step of path) {
    const here = deref(node);
    node = typeof step === 'number' ? (itemsOf(here)[step] ?? null) : childOf(here, step);
  }
  return node;
}

/** Returns all variables without a value that a finding is about; none for any other finding. */
export function variablesMissedBy({ rule, evidence }: Pick<Finding, 'rule' | 'evidence'>): readonly string[] {
  if (rule === 'CN605') return evidence;
  return rule === 'CN601' && evidence[0]?.startsWith('unset-variables') ? evidence.slice(1) : [];
}
