// `check --format sarif`: SARIF 2.1.0, one run over all projects. Hops of a path are related locations and a code flow;
// suppressed findings stay, marked. Holds no logic about networks.

import { planInWorkspace } from '../../compose/workspace/plan/plan-in-workspace.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { byCause } from '../../findings/causes.ts';
import type { Finding, Fix, Severity } from '../../findings/finding.ts';
import { fingerprint } from '../../findings/fingerprint.ts';
import { fixText } from '../../findings/fix-text.ts';
import { planFleetText, planPlaceEdit } from '../../fleet/edit/fleet-edit.ts';
import { sarifText } from '../../quote/sarif-text.ts';
import type { Hop } from '../../reach/document-paths.ts';
import type { Analysis } from '../../rules/analyze.ts';
import { utf8Length } from '../../text/utf8-length.ts';
import type { Path } from '../../yaml/tree.ts';
import { type DocsAddress, ruleAddress } from '../docs-address.ts';
import { type DescribedRule, projectRules, ruleTags } from '../rule-descriptions.ts';
import { asNamed, type FindPlace, fileUri, type NameOf, placesIn } from './placed-findings.ts';

interface SarifProject {
  readonly workspace: Workspace;
  readonly findings: Analysis['findings'];
  /** Finds the place of a path; by default in the files of `workspace`. */
  readonly place?: FindPlace;
  /** Returns the files of a stack, for fixes across the stacks of a host. */
  readonly workspaceOf?: (stack: string) => Workspace | null;
}

/** Findings between the machines of a fleet, with the files that their fixes edit. */
export interface SarifFleet {
  readonly findings: readonly Finding[];
  readonly place: FindPlace;
  readonly fleet: {
    readonly file: string;
    readonly text: string;
    workspaceOf(machine: string, stack: string): Workspace | null;
    /** Returns the text of a proxy's file; null for one that is not read. */
    textOf(machine: string, file: string): string | null;
  };
}

const levels: { readonly [severity in Severity]: string } = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

const problemSeverities: { readonly [severity in Severity]: string } = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
};

/** The program as the log describes it. `docs` is the address of its rules' pages; null while unpublished. */
export interface SarifTool {
  readonly version: string;
  readonly homepage: string | null;
  readonly docs: DocsAddress | null;
}

/** Returns the log as a plain value. `nameOf` gives a file's name for the log's reader; `more` are rules beside those about one project. */
export function checkSarif(
  projects: readonly (SarifProject | SarifFleet)[],
  { version, homepage, docs }: SarifTool,
  nameOf: NameOf = asNamed,
  more: readonly DescribedRule[] = [],
) {
  const described = [...projectRules, ...more].map((rule) => descriptor(rule, docs));
  const indexes = new Map(described.map(({ id }, index) => [id, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Bulkhead',
            semanticVersion: version,
            ...(homepage === null ? {} : { informationUri: homepage }),
            rules: described,
          },
        },
        columnKind: 'utf16CodeUnits',
        results: projects.flatMap((project) =>
          [...byCause(project.findings)].map(([finding, also]) =>
            resultOf(project, finding, also, indexes, nameOf),
          ),
        ),
      },
    ],
  };
}

/** The rank of a rule for code scanning: a score for security rules, a severity for others. */
interface RuleProperties {
  readonly tags: readonly string[];
  readonly 'security-severity'?: string;
  readonly 'problem.severity'?: string;
}

function propertiesOf(rule: DescribedRule): RuleProperties {
  const { tags, securitySeverity } = ruleTags(rule);
  return securitySeverity === null
    ? { tags, 'problem.severity': problemSeverities[rule.severity] }
    : { tags, 'security-severity': securitySeverity };
}

function descriptor(rule: DescribedRule, docs: DocsAddress | null) {
  const { id, slug, title, why, severity, source } = rule;
  const helpUri = docs === null ? null : ruleAddress(docs, rule);
  const text = `${why} Rests on: ${source}.`;
  return {
    id,
    name: slug,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: helpUri === null ? text : `${text} See ${helpUri}.` },
    ...(helpUri !== null && { helpUri }),
    defaultConfiguration: { level: levels[severity] },
    properties: propertiesOf(rule),
  };
}

function resultOf(
  project: SarifProject | SarifFleet,
  finding: Finding,
  also: readonly Finding[],
  indexes: ReadonlyMap<string, number>,
  nameOf: NameOf,
) {
  const place = 'fleet' in project ? project.place : (project.place ?? placesIn(project.workspace));
  const hops = hopsOf(place, finding.path, nameOf);
  // What other rules find of the same cause stands with it, as places to look at.
  const related = [
    ...hops,
    ...also.map(({ rule, slug, message, at }) => ({
      ...locationOf(place, at, nameOf),
      message: { text: sarifText(`Also ${rule} ${slug}: ${message}`) },
    })),
  ].map((location, id) => ({ id, ...location }));
  const changesIn =
    'fleet' in project ? fleetChanges(project.fleet, nameOf) : projectChanges(project, nameOf);
  const fixes = sarifFixes(finding.fixes, changesIn);
  return {
    ruleId: finding.rule,
    ruleIndex: indexes.get(finding.rule) ?? -1,
    level: levels[finding.severity],
    message: { text: sarifText(finding.message) },
    locations: [
      { ...locationOf(place, finding.at, nameOf), logicalLocations: finding.subjects.map(logical) },
    ],
    partialFingerprints: { 'bulkhead/v1': fingerprint(finding) },
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(hops.length === 0
      ? {}
      : { codeFlows: [{ threadFlows: [{ locations: hops.map((location) => ({ location })) }] }] }),
    ...(fixes.length === 0 ? {} : { fixes }),
    // An empty list means: looked at and not suppressed.
    suppressions: finding.suppressed === null ? [] : [suppressionOf(finding.suppressed)],
    properties: {
      certainty: finding.certainty,
      subjects: finding.subjects,
      profiles: finding.profiles,
      group: finding.group,
    },
  };
}

