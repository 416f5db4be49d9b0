// What is timed of the core, by the words of docs/contracts/bench.md. Each measure makes its own fresh input, so that nothing that
// an earlier one left behind helps it.

import type { Operation } from '../src/core/compose/operations/operation.ts';
import { finish, type Steps } from '../src/core/compose/steps.ts';
import { openAlone } from '../src/core/compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../src/core/compose/workspace/plan/plan-in-workspace.ts';
import { updateWorkspace } from '../src/core/compose/workspace/update-workspace.ts';
import type { Workspace } from '../src/core/compose/workspace/workspace.ts';
import { checkJson } from '../src/core/export/check/check-json.ts';
import { reachMermaid } from '../src/core/export/reach/reach-mermaid.ts';
import { computeReach } from '../src/core/reach/compute-reach.ts';
import { defaultReachOptions } from '../src/core/reach/default-reach-options.ts';
import type { Reach } from '../src/core/reach/reach-model.ts';
import { type Analysis, analysisSteps, laterAnalysis } from '../src/core/rules/analyze.ts';
import { ruleBook } from '../src/core/rules/rule-book.ts';
import { pictureOf } from '../src/page/state/picture/picture-of.ts';
import { bareParse, type Measure, unread } from './measure.ts';
import { operationAt } from './operation-at.ts';

const options = defaultReachOptions;
const assumed = {
  files: ['compose.yaml'],
  project: { name: 'bench', from: 'name' },
  profiles: { active: [], known: [] },
  unsetVariables: [],
  outside: 'unknown',
  addressFamilies: ['ipv4'],
  notModelled: [],
} as const;

interface Opened {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
}

/** Returns the measures for one text, the bare parse first. */
export function coreMeasures(text: string): readonly Measure[] {
  const opened = importText(text);
  return [
    bareParse('parse', [text]),
    {
      name: 'import',
      prepare: () => {
        const fresh = unread(text);
        return () => importText(fresh);
      },
    },
    {
      name: 'edit',
      prepare: (round) => {
        const operation = operationAt(opened.workspace, round);
        return () => edited(opened, operation);
      },
    },
    { name: 'type', prepare: (round) => () => typed(opened, round) },
    {
      name: 'layout',
      prepare: () => {
        const { analysis } = importText(unread(text));
        return () => pictureOf(analysis);
      },
    },
    {
      name: 'export',
      prepare: () => () => [
        JSON.stringify(checkJson(opened.workspace, opened.analysis, assumed)),
        reachMermaid(opened.analysis.reach),
      ],
    },
    {
      name: 'reach',
      prepare: () => {
        const { topology } = openAlone(unread(text));
        return () => allPairs(computeReach(topology, options));
      },
    },
    {
      name: 'rules',
      prepare: () => {
        const workspace = openAlone(unread(text));
        const reach = computeReach(workspace.topology, options);
        return () => finish(stepsAfterReach(workspace, reach, null));
      },
    },
    {
      name: 'rulesAfterEdit',
      prepare: (round) => {
        const workspace = planned(opened.workspace, operationAt(opened.workspace, round));
        const reach = computeReach(workspace.topology, options);
        return () => finish(stepsAfterReach(workspace, reach, opened.analysis));
      },
    },
  ];
}

/** Returns an analysis with all of its lazy members evaluated. */
function whole(workspace: Workspace, previous: Analysis | null = null): Analysis {
  return finish(analysisSteps(ruleBook, workspace, options, previous));
}

function importText(text: string): Opened {
  const workspace = openAlone(text);
  return { workspace, analysis: whole(workspace) };
}

function planned(workspace: Workspace, operation: Operation): Workspace {
  const change = planInWorkspace(workspace, [operation]);
  if (!change.ok) throw new Error(`${operation.type}: ${change.error.message}`);
  return change.value.workspace;
}

function edited({ workspace, analysis }: Opened, operation: Operation): Opened {
  const after = planned(workspace, operation);
  return { workspace: after, analysis: whole(after, analysis) };
}

/** Returns the project after an edit of one character at the end of a service's image, a different one in each round. */
function typed({ workspace, analysis }: Opened, round: number): Opened {
  const [file] = workspace.files;
  if (!file) throw new Error('no file is open');
  const from = endOfImage(file.document.text, round);
  const after = updateWorkspace(workspace, new Map([['compose.yaml', [{ from, to: from, insert: '1' }]]]));
  return { workspace: after, analysis: whole(after, analysis) };
}

function endOfImage(text: string, round: number): number {
  const start = text.indexOf('    image: ', Math.floor((text.length * ((round % 7) + 1)) / 12));
  const line = text.slice(start, text.indexOf('\n', start));
  return start + line.replace(/"$/, '').length;
}

/** Computes every row of every service: all pairs, direct, by name and through the host. */
function allPairs(reach: Reach): number {
  let rows = 0;
  for (const name of reach.services) {
    for (const kind of ['direct', 'viaHost', 'resolves'] as const) if (reach.row(kind, name)) rows++;
  }
  return rows;
}

/** Computes needs, tiers and findings of a project whose reach is known. */
function stepsAfterReach(workspace: Workspace, reach: Reach, previous: Analysis | null): Steps<Analysis> {
  return laterAnalysis(ruleBook, workspace, reach.options, previous, { reach }).steps();
}
