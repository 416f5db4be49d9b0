// CN601. Owns: what Docker Compose refuses although a model could be made. Reading found it; this reports it. All that it refuses
// for want of values is one finding, and so is an override that is read without its base; variables that are merely empty are CN605.

import { missingVariables } from '../compose/environment/variables.ts';
import { nameList } from '../compose/name-list.ts';
import { fileOf, offsetPath } from '../compose/offset-path.ts';
import type { Operation } from '../compose/operations/operation.ts';
import { refuseName } from '../compose/operations/steps/whole-file.ts';
import type { Problem } from '../compose/problem.ts';
import type { Fix, Report, Rule, RuleContext } from '../findings/finding.ts';
import { refusedWhenActive } from '../findings/standing.ts';
import { shellCommand } from '../quote/shell-word.ts';
import { isMissingValue } from './facts/missing-values.ts';
import { isResolvedByBase, overrideAlone } from './facts/override-alone.ts';

export const rule: Rule = {
  id: 'CN601',
  slug: 'compose-rejects',
  title: 'Docker Compose will refuse this file',
  why: 'The file is valid YAML, but Compose refuses it, so nothing of the project starts. The results here rest on the most likely reading of the file.',
  severity: 'error',
  source: 'A2, A5, A8; semantics 4.7, 4.8',
  *check(context) {
    const { workspace } = context;
    const alone = overrideAlone(context);
    const wanting: Problem[] = [];
    const absent = new Map<string, Problem[]>();
    for (const problem of workspace.problems) {
      if (problem.kind !== 'rejected') continue;
      if (isMissingValue(workspace, problem)) {
        wanting.push(problem);
        continue;
      }
      if (alone !== null && isResolvedByBase(problem)) continue;
      const { missing } = problem;
      if (missing) {
        const asked = `${missing.key} ${missing.file}`;
        absent.set(asked, [...(absent.get(asked) ?? []), problem]);
        continue;
      }
      yield {
        subjects: subjectsOf(problem),
        message: `${problem.message}. ${problem.advice}`,
        at: problem.offset === null ? problem.path : offsetPath(problem.offset),
        fixes: fixesFor(context, problem),
        evidence: [problem.code, ...problem.path.map(String)],
      };
    }
    // With every profile on, the same files and variables are missing.
    if (context.checked !== context.views) return;
    if (alone !== null) {
      const { file, base } = alone;
      const call = shellCommand(['-f', base ?? 'BASE', '-f', file]);
      yield {
        severity: 'warning',
        certainty: 'inferred',
        subjects: [],
        message: `This looks like an override of ${base ?? 'another file'}; check it with ${call}. Read alone, it lacks everything that the other file declares.`,
        at: ['services'],
        evidence: ['override-alone', base ?? ''],
      };
    }
    for (const problems of absent.values()) yield* missingFileReports(context, problems);
    // Sections that Compose does not check while a profile is off are reported separately and do not count.
    const waits = (problem: Problem): boolean => isInactive(context, problem);
    yield* missingValueReports(
      context,
      wanting.filter((problem) => !waits(problem)),
      'unset-variables',
    );
    yield* missingValueReports(context, wanting.filter(waits), 'unset-variables-inactive');
  },
};

function isInactive({ reach }: RuleContext, problem: Problem): boolean {
  const [subject] = subjectsOf(problem);
  const about = subject !== undefined && !subject.startsWith('network:') && !reach.facts.has(subject);
  return about && refusedWhenActive.has(problem.code);
}

/**
 * Reports a missing file once for all services that ask for it. A file of variables is often kept out of a repository on purpose, so its
 * absence is a warning, although `up` fails without it (`severityForFailing`).
 */