function logical(subject: string) {
  const kind = /^(?:network|stack|router):/.exec(subject)?.[0] ?? '';
  return {
    name: subject.slice(kind.length),
    kind: kind === 'network:' || kind === 'router:' ? 'resource' : 'module',
  };
}

function locationOf(place: FindPlace, at: Path, nameOf: NameOf) {
  const { file, line, column } = place(at);
  return {
    physicalLocation: {
      artifactLocation: { uri: fileUri(nameOf(file)) },
      region: { startLine: line, startColumn: column },
    },
  };
}

function hopsOf(place: FindPlace, path: readonly Hop[], nameOf: NameOf) {
  return path.map(({ from, to, network, at }) => ({
    ...locationOf(place, at, nameOf),
    message: {
      text: sarifText(`${from} reaches ${to} ${network === null ? 'through the host' : `on ${network}`}`),
    },
  }));
}

function suppressionOf({ by, reason }: NonNullable<Finding['suppressed']>) {
  const kind = by === 'baseline' ? 'external' : 'inSource';
  return { kind, status: 'accepted', ...(reason === '' ? {} : { justification: sarifText(reason) }) };
}

/** The changes of one file, as byte replacements. */
type ArtifactChange = ReturnType<typeof changesOf>[number];

/** Returns the changes of each part of a fix; a part that the text does not allow has none. */
type ChangesIn = (fix: Fix) => readonly (readonly ArtifactChange[])[];

/** Returns a finding's fixes as byte replacements, file by file, leaving out fixes that the text does not allow. */
function sarifFixes(fixes: readonly Fix[], changesIn: ChangesIn) {
  return fixes.flatMap((fix) => {
    const artifactChanges = changesIn(fix);
    // A fix of which a part is not possible is left out.
    if (artifactChanges.length === 0 || artifactChanges.some(({ length }) => length === 0)) return [];
    return [
      {
        description: { text: sarifText(fix.safe ? `${fixText(fix)} (safe)` : fixText(fix)) },
        artifactChanges: artifactChanges.flat(),
      },
    ];
  });
}

function projectChanges({ workspace, workspaceOf = () => null }: SarifProject, nameOf: NameOf): ChangesIn {
  return ({ operations, edits }) =>
    edits
      ? edits.map(({ stack, operations: own }) => {
          const files = workspaceOf(stack);
          return files ? changesOf(files, own, nameOf) : [];
        })
      : [changesOf(workspace, operations, nameOf)];
}

function fleetChanges({ file, text, workspaceOf, textOf }: SarifFleet['fleet'], nameOf: NameOf): ChangesIn {
  return ({ fleet = [] }) =>
    fleet.map((edit) => {
      if ('file' in edit) {
        const own = textOf(edit.machine, edit.file);
        if (own === null) return [];
        const uri = fileUri(nameOf(edit.file));
        return [{ artifactLocation: { uri }, replacements: replacements(own, planPlaceEdit(own, edit)) }];
      }
      if (edit.machine !== null) {
        const files = workspaceOf(edit.machine, edit.stack);
        return files ? changesOf(files, edit.operations, nameOf) : [];
      }
      const planned = planFleetText(text, edit.edits);
      if (!planned.ok) return [];
      return [
        {
          artifactLocation: { uri: fileUri(nameOf(file)) },
          replacements: replacements(text, planned.value),
        },
      ];
    });
}

/** Returns the changes of the operations, file by file; empty when the text does not allow them. */
function changesOf(workspace: Workspace, operations: Fix['operations'], nameOf: NameOf) {
  const planned = planInWorkspace(workspace, operations);
  if (!planned.ok) return [];
  return [...planned.value.edits].map(([file, edits]) => ({
    artifactLocation: { uri: fileUri(nameOf(file)) },
    replacements: replacements(workspace.input.texts.get(file) ?? '', edits),
  }));
}

interface Replaced {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Returns the edits as byte replacements. Edits are sorted, so bytes are counted from the end of the previous one. */
function replacements(text: string, edits: readonly Replaced[]) {
  let position = 0;
  let bytes = 0;
  return edits.map(({ from, to, insert }) => {
    bytes += utf8Length(text.slice(position, from));
    const byteLength = utf8Length(text.slice(from, to));
    const deletedRegion = { byteOffset: bytes, byteLength };
    bytes += byteLength;
    position = to;
    return insert === '' ? { deletedRegion } : { deletedRegion, insertedContent: { text: insert } };
  });
}
