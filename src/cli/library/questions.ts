import { placeOf } from '../../core/compose/workspace/place-of.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { assumedOf } from '../../core/describe/assumed.ts';
import type { Answer as Explained } from '../../core/explain/explanation.ts';
import { checkJson } from '../../core/export/check/check-json.ts';
import { diffJson } from '../../core/export/diff/diff-json.ts';
import { reachJson } from '../../core/export/reach/reach-json.ts';
import { seenOption } from '../../core/export/reach/reach-observed.ts';
import { namesJson } from '../../core/export/ways-in/name-table.ts';
import { waysMembers } from '../../core/export/ways-in/ways-report.ts';
import { findingsWithFixes } from '../../core/fixes/offer-fixes.ts';
import { standaloneFacts } from '../../core/host/alone.ts';
import { waysIn } from '../../core/host/host-ways.ts';
import { allFamilies } from '../../core/reach/reach-model.ts';
import { analyze } from '../../core/rules/all-rules.ts';
import { readRuleSet } from '../input/rule-set.ts';
import { compareProjects } from '../questions/compare-projects.ts';
import { explainSides } from '../questions/explain-sides.ts';
import { readPieces, withLibraryErrors } from './answering.ts';
import { demandArgument, demandOptions } from './check-arguments.ts';
import type {
  Answer,
  CheckOptions,
  CheckReport,
  DiffReport,
  Explanation,
  HostNameRow,
  Project,
  ReachOptions,
  ReachReport,
} from './library-types.ts';
import { loadedOf } from './opened.ts';

/** Returns the findings of a project. */
export function check(project: Project, options: CheckOptions = {}): CheckReport {
  return withLibraryErrors(() => {
    demandOptions('check', options, { rules: 'a text', fixes: 'true or false' });
    const { rules = 'default', fixes = true } = options;
    const { workspace, reachOptions, name } = loadedOf(project);
    const analysis = analyze(workspace, { ...reachOptions, rules: readRuleSet(rules) });
    const findings = fixes
      ? findingsWithFixes(workspace, analysis)
      : analysis.findings.map((finding) => ({ ...finding, fixes: [] }));
    return checkJson(workspace, { ...analysis, findings }, assumedOf(workspace, reachOptions, name.from));
  });
}

/** Returns which services of a project reach each other. */
export function reach(project: Project, options: ReachOptions = {}): ReachReport {
  return withLibraryErrors(() => {
    const kind = 'true or false';
    demandOptions('reach', options, { sparse: kind, by: kind, families: kind });
    const { sparse = false, by = false, families = false } = options;
    const loaded = loadedOf(project);
    const { workspace, reachOptions, name } = loaded;
    const facts = standaloneFacts(loaded);
    const ways = waysMembers(waysIn(facts));
    const assumed = assumedOf(workspace, reachOptions, name.from);
    const stated = families ? { ...assumed, addressFamilies: allFamilies } : assumed;
    const seen = seenOption(facts);
    return readPieces(
      reachJson(workspace.topology, facts.reach, stated, { sparse, by, families, ways, ...seen }),
    );
  });
}

/** Returns the service, login and bypasses of each host name. */
export function hostNames(project: Project): readonly HostNameRow[] {
  return withLibraryErrors(() => {
    const loaded = loadedOf(project);
    return namesJson(waysIn(standaloneFacts(loaded)));
  });
}

/** Explains why one side reaches the other, or why not. Each side is a service, `outside` or `host`. */
export function explain(project: Project, from: string, to: string): Explanation {
  const loaded = withLibraryErrors(() => loadedOf(project));
  const sides = withLibraryErrors(() => {
    demandArgument('explain', 'from', from, 'a text');
    demandArgument('explain', 'to', to, 'a text');
    return explainSides(standaloneFacts(loaded), [from, to]);
  });
  const answer = (explained: Explained) => answerOf(loaded.workspace, explained);
  return {
    from,
    to,
    reaches: sides.reaches,
    summary: sides.summary,
    direct: answer(sides.direct),
    viaHost: answer(sides.viaHost),
    viaGateway: sides.viaGateway && answer(sides.viaGateway),
    proxied: sides.proxied && answer(sides.proxied),
    resolves: answer(sides.resolves),
    beside: sides.beside && answer(sides.beside),
    pivot: sides.pivot && answer(sides.pivot),
    ...(sides.seen ? { observed: sides.seen.connections } : {}),
  };
}

function answerOf(workspace: Workspace, { verdict, reasons }: Explained): Answer {
  return {
    verdict,
    reasons: reasons.map(({ rule, text, at }) => ({
      rule,
      text,
      places: at.map((path) => {
        const { file, line, column } = placeOf(workspace, path);
        return { file, line, column };
      }),
    })),
  };
}

/** Returns what a new version of a project opens and closes. */
export function diff(before: Project, after: Project): DiffReport {
  return withLibraryErrors(() => readPieces(diffJson(compareProjects(loadedOf(before), loadedOf(after)))));
}
