// The analysis of all stacks of a host: its facts, the analysis of each stack with those facts, and the
// findings of the rules about several stacks.

import { deferred, lazily } from '../compose/lazily.ts';
import type { Steps } from '../compose/steps.ts';
import type { Network } from '../compose/topology.ts';
import type { AdjacentFiles } from '../compose/workspace/adjacent-files.ts';
import type { Finding } from '../findings/finding.ts';
import type { RuleBook } from '../findings/rule-book.ts';
import { type StandaloneProject, standaloneHost } from '../host/alone.ts';
import { type Host, type Stack, standaloneStack } from '../host/host.ts';
import { type HostFacts, type HostQuestion, hostFactsWith, stackOptions } from '../host/host-facts.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import { type Analysis, type LaterAnalysis, laterAnalysis } from './analyze.ts';
import { hostWays } from './project-ways.ts';

export interface HostAnalysis extends HostFacts {
  /** The rules that made the findings. */
  readonly book: RuleBook;
  /** Proxies, tunnels and logins of all stacks; null without any, and while their files are missing. */
  readonly ways: WaysFacts | null;
  /** The analysis of each stack, with the knowledge of the host, by stack id. */
  readonly analyses: ReadonlyMap<string, Analysis>;
  /** The findings about several stacks, then those of each stack in order, each with its stack. A project by itself has only its own. */
  readonly findings: readonly Finding[];
}

/** The settings of an analysis of a host. */
export interface AnalysisQuestion extends HostQuestion {
  readonly book: RuleBook;
  /** Returns an existing analysis of exactly this workspace; it is reused when it was made with the options of the stack. */
  readonly made?: (stack: Stack) => Analysis | null;
}

/** An analysis of a host, and the steps that compute all of it. */
interface LaterHostAnalysis {
  readonly analysis: HostAnalysis;
  steps(): Steps<HostAnalysis>;
}

/**
 * Returns the analysis of a host, each part of which is computed when it is first read. The analysis of every unchanged stack is taken from
 * `previous`.
 */
export function hostAnalysis(
  host: Host,
  question: AnalysisQuestion,
  previous: HostAnalysis | null = null,
): HostAnalysis {
  return laterHostAnalysis(host, question, previous).analysis;
}

/** Returns the analysis of a project by itself as one of a host, by the rules of `made`, which is reused. */
export function aloneAsHost(project: StandaloneProject, made: Analysis): HostAnalysis {
  const { book } = made;
  return hostAnalysis(standaloneHost(project), { book, options: project.reachOptions, made: () => made });
}

/** Computes all of an analysis of a host in short steps. */
export function hostSteps(
  host: Host,
  question: AnalysisQuestion,
  previous: HostAnalysis | null,
): Steps<HostAnalysis> {
  return laterHostAnalysis(host, question, previous).steps();
}

function laterHostAnalysis(
  host: Host,
  question: AnalysisQuestion,
  previous: HostAnalysis | null,
): LaterHostAnalysis {
  const { book, options } = question;
  let laters: readonly LaterAnalysis[] = [];
  let last = previous;
  const facts = hostFactsWith(host, question, (joined) => {
    const all = host.stacks.map((stack) => {
      const ownOptions = stackOptions(stack, host, joined, options);
      const before = last?.analyses.get(stack.id) ?? null;
      return [
        stack.id,
        stackAnalysis(book, stack, ownOptions, question.made?.(stack) ?? null, before, host.beside ?? null),
      ] as const;
    });
    // The stacks now hold the reused analyses; otherwise every version of a host would keep the previous one alive.
    last = null;
    laters = all.map(([, analysis]) => analysis);
    return new Map(all.map(([id, { analysis }]) => [id, analysis]));
  });
  const across = deferred(() => book.hostFindings(facts));
  const analysis: HostAnalysis = lazily<HostAnalysis>({
    book: () => book,
    host: () => host,
    options: () => options,
    live: () => facts.live,
    joined: () => facts.joined,
    topology: () => facts.topology,
    reach: () => facts.reach,
    names: () => facts.names,
    needs: () => facts.needs,
    analyses: () => facts.analyses,
    context: () => facts.context,
    proxies: () => facts.proxies,
    ways: () => hostWays(facts).ways,
    findings: () =>
      facts.analyses.get('')?.findings ?? [
        ...across.value,
        ...[...facts.analyses].flatMap(([stack, { findings }]) =>
          findings.map((finding) => inStack(finding, stack)),
        ),
      ],
  });
  return {
    analysis,
    *steps() {
      void analysis.joined;
      yield;
      void analysis.analyses;
      for (const { steps } of laters) {
        yield* steps();
        yield;
      }
      for (const part of ['reach', 'names', 'needs'] as const) {
        void analysis[part];
        yield;
      }
      if (!standaloneStack(host)) yield* across.steps();
      void analysis.findings;
      return analysis;
    },
  };
}

/** One copy of each finding with its stack: views cache by the identity of a finding. */
const copiesWithStack = new WeakMap<Finding, Finding>();

/** Returns a stack's own finding as a finding of its host. */
export function inStack(finding: Finding, stack: string): Finding {
  const before = copiesWithStack.get(finding);
  if (before?.stack === stack) return before;
  const copy = { ...finding, stack };
  copiesWithStack.set(finding, copy);
  return copy;
}

/** The reader of proxy files with which a stack was analyzed as part of a host. */
const readBeside = new WeakMap<Analysis, AdjacentFiles | null>();

/** Returns the analysis of one stack, reusing `made` or `before` when it has the same rules, workspace and options. */
function stackAnalysis(
  book: RuleBook,
  { workspace }: Stack,
  options: ReachOptions,
  made: Analysis | null,
  before: Analysis | null,
  beside: AdjacentFiles | null,
): LaterAnalysis {
  const known = [made, before].find(
    (analysis) =>
      analysis?.book === book &&
      analysis.workspace === workspace &&
      sameOptions(analysis.options, options) &&
      (readBeside.get(analysis) ?? null) === beside,
  );
  if (!known) {
    const later = laterAnalysis(book, workspace, options, before, { beside });
    readBeside.set(later.analysis, beside);
    return later;
  }
  return {
    analysis: known,
    // biome-ignore lint/correctness/useYield: it is known as a rule
    *steps() {
      void known.findings;
      return known;
    },
  };
}

function sameOptions(one: ReachOptions, other: ReachOptions): boolean {
  return (
    one.observed === other.observed &&
    optionsText(one) === optionsText(other) &&
    sameNetworks(one.elsewhere, other.elsewhere)
  );
}

function optionsText({ elsewhere: _, observed: __, ...options }: ReachOptions): string {
  return JSON.stringify(options);
}

function sameNetworks(one: ReachOptions['elsewhere'], other: ReachOptions['elsewhere']): boolean {
  if ((one?.size ?? 0) !== (other?.size ?? 0)) return false;
  for (const [name, network] of one ?? []) {
    const known = other?.get(name);
    if (known === undefined || networkText(known) !== networkText(network)) return false;
  }
  return true;
}

/** Returns the traits of a network as a text, without its place in a file. */
function networkText({ tree: _, driverOpts, ...network }: Network): string {
  return JSON.stringify([network, [...driverOpts]]);
}
