// The page of the proof, from its data: a table for each kind of measurement, with the command that repeats it.

/** Returns a number with commas: `15,996`. */
const count = (number) => String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** Returns a number with its noun: `1 host`, `6 hosts`, `1 topology`. */
const counted = (number, plural) =>
  `${count(number)} ${number === 1 ? plural.replace(/ies$/, 'y').replace(/s$/, '') : plural}`;

/** Returns a Markdown table whose first `words` columns hold text and the others numbers. */
const table = (head, rows, words = 2) => [
  `| ${head.join(' | ')} |`,
  `| ${head.map((_, index) => (index < words ? '---' : '--:')).join(' | ')} |`,
  ...rows.map((row) => `| ${row.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`),
];

/** The parts of the page: a heading, a text, and the condition under which the part is complete. */
export const parts = {
  engine: {
    title: 'Real Engines',
    text: 'Topologies are deployed on an Engine of their own, each container is asked, and every answer is compared with the prediction. Fixed topologies come first, then random ones by the seed.',
  },
  firewall: {
    title: "Under a machine's firewall",
    text: 'Random rules of a person, and the rules that `bulkhead firewall` writes, are applied beside those of the Engine, and all is asked again.',
  },
  'ways-in': {
    title: 'Ways in',
    text: 'Requests to real proxies beside what `bulkhead ask` says of them.',
  },
  compose: {
    title: 'Docker Compose',
    text: 'The model of each file beside what `docker compose config` prints, and files after edits.',
  },
  kubernetes: {
    title: 'Kubernetes',
    text: 'What `export --to kubernetes` writes, judged by a second evaluation of network policies that knows nothing of how it is written.',
  },
  times: {
    title: 'Times',
    text: 'One process for each file and tool, in turn, on the machine below. The load of the machine is that of the run; ratios, the median of those of each file, hold better than milliseconds.',
  },
};

/** The Engine that page and command predict by default. */
export const predicted = '29';

/** Returns a sentence about the predicted and the measured Engine; `docs` is the path to the folder of the pages. */
const engines = (docs) =>
  `The page and the command predict Docker Engine ${predicted} unless another one is chosen (\`--engine 26.1.5\`). A run measures the Engines of its machine, each beside the prediction for that very release; what is known of ${predicted}, and of the others, was measured on them by rule: _m${predicted}_ in [what Docker does](${docs}semantics.md).`;

/** Returns the page as Markdown. */
export function proofPage(proof) {
  const lines = [
    '# What was measured',
    '',
    '<!-- Written by npm run proof. Do not edit. -->',
    '',
    'This page is made by `npm run proof` from its own runs. _Equal_ are facts that were predicted and measured the same, _different_ those that were not, _unknown_ those of which the model says that it does not know: they count as nothing. `docs/proof.json` in the repository has the same as data.',
    '',
    engines(''),
    '',
  ];
  for (const [name, { title, text }] of Object.entries(parts)) {
    lines.push(`## ${title}`, '', text, '', ...partLines(name, proof.parts[name]), '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

const begin = '<!-- proof: begin -->';
const end = '<!-- proof: end -->';

/** Returns `readme` with the totals of the measured facts between its two markers: a row for each program, and the times. */
export function withSummary(readme, proof) {
  const sums = new Map();
  for (const { lines = [] } of Object.values(proof.parts))
    for (const { on, equal, different, unknown, skipped } of lines) {
      if (skipped !== undefined) continue;
      const sum = sums.get(on) ?? [0, 0, 0];
      sums.set(on, [sum[0] + equal, sum[1] + different, sum[2] + unknown]);
    }
  const rows = [...sums].map(([on, facts]) => [on, ...facts.map(count)]);
  const { times } = proof.parts;
  const ratios = times?.rows
    ?.filter(({ ratio }) => ratio !== 1)
    .map(({ tool, ratio }) => `${tool} ${ratio.toFixed(2)}`)
    .join(', ');
  const lines = [
    ...table(['measured on', 'equal', 'different', 'unknown'], rows, 1),
    ...(ratios === undefined
      ? []
      : [
          '',
          `Times of one process over ${times.files} files${times.from === undefined ? '' : ' of public collections'}, where \`bulkhead check\` is 1: ${ratios}.`,
        ]),
    '',
    engines('docs/'),
    '',
    'Every line with its seeds and the command that repeats it: [the proof](docs/proof.md), made by `npm run proof`.',
  ];
  const [before, after] = [readme.indexOf(begin), readme.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`README has no ${begin} … ${end}`);
  return `${readme.slice(0, before + begin.length)}\n\n${lines.join('\n')}\n\n${readme.slice(after)}`;
}

function partLines(name, part) {
  if (part === undefined) return ['Not run yet.'];
  const { date, commit, command, seconds, machine } = part;
  const about = `Run on ${date} at ${commit}, ${count(seconds)} seconds, on ${machine.cores} cores (${machine.cpu}), Node ${machine.node}, load ${machine.load}:`;
  const again = [about, '', '```sh', command, '```'];
  if (part.skipped !== undefined) return [`Not run: ${part.skipped}`, '', ...again];
  if (name === 'times') return [...timeLines(part), '', ...again];
  return [...factLines(part), '', ...again];
}

function factLines({ lines, passed, failed }) {
  const tests = `${counted(passed, 'tests')} passed, ${count(failed)} failed.`;
  if (lines.length === 0) return [tests];
  const measured = lines.filter(({ skipped }) => skipped === undefined);
  const rows = measured.map(({ on, what, cases, equal, different, unknown }) => [
    on,
    what,
    counted(cases.count, cases.of),
    ...[equal, different, unknown].map(count),
  ]);
  const seeds = [...new Set(lines.map(({ seed }) => seed))].join(', ');
  const notes = lines.flatMap(({ on, what, note, skipped }) => [
    ...(note ? [`- ${on}, ${what}: ${note}.`] : []),
    ...(skipped ? [`- ${on}, ${what}: not measured, ${skipped}.`] : []),
  ]);
  return [
    ...table(['on', 'what', 'cases', 'equal', 'different', 'unknown'], rows),
    '',
    ...(notes.length === 0 ? [] : [...notes, '']),
    `Seed ${seeds}. ${tests}`,
  ];
}

function timeLines({ files, from, rows, version }) {
  const cells = rows.map(({ tool, files: over = files, median, ratio, failed }) => [
    tool,
    `${over} files`,
    median.toFixed(0),
    ratio.toFixed(2),
    failed,
  ]);
  return [
    ...(from === undefined ? [] : [`The files are spread over ${from}.`, '']),
    ...table(['tool', 'over', 'median ms', 'times bulkhead check', 'files that it does not take'], cells),
    '',
    `\`bulkhead --version\` takes ${version.ratio.toFixed(2)} × bare Node (${version.command.toFixed(0)} and ${version.node.toFixed(0)} ms, medians of ${version.rounds}).`,
  ];
}
