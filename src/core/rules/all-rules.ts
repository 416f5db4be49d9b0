// Analyses by all rules, for whoever holds them from the start: command line, library, servers and tests.

import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { type StandaloneProject, standaloneHost } from '../host/alone.ts';
import type { Host } from '../host/host.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import { type Analysis, laterAnalysis } from './analyze.ts';
import { type FleetAnalysis, fleetAnalysis } from './analyze-fleet.ts';
import { type AnalysisQuestion, type HostAnalysis, hostAnalysis } from './analyze-host.ts';
import { ruleBook } from './rule-book.ts';

/** Returns the analysis of a project's last good model, reusing the valid parts of `previous`. */
export function analyze(
  workspace: Workspace,
  options: ReachOptions,
  previous: Analysis | null = null,
): Analysis {
  return laterAnalysis(ruleBook, workspace, options, previous).analysis;
}

/** Returns the analysis of a host, reusing the analysis of each stack of `previous` that is unchanged. */
export function analyzeHost(
  host: Host,
  question: Omit<AnalysisQuestion, 'book'>,
  previous: HostAnalysis | null = null,
): HostAnalysis {
  return hostAnalysis(host, { ...question, book: ruleBook }, previous);
}

/** Returns the analysis of a project by itself as one of a host. */
export function analyzeAlone(project: StandaloneProject): HostAnalysis {
  return analyzeHost(standaloneHost(project), { options: project.reachOptions });
}

/** Returns the analysis of a fleet. */
export function analyzeFleet(fleet: Fleet): FleetAnalysis {
  return fleetAnalysis(fleet, ruleBook);
}
