// `check --format sarif`: SARIF 2.1.0, one run over all projects. Hops of a path are related locations and a code flow;
// suppressed findings stay, marked. Holds no logic about networks.

import type { Analysis } from '../../analysis/analyze.ts';
import type { Finding, Hop, Severity } from '../../analysis/findings/finding.ts';
import { fingerprint } from '../../analysis/findings/fingerprint.ts';
import { rules } from '../../analysis/rules/registry.ts';
import { placeOf } from '../../compose/workspace/place-of.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Path } from '../../yaml/tree.ts';
import { asNamed, fileUri, type NameOf } from './file-uri.ts';
import { prose, sarifFixes } from './sarif-fixes.ts';

export interface SarifProject {
  readonly workspace: Workspace;
  readonly findings: Analysis['findings'];
}

const levels: { readonly [severity in Severity]: string } = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** The log as a plain value; `nameOf`: a file as the reader of the log calls it. */
export function checkSarif(projects: readonly SarifProject[], version: string, nameOf: NameOf = asNamed) {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Bulkhead',
            semanticVersion: version,
            rules: [...rules.map(described), ...ownRules],
          },
        },
        columnKind: 'utf16CodeUnits',
        results: projects.flatMap(({ workspace, findings }) =>
          findings.map((finding) => resultOf(workspace, finding, nameOf)),
        ),
      },
    ],
  };
}

interface Described {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly why: string;
  readonly severity: Severity;
  readonly source: string;
}

function described({ id, slug, title, why, severity, source }: Described) {
  return {
    id,
    name: slug,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why} Rests on: ${source}. See docs/rules/${id.toLowerCase()}-${slug}.md.` },
    defaultConfiguration: { level: levels[severity] },
  };
}

/** The program's own entry, and what it reports of suppressions. */
const ownRules = [
  described({
    id: 'CN901',
    slug: 'internal-error',
    title: 'A rule failed inside',
    why: 'A check that did not run has not passed.',
    severity: 'error',
    source: 'Bulkhead',
  }),
  described({
    id: 'CN902',
    slug: 'unknown-suppression',
    title: 'A suppression or setting means nothing',
    why: 'What it was meant for still counts, or is not in force.',
    severity: 'warning',
    source: 'Bulkhead',
  }),
];

const ruleIndexes: ReadonlyMap<string, number> = new Map(
  [...rules.map(({ id }) => id), ...ownRules.map(({ id }) => id)].map((id, index) => [id, index]),
);

function resultOf(workspace: Workspace, finding: Finding, nameOf: NameOf) {
  const flow: Partial<ReturnType<typeof flowOf>> =
    finding.path.length === 0 ? {} : flowOf(workspace, finding.path, nameOf);
  const fixes = sarifFixes(workspace, finding.fixes, nameOf);
  return {
    ruleId: finding.rule,
    ruleIndex: ruleIndexes.get(finding.rule) ?? -1,
    level: levels[finding.severity],
    message: { text: prose(finding.message) },
    locations: [
      { ...locationOf(workspace, finding.at, nameOf), logicalLocations: finding.subjects.map(logical) },
    ],
    partialFingerprints: { 'bulkhead/v1': fingerprint(finding) },
    ...flow,
    ...(fixes.length === 0 ? {} : { fixes }),
    // An empty list means: looked at and not suppressed.
    suppressions: finding.suppressed === null ? [] : [suppressionOf(finding.suppressed)],
    properties: { certainty: finding.certainty, subjects: finding.subjects, profiles: finding.profiles },
  };
}

function logical(subject: string) {
  const network = subject.startsWith('network:');
  return { name: subject.replace(/^network:/, ''), kind: network ? 'resource' : 'module' };
}

function locationOf(workspace: Workspace, at: Path, nameOf: NameOf) {
  const { file, line, column } = placeOf(workspace, at);
  return {
    physicalLocation: {
      artifactLocation: { uri: fileUri(nameOf(file)) },
      region: { startLine: line, startColumn: column },
    },
  };
}

function flowOf(workspace: Workspace, path: readonly Hop[], nameOf: NameOf) {
  const hops = path.map(({ from, to, network, at }) => ({
    ...locationOf(workspace, at, nameOf),
    message: {
      text: prose(`${from} reaches ${to} ${network === null ? 'through the host' : `on ${network}`}`),
    },
  }));
  return {
    relatedLocations: hops.map((hop, id) => ({ id, ...hop })),
    codeFlows: [{ threadFlows: [{ locations: hops.map((location) => ({ location })) }] }],
  };
}

function suppressionOf({ by, reason }: NonNullable<Finding['suppressed']>) {
  const kind = by === 'baseline' ? 'external' : 'inSource';
  return { kind, status: 'accepted', ...(reason === '' ? {} : { justification: prose(reason) }) };
}
