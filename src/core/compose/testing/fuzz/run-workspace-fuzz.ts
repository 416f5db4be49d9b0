// For tests only: random projects of several files, and random edits of them: of an override, of what is included, of what is extended.

import { applyEdits } from '../../../text/edit.ts';
import type { Operation } from '../../operations/operation.ts';
import { formatOperation } from '../../operations/operation-text.ts';
import { openWorkspace } from '../../workspace/open-workspace.ts';
import { planInWorkspace } from '../../workspace/plan/plan-in-workspace.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { isSaid, newlyRefused, replacesWhole } from './check-edit.ts';
import { lostComments } from './lost-comments.ts';
import { type Random, seededRandom } from './random.ts';
import { randomFile } from './random-file.ts';
import { randomOperation } from './random-operation.ts';

interface WorkspaceFuzzReport {
  readonly projects: number;
  readonly tried: number;
  readonly applied: number;
  readonly refused: number;
  readonly failures: readonly string[];
}

const LAYOUTS = ['override', 'into', 'into-new', 'include', 'extends'] as const;
type Layout = (typeof LAYOUTS)[number];

const PER_PROJECT = 12;

/** Edits `projects` random projects from one seed, each layout in turn. */
export function runWorkspaceFuzz(seed: number, projects: number): WorkspaceFuzzReport {
  const random = seededRandom(seed);
  const failures = new Map<string, string>();
  const count = { tried: 0, applied: 0, refused: 0 };
  for (let i = 0; i < projects; i++) {
    const layout = LAYOUTS[i % LAYOUTS.length] ?? 'override';
    const workspace = randomProject(random, layout);
    if (workspace.stale) continue;
    for (let j = 0; j < PER_PROJECT; j++) {
      const operation = randomOperation(random, workspace.topology);
      if (!operation) continue;
      count.tried++;
      const outcome = tryEdit(workspace, operation, layout.startsWith('into') ? 'b.yaml' : null);
      if (outcome === 'applied' || outcome === 'refused') count[outcome]++;
      else if (!failures.has(`${outcome.slice(0, 12)} ${operation.type} ${layout}`)) {
        const texts = JSON.stringify([...workspace.input.texts]);
        const words = `${layout}: ${formatOperation(operation)}: ${outcome}\n${texts}`;
        failures.set(`${outcome.slice(0, 12)} ${operation.type} ${layout}`, words);
      }
    }
  }
  return { projects, ...count, failures: [...failures.values()] };
}

function randomProject(random: Random, layout: Layout): Workspace {
  const texts = new Map<string, string>();
  const order = ['a.yaml'];
  const plain = (): string => randomFile(random).replace(/^\ufeff/, '');
  if (layout === 'into-new') texts.set('a.yaml', plain());
  else if (layout === 'include' || layout === 'extends') {
    texts.set('b.yaml', plain());
    const base = openWorkspace({ order: ['b.yaml'], texts, environment: new Map() });
    const service = [...base.topology.services.keys()].find((name) => /^\w+$/.test(name)) ?? 'web';
    const lead = layout === 'include' ? 'include:\n  # the rest\n  - b.yaml # here\n' : '';
    const ownFile = `services:\n  # ours\n  front-door:\n    image: nginx # as it comes\n    depends_on: ["${service}"]\n`;
    const extending = `services:\n  # ours\n  front-door:\n    extends: { file: b.yaml, service: "${service}" }\n    # why\n    user: app # not root\n`;
    texts.set('a.yaml', lead + (layout === 'include' ? ownFile : extending));
  } else {
    texts.set('a.yaml', plain());
    texts.set('b.yaml', plain());
    order.push('b.yaml');
  }
  return openWorkspace({ order, texts, environment: new Map() });
}

function tryEdit(workspace: Workspace, operation: Operation, into: string | null): string {
  try {
    const planned = planInWorkspace(workspace, [operation], { into, locked: new Set() });
    if (!planned.ok) return 'refused';
    const { edits, workspace: after } = planned.value;
    for (const [file, own] of edits) {
      const before = workspace.input.texts.get(file) ?? '';
      const lost = replacesWhole(operation) ? [] : lostComments(before, applyEdits(before, own));
      if (lost.length > 0) return `comments: ${lost.join(', ')} of ${file} is gone`;
    }
    const fresh = openWorkspace(after.input);
    if (fresh.stale) return `readable: ${fresh.problems[0]?.message}`;
    const unsaid = newlyRefused(workspace.problems, fresh.problems).filter(
      (problem) => !isSaid(problem, [operation]),
    );
    return unsaid.length === 0
      ? 'applied'
      : `accepted: ${unsaid.map(({ code, message }) => `${code}: ${message}`).join('; ')}`;
  } catch (error) {
    return `thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}
