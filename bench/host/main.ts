// Times a whole host. `bench/host.mjs` builds and starts it.

import { finish } from '../../src/core/compose/steps.ts';
import { openWorkspace, withTexts } from '../../src/core/compose/workspace/open-workspace.ts';
import type { Workspace } from '../../src/core/compose/workspace/workspace.ts';
import { hostCheckJson } from '../../src/core/export/host/host-check.ts';
import type { Host } from '../../src/core/host/host.ts';
import { openHost } from '../../src/core/host/open-host.ts';
import { defaultReachOptions } from '../../src/core/reach/default-reach-options.ts';
import { analyzeHost } from '../../src/core/rules/all-rules.ts';
import { type HostAnalysis, hostSteps } from '../../src/core/rules/analyze-host.ts';
import { ruleBook } from '../../src/core/rules/rule-book.ts';
import { bareParse, measureAll, unread } from '../measure.ts';
import { generateHost } from './generate-host.ts';

const options = defaultReachOptions;

function open(dir: string, text: string): Workspace {
  const file = `${dir}/compose.yaml`;
  return openWorkspace({ order: [file], texts: new Map([[file, text]]), environment: new Map() });
}

function hostOf(texts: ReadonlyMap<string, string>): Host {
  return openHost(
    [...texts].map(([dir, text]) => ({
      dir,
      from: 'files' as const,
      workspace: open(dir, text),
      profiles: [],
      project: { name: dir, from: 'folder' as const },
    })),
  );
}

/** Returns the host analysed again after an edit of one stack. */
function edited({ host }: HostAnalysis, previous: HostAnalysis, round: number): HostAnalysis {
  const at = 1 + (round % (host.stacks.length - 1));
  const stacks = host.stacks.map((stack, index) => {
    if (index !== at) return stack;
    const [[file, text] = ['', '']] = stack.workspace.input.texts;
    const changed = text.replace('image: "registry', `image: "r${round}.registry`);
    return { ...stack, workspace: withTexts(stack.workspace, new Map([[file, changed]])) };
  });
  return finish(hostSteps({ ...host, stacks }, { options, book: ruleBook }, previous));
}

/** Runs the measures on a generated host; returns the table. `settle` is called before each measure. */
export function benchHost(stacks: number, services: number, rounds: number, settle: () => void): string {
  const texts = generateHost(stacks, services);
  const opened = finish(hostSteps(hostOf(texts), { options, book: ruleBook }, null));
  const size = [...texts.values()].reduce((sum, text) => sum + text.length, 0);
  const timings = measureAll(
    [
      bareParse('bare parses', [...texts.values()]),
      {
        name: 'check --host',
        prepare: () => {
          const fresh = new Map([...texts].map(([dir, text]) => [dir, unread(text)]));
          return () => [...hostCheckJson(analyzeHost(hostOf(fresh), { options }))].length;
        },
      },
      { name: 'one edit', prepare: (round) => () => edited(opened, opened, round) },
    ],
    rounds,
    settle,
  );
  const head = `${texts.size} stacks, ${opened.reach.services.length} services, ${size} characters, ${opened.findings.length} findings\n`;
  const rows = [...timings].map(
    ([name, { ms, ratio }]) =>
      `${name.padEnd(14)}${ms.toFixed(0).padStart(7)} ms${ratio.toFixed(2).padStart(8)}\n`,
  );
  return head + rows.join('');
}
