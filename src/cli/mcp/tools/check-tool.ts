// `check` for an agent: the findings that count, the gravest first, each with its line and the operations that mend it.

import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { plural } from '../../../core/compose/numbers.ts';
import { formatOperation } from '../../../core/compose/operations/operation-text.ts';
import { type Finding, type Fix, type Severity, severities } from '../../../core/findings/finding.ts';
import { findingPlaces } from '../../../core/findings/findings-of-host.ts';
import { fingerprint } from '../../../core/findings/fingerprint.ts';
import { fixText } from '../../../core/findings/fix-text.ts';
import { type RuleSet, ruleSets } from '../../../core/findings/rule-sets.ts';
import { countingFindings } from '../../../core/findings/standing.ts';
import { findingsWithFixes } from '../../../core/fixes/offer-fixes.ts';
import { hostFindingsWithFixes } from '../../../core/fixes/offer-host-fixes.ts';
import { hostName, splitHostName } from '../../../core/host/host.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { CallFailure } from '../../call-failure.ts';
import { demandEnabled } from '../../input/rule-set.ts';
import { noSuchService, ruleNamed } from '../../questions/known-names.ts';
import { hostArgument, hostOfCall } from '../host-of-call.ts';
import {
  type Answer,
  citation,
  limitArgument,
  moreLine,
  registerTool,
  usualLimit,
} from '../register-tool.ts';
import {
  beginCall,
  notesOf,
  type ProjectArguments,
  projectArguments,
  projectOfCall,
  type ToolCall,
  type ToolContext,
} from '../tool-context.ts';

const shape = {
  ...projectArguments,
  rules: z.enum(ruleSets).optional().describe('Rule set. Default: default.'),
  severity: z.enum(severities).optional().describe('Findings at or above this. Default: info, which is all.'),
  rule: z.string().optional().describe('Findings of one rule, such as CN101; with why it matters.'),
  service: z.string().optional().describe('Findings about one service.'),
  ...hostArgument,
  limit: limitArgument,
};

/** Adds the tool `check`. */
export function registerCheckTool(server: McpServer, context: ToolContext): void {
  registerTool(server, context, {
    name: 'check',
    title: 'Findings of a Compose project',
    description:
      'Risks and mistakes in the networks of a Docker Compose project: what is open to the outside, what cannot work, what Compose refuses. Each finding has file:line:column and the operations that fix it, for plan_edit.',
    shape,
    answer: 'check',
    writes: false,
    async run(args): Promise<Answer<'check'>> {
      const call = beginCall(context, args);
      if (args.host === true) return checkHost(context, call, args);
      const project = await projectOfCall(context, call, args);
      const { workspace, reachOptions } = project;
      const set = args.rules ?? 'default';
      const rule = args.rule === undefined ? undefined : ruleNamed(args.rule, { host: false });
      if (rule !== undefined) demandEnabled(rule, set);
      const findings = findingsWithFixes(workspace, analyze(workspace, { ...reachOptions, rules: set }));
      const standing = countingFindings(findings, reachOptions.profiles);
      const about = standing.filter(filterOf({ ...args, rule }, new Set(workspace.topology.services.keys())));
      const shown = about.slice(0, args.limit ?? usualLimit);
      const counts = countsOf(about);
      const notes = notesOf(call, project);
      const left = findings.length - standing.length;
      const summary = summaryOf(about.length, counts, left);
      return {
        lines: [
          summary,
          ...shown.flatMap((finding) =>
            linesOf(citation(workspace, finding.at), finding, args.rule !== undefined),
          ),
          ...moreLine(about.length, shown.length),
          ...notes,
        ],
        data: {
          counts,
          notCounted: left,
          findings: shown.map((finding) => findingData(citation(workspace, finding.at), finding)),
          more: about.length - shown.length,
          notes,
        },
      };
    },
  });
}

interface HostQuestion extends ProjectArguments, Filter {
  readonly rules?: RuleSet | undefined;
  readonly limit?: number | undefined;
}

