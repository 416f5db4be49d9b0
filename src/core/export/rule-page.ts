// The page of a rule in `docs/rules`, and the table of all rules: generated from the rules, so that they stay up to date.

import { formatOperation } from '../compose/operations/operation-text.ts';
import type { Finding, Rule } from '../findings/finding.ts';
import { fixText } from '../findings/fix-text.ts';
import { enforcing, ruleSets } from '../findings/rule-sets.ts';
import { placeEditText, treeEditText } from '../fleet/edit/fleet-edit.ts';
import { codeSpan } from '../quote/markdown-text.ts';
import { exampleFiles, examplesOf, raisedBy } from '../rules/examples.ts';
import { isAcrossMachines, isAcrossStacks, setsOf } from '../rules/registry.ts';
import { rulePageName } from './rule-page-name.ts';

/** Returns a rule's page as Markdown. */
export function rulePage(rule: Rule): string {
  const { id, slug, title, why, remediation, severity, source, quietOn } = rule;
  const { invalid, valid, engine, machine, observed, set } = examplesOf(rule);
  const raised = invalid.map(
    (example) => `${exampleBlock(rule, example)}\n${raisedBy(rule, example).map(findingText).join('\n')}\n`,
  );
  const silent = valid.map((example) => exampleBlock(rule, example));
  return `<!-- Made from the rule by scripts/rule-pages.mjs: edit the rule, not this page. -->

# ${id} ${slug}

${title}

${why}

- Severity: ${severity} where nothing else is said
- Rests on: ${source}
${engine === undefined ? '' : `- Raised only on Engines of this kind; the examples are read with \`--engine ${engine}\`\n`}${setsLine(rule)}${quietLine(quietOn, set)}${remediation === undefined ? '' : `- How to fix it: ${remediation}\n`}- To suppress it: \`# bulkhead-disable ${id} -- reason\`, see [rules](../rules.md)

${machine === undefined ? '' : machineText(machine)}${observed === undefined ? '' : observedText(observed)}## Raised by

${raised.join('\n')}
## Not raised by

${silent.join('\n')}`;
}

/** Returns the observed record of the examples as JSON, as `bulkhead observe` writes it. */
function observedText(record: string): string {
  return `The examples are read with \`--observed\` and this record; without one, the rule is silent.\n\n\`\`\`json\n${record.trimEnd()}\n\`\`\`\n\n`;
}

/** Returns the machine of the examples as JSON, as `bulkhead machine` writes it. */
function machineText(record: string): string {
  return `The examples are read with \`--machine\` and this record; where no machine is known, the rule is silent.\n\n\`\`\`json\n${record.trimEnd()}\n\`\`\`\n\n`;
}

/** Returns a line with the rule sets that enable the rule, unless all do. */
function setsLine(rule: Rule): string {
  const sets = setsOf(rule);
  if (sets.length === ruleSets.length) return '';
  return `- On in ${sets.map((set) => `\`--rules ${set}\``).join(' and ')} only\n`;
}

/** Returns a line on what the rule reports in the sets that enable it, and whether the examples use one. */
function quietLine(quietOn: string | undefined, set: string | undefined): string {
  if (quietOn === undefined) return '';
  const sets = enforcing.map((each) => `\`--rules ${each}\``).join(' and ');
  return `- In ${sets} alone: ${quietOn}${set === undefined ? '' : `; the examples are read with \`--rules ${set}\``}\n`;
}

/** Returns a file as a code block. */
function fence(text: string, language = 'yaml'): string {
  return `\`\`\`${language}\n${text.endsWith('\n') ? text : `${text}\n`}\`\`\`\n`;
}

/** Returns an example as code blocks, one for each file. */
function exampleBlock(rule: Rule, example: string): string {
  if (!isAcrossStacks(rule) && !isAcrossMachines(rule)) return fence(example);
  return Object.entries(exampleFiles(example))
    .map(([file, text]) => `\`${file}\`\n\n${fence(text, file.endsWith('.json') ? 'json' : 'yaml')}`)
    .join('\n');
}

/** Returns a finding with its fixes as text. */
function findingText({ severity, certainty, message, fixes }: Finding): string {
  const guess = certainty === 'inferred' ? ', inferred' : '';
  const lines = fixes.map((fix) => {
    const { safe, operations, edits, fleet } = fix;
    const code = (list: typeof operations): string =>
      list.map((operation) => codeSpan(formatOperation(operation))).join(' ');
    const across = edits?.map((edit) => `${edit.stack} ${code(edit.operations)}`).join(', ');
    const onFleet = fleet?.map((edit) =>
      edit.machine === null
        ? edit.edits.map((one) => codeSpan(treeEditText(one))).join(', ')
        : 'file' in edit
          ? `${edit.file} ${codeSpan(placeEditText(edit))}`
          : `${edit.machine}/${edit.stack} ${code(edit.operations)}`,
    );
    const words = onFleet?.join(', ') ?? across ?? code(operations);
    return `- Fix${safe ? ' (safe)' : ''}: ${fixText(fix)}: ${words}\n`;
  });
  return `> ${severity}${guess}: ${message}\n${lines.length === 0 ? '' : `\n${lines.join('')}`}`;
}

/** Returns the rows of the table in `docs/rules.md`. */
export function ruleTable(
  rules: readonly Pick<Rule, 'id' | 'slug' | 'severity' | 'title' | 'source'>[],
): string {
  const rows = rules.map((rule) => {
    const { id, slug, severity, title, source } = rule;
    return `| [${id}](rules/${rulePageName(rule)}) | \`${slug}\` | ${severity} | ${title} | ${source} |\n`;
  });
  return `| id | slug | severity | finds | rests on |\n| --- | --- | --- | --- | --- |\n${rows.join('')}`;
}
