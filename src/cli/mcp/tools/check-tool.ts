// `check` for an agent: the findings that count, the gravest first, each with its line and the operations that mend it.

import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { analyze } from '../../../core/analysis/analyze.ts';
import {
  type Finding,
  type Fix,
  type Severity,
  severities,
} from '../../../core/analysis/findings/finding.ts';
import { fingerprint } from '../../../core/analysis/findings/fingerprint.ts';
import { ruleSets } from '../../../core/analysis/findings/rule-sets.ts';
import { counting } from '../../../core/analysis/findings/standing.ts';
import { findingsWithFixes } from '../../../core/analysis/fixes/offer-fixes.ts';
import { formatOperation } from '../../../core/compose/operations/operation-text.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import { CallFailure } from '../../call-failure.ts';
import { demandOn } from '../../input/rule-set.ts';
import { noSuchService, ruleNamed } from '../../questions/known-names.ts';
import {
  type Answer,
  citation,
  limitArgument,
  moreLine,
  registerTool,
  usualLimit,
} from '../register-tool.ts';
import { beginCall, notesOf, projectArguments, projectOfCall, type ToolContext } from '../tool-context.ts';

const shape = {
  ...projectArguments,
  rules: z.enum(ruleSets).optional().describe('Rule set. Default: default.'),
  severity: z.enum(severities).optional().describe('Findings at or above this. Default: info, which is all.'),
  rule: z.string().optional().describe('Findings of one rule, such as CN101; with why it matters.'),
  service: z.string().optional().describe('Findings about one service.'),
  limit: limitArgument,
};

/** Adds the tool. */
export function registerCheckTool(server: McpServer, context: ToolContext): void {
  registerTool(server, context, {
    name: 'check',
    title: 'Findings of a Compose project',
    description:
      'Risks and mistakes in the networks of a Docker Compose project: what is open to the outside, what cannot work, what Compose refuses. Each finding has file:line:column and the operations that fix it, for plan_edit.',
    shape,
    writes: false,
    async run(args): Promise<Answer> {
      const call = beginCall(context, args);
      const project = await projectOfCall(context, call, args);
      const { workspace, reachOptions } = project;
      const set = args.rules ?? 'default';
      const rule = args.rule === undefined ? undefined : ruleNamed(args.rule);
      if (rule !== undefined) demandOn(rule, set);
      const findings = findingsWithFixes(workspace, analyze(workspace, { ...reachOptions, rules: set }));
      const standing = counting(findings, reachOptions.profiles);
      const about = standing.filter(filterOf({ ...args, rule }, new Set(workspace.topology.services.keys())));
      const shown = about.slice(0, args.limit ?? usualLimit);
      const counts = Object.fromEntries(
        severities.map((word) => [word, about.filter(({ severity }) => severity === word).length]),
      );
      const notes = notesOf(call, project);
      const left = findings.length - standing.length;
      const summary = `${about.length} findings: ${severities.map((word) => `${counts[word]} ${word}`).join(', ')}; ${left} suppressed or under inactive profiles.`;
      return {
        lines: [
          summary,
          ...shown.flatMap((finding) => linesOf(workspace, finding, args.rule !== undefined)),
          ...moreLine(about.length, shown.length),
          ...notes,
        ],
        data: {
          counts,
          notCounted: left,
          findings: shown.map((finding) => findingData(workspace, finding)),
          more: about.length - shown.length,
          notes,
        },
      };
    },
  });
}

interface Filter {
  readonly severity?: Severity | undefined;
  readonly rule?: string | undefined;
  readonly service?: string | undefined;
}

function filterOf(
  { severity = 'info', rule, service }: Filter,
  services: ReadonlySet<string>,
): (finding: Finding) => boolean {
  if (service !== undefined && !services.has(service)) {
    throw new CallFailure(noSuchService(service, [...services]));
  }
  const least = severities.indexOf(severity);
  return (finding) =>
    severities.indexOf(finding.severity) <= least &&
    (rule === undefined || finding.rule === rule) &&
    (service === undefined || finding.subjects.includes(service));
}

function linesOf(workspace: Workspace, finding: Finding, reasons: boolean): readonly string[] {
  const { severity, certainty, rule, slug, message, why, fixes } = finding;
  const guess = certainty === 'inferred' ? ' (inferred)' : '';
  return [
    `${citation(workspace, finding.at)}: ${severity}${guess} ${rule} ${slug}: ${message}`,
    ...(reasons ? [`  why: ${why}`] : []),
    ...fixes.map((fix) => {
      const operations =
        operationsOf(fix)?.join(' ') ?? `too long to list; bulkhead fix --rule ${rule} shows it`;
      return `  fix${fix.safe ? ' (safe)' : ''}: ${fix.title}: ${operations}`;
    }),
  ];
}

// A fix that lists a thousand ports is neither readable for a model nor an argument for its next call.
const longestFix = 600;

/** The operations of a fix; null where they are too long to be listed. */
function operationsOf({ operations }: Fix): readonly string[] | null {
  const texts = operations.map(formatOperation);
  return texts.join(' ').length > longestFix ? null : texts;
}

function findingData(workspace: Workspace, finding: Finding): object {
  const { rule, slug, severity, certainty, subjects, message, fixes } = finding;
  return {
    rule,
    slug,
    severity,
    certainty,
    subjects: subjects.slice(0, usualLimit),
    message,
    at: citation(workspace, finding.at),
    fingerprint: fingerprint(finding),
    fixes: fixes.map((fix) => ({ title: fix.title, safe: fix.safe, operations: operationsOf(fix) })),
  };
}