/** Returns the findings of all stacks and across stacks. */
async function checkHost(context: ToolContext, call: ToolCall, args: HostQuestion): Promise<Answer<'check'>> {
  const set = args.rules ?? 'default';
  const rule = args.rule === undefined ? undefined : ruleNamed(args.rule, { host: true });
  if (rule !== undefined) demandEnabled(rule, set);
  const analysis = await hostOfCall(context, call, args);
  const { host, reach } = analysis;
  const offered = hostFindingsWithFixes(analysis);
  const profiles = new Map(host.stacks.map(({ id, profiles: active }) => [id, active]));
  const standing = offered.filter(
    (finding) => countingFindings([finding], profiles.get(finding.stack ?? '') ?? []).length > 0,
  );
  const wanted = filterOf({ ...args, rule, service: undefined }, new Set());
  const ofService = serviceFilter(args.service, reach.services);
  const about = standing.filter((finding) => wanted(finding) && ofService(finding));
  const shown = about.slice(0, args.limit ?? usualLimit);
  const found = shown.map((finding) => {
    const { file, line, column } = findingPlaces(analysis, finding)(finding.at);
    return { stack: finding.stack ?? null, finding: finding, at: `${file}:${line}:${column}` };
  });
  const counts = countsOf(about);
  return {
    lines: [
      `${plural(host.stacks.length, 'stack')}. ${summaryOf(about.length, counts, offered.length - standing.length)}`,
      ...found.flatMap(({ stack, finding, at }) => {
        const [first = '', ...others] = linesOf(at, finding, args.rule !== undefined);
        return [`${stack ?? 'host'}: ${first}`, ...others];
      }),
      ...moreLine(about.length, shown.length),
      ...call.notes,
    ],
    data: {
      counts,
      notCounted: offered.length - standing.length,
      findings: found.map(({ stack, finding, at }) => ({ stack, ...findingData(at, finding) })),
      more: about.length - shown.length,
      notes: call.notes,
    },
  };
}

/** Returns a filter for findings about one service, given as `STACK/SERVICE` or by its name in a stack. */
function serviceFilter(
  service: string | undefined,
  services: readonly string[],
): (finding: Finding) => boolean {
  if (service === undefined) return () => true;
  const named = new Set(
    services.filter((name) => name === service || splitHostName(name).service === service),
  );
  if (named.size === 0) throw new CallFailure(noSuchService(service, services));
  return ({ stack, subjects }) =>
    subjects.some((subject) => named.has(subject) || named.has(hostName(stack ?? '', subject)));
}

function countsOf(findings: readonly Finding[]): Readonly<Record<string, number>> {
  const count = (word: Severity): number => findings.filter(({ severity }) => severity === word).length;
  return Object.fromEntries(severities.map((word) => [word, count(word)]));
}

function summaryOf(all: number, counts: Readonly<Record<string, number>>, left: number): string {
  const ofSeverity = (word: Severity): string =>
    word === 'info' ? `${counts[word]} info` : plural(counts[word] ?? 0, word);
  const bySeverity = severities.map(ofSeverity).join(', ');
  return `${plural(all, 'finding')}: ${bySeverity}; ${left} suppressed or under inactive profiles.`;
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

function linesOf(at: string, finding: Finding, reasons: boolean): readonly string[] {
  const { severity, certainty, rule, slug, message, why, fixes } = finding;
  const guess = certainty === 'inferred' ? ' (inferred)' : '';
  return [
    `${at}: ${severity}${guess} ${rule} ${slug}: ${message}`,
    ...(reasons ? [`  why: ${why}`] : []),
    ...fixes.map((fix) => {
      const operations =
        operationsOf(fix)?.join(' ') ??
        `too long to list; bulkhead fix --rule ${rule} --operations shows them`;
      return `  fix${fix.safe ? ' (safe)' : ''}: ${fixText(fix)}: ${operations}`;
    }),
  ];
}

// A fix that lists a thousand ports is neither readable for a model nor an argument for its next call.
const longestFix = 600;

/** Returns the operations of a fix, each with its stack in front on a host; null when they are too long to list. */
function operationsOf({ operations, edits }: Fix): readonly string[] | null {
  const texts = edits
    ? edits.flatMap(({ stack, operations: own }) => [`in ${stack}:`, ...own.map(formatOperation)])
    : operations.map(formatOperation);
  return texts.join(' ').length > longestFix ? null : texts;
}

/** Returns a fix as data. A fix across stacks has operations for each stack and none of its own. */
function fixData(fix: Fix) {
  const { title, safe, stops, edits } = fix;
  const listed = operationsOf(fix);
  return {
    title,
    safe,
    ...(stops && { stops }),
    operations: listed === null || !edits ? listed : [],
    ...(listed === null || !edits
      ? {}
      : {
          edits: edits.map(({ stack, operations }) => ({
            stack,
            operations: operations.map(formatOperation),
          })),
        }),
  };
}

function findingData(at: string, finding: Finding) {
  const { rule, slug, severity, certainty, subjects, message, fixes } = finding;
  return {
    rule,
    slug,
    severity,
    certainty,
    subjects: subjects.slice(0, usualLimit),
    message,
    at,
    fingerprint: fingerprint(finding),
    fixes: fixes.map(fixData),
  };
}