function* missingFileReports({ reach }: RuleContext, problems: readonly Problem[]): Iterable<Report> {
  const [first] = problems;
  if (!first?.missing) return;
  const { file, key } = first.missing;
  const services = [...new Set(problems.flatMap(subjectsOf))];
  // The finding holds under the profiles of its first service: an active one, if any.
  const ofActive = (name: string): number => (reach.facts.has(name) ? 0 : 1);
  const subjects = services.toSorted((a, b) => ofActive(a) - ofActive(b));
  const refer = subjects.length === 1 ? 'refers' : 'refer';
  yield {
    ...(key === 'env_file' ? { severity: 'warning' } : {}),
    subjects,
    message: `${file} does not exist, but ${nameList(subjects)} ${refer} to it as ${key}: Docker Compose starts nothing without it. ${first.advice}`,
    at: first.path,
    evidence: [first.code, key, file],
  };
}

/** Reports all missing values in one finding, whatever Compose makes of each. */
function* missingValueReports(
  { workspace }: RuleContext,
  problems: readonly Problem[],
  code: string,
): Iterable<Report> {
  const [first] = problems;
  if (!first) return;
  const missing = missingVariables(workspace);
  const names = missing.map(({ name }) => name);
  const services = [...new Set(problems.flatMap(subjectsOf))];
  const [has, it] = names.length === 1 ? ['has', 'it'] : ['have', 'them'];
  const whom = services.length === 0 ? '' : ` for ${nameList(services.map(plainName))}`;
  const hints = missing.filter(({ hint }) => hint !== '').map(({ name, hint }) => `${name}: ${hint}`);
  const reason = hints.length > 0 ? hints.join('; ') : problems.length === 1 ? first.message : '';
  yield {
    subjects: services,
    message: `${nameList(names)} ${has} no value, and Docker Compose refuses the file without ${it}${whom}${reason === '' ? '' : ` (${reason})`}. Set ${it} in a .env file beside it.`,
    at: first.path,
    evidence: [code, ...names],
    parts: names.map((name) => ['CN601', code, name]),
  };
}

function plainName(subject: string): string {
  return subject.replace(/^network:/, '');
}

function subjectsOf({ path }: Problem): readonly string[] {
  const [section, name] = fileOf(path)?.path ?? path;
  if (typeof name !== 'string') return [];
  if (section === 'services') return [name];
  return section === 'networks' ? [`network:${name}`] : [];
}

function fixesFor({ topology }: RuleContext, { code, path }: Problem): readonly Fix[] {
  const [section, name, key, step] = path;
  const service =
    section === 'services' && typeof name === 'string' ? topology.services.get(name) : undefined;
  if (!service) return [];
  const unset = (item: string | null): Operation => ({
    type: 'unset',
    service: service.name,
    key: String(key),
    item,
  });
  switch (code) {
    case 'undefined-network':
      return missingNetworks(
        service.attachments.map(({ network }) => network),
        topology.networks,
        step,
      );
    case 'network-mode-and-networks':
      return [
        { title: 'Remove network_mode', safe: false, operations: [unset(null)] },
        {
          title: 'Remove networks',
          safe: false,
          operations: [{ type: 'unset', service: service.name, key: 'networks', item: null }],
        },
      ];
    case 'undefined-dependency': {
      const target = typeof step === 'string' ? step : service.dependsOn[step ?? -1]?.service;
      if (target === undefined) return [];
      return [{ title: `Remove the dependency on ${target}`, safe: false, operations: [unset(target)] }];
    }
    case 'undefined-link': {
      const target = typeof step === 'number' ? service.links[step]?.service : undefined;
      if (target === undefined) return [];
      return [{ title: `Remove the link to ${target}`, safe: false, operations: [unset(target)] }];
    }
    default:
      return [];
  }
}

function missingNetworks(
  attached: readonly string[],
  networks: RuleContext['topology']['networks'],
  step: string | number | undefined,
): readonly Fix[] {
  const network = typeof step === 'string' ? step : attached[step ?? -1];
  if (network === undefined || networks.get(network)?.origin !== 'undeclared') return [];
  // A name with a variable in it is unknown.
  if (refuseName('network', network) !== null) return [];
  return [
    {
      title: `Declare the network ${network}`,
      safe: false,
      operations: [{ type: 'add-network', network, internal: false }],
    },
  ];
}
