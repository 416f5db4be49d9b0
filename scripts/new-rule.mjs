// `node scripts/new-rule.mjs CN514 some-slug`: a new rule with its examples. What it writes fails its own tests until the rule says what it
// means.

import { readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../src/core/rules/', import.meta.url));
const [id = '', slug = ''] = process.argv.slice(2);

function refuse(message) {
  console.error(message);
  process.exit(2);
}

if (!/^CN\d{3}$/.test(id) || !/^[a-z][a-z0-9-]*$/.test(slug)) {
  refuse(
    'usage: node scripts/new-rule.mjs CNNNN some-slug, with a number that is free and a slug in kebab case',
  );
}
const name = id.toLowerCase();
const taken = readdirSync(folder).find((file) => file.startsWith(`${name}-`));
if (taken !== undefined) refuse(`${id} is ${taken}; numbers are never used twice`);

const file = `${name}-${slug}.ts`;
writeFileSync(
  folder + file,
  `// ${id}. Owns: say what it reports, and which rule reports what lies beside it.

import type { Rule } from '../findings/finding.ts';

export const rule: Rule = {
  id: '${id}',
  slug: '${slug}',
  title: '',
  why: '',
  severity: 'warning',
  source: '',
  *checkService({ service }) {
    if (service.name === '') yield { subjects: [], message: '', at: [], evidence: [] };
  },
};
`,
);

// Two examples or more of either kind, parted by a line `---`.
for (const kind of ['invalid', 'valid']) writeFileSync(`${folder}${name}.${kind}.yaml`, 'services: {}\n');

console.log(`src/core/rules/${file}
Next: say title, why, source, and examples in ${name}.invalid.yaml and ${name}.valid.yaml; then
  npm run test:unit -- src/core/rules
  node scripts/rule-pages.mjs`);
