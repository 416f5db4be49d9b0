// `node scripts/release/published-lines.mjs --owner NAME [--package NAME]`, before the first release and for each new version: what people read about where to get
// Bulkhead. Until then pages name what works from the repository, since a package or image that is not published may be anybody's. Each place is between
// two marks (`published: NAME`), so that a later run finds it again.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The placeholder for the account in `repository` of package.json, used nowhere else. */
export const unknownOwner = 'OWNER';

const workflow = ({ owner, version }, inputs) => `\`\`\`yaml
name: compose
on: [pull_request]
permissions: { contents: read, security-events: write }
jobs:
  bulkhead:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ${owner}/bulkhead@v${version}
${inputs}\`\`\``;

/** The texts for a published package, by file and place. `name` is the name of the package. */
export const published = {
  'README.md': {
    try: ({
      owner,
      name,
    }) => `- **Node 20.19 or later**: \`npx ${name} check\` beside a compose file, \`npx ${name} open\` for the picture.
- **Docker**: \`docker run --rm -i ghcr.io/${owner}/bulkhead check - < compose.yaml\`.
- **From this repository**: \`npm start\` opens the page (drop a \`compose.yaml\`, or _See a sample_), \`npm test\` runs all tests.`,
  },
  'docs/index.md': {
    machine: ({ name }) =>
      `- **On your machine**: \`npx ${name} open compose.yaml\`, with Node 20.19 or later.`,
  },
  'docs/install.md': {
    where: ({ owner, name }) => `| as | by |
| --- | --- |
| a command of Node, 20.19 or later | \`npm install --global ${name}\`, or \`npx ${name}\` for one call |
| [\`docker bulkhead\`](#a-plugin-of-the-docker-command) | \`bulkhead install-plugin\` |
| [a container](#a-container) | \`ghcr.io/${owner}/bulkhead\`; the page of a server: [serve.md](serve.md) |
| [Homebrew, Scoop](#homebrew-and-scoop) | the formula and the manifest of a release |
| [an extension of VS Code](editors.md) | the \`.vsix\` of a release |
| [an action of GitHub, a template for GitLab](ci.md) | \`action.yml\`, \`deploy/gitlab-ci.yml\` |
| [a library](library.md) | \`import { openProject, check } from '${name}'\` |`,
  },
  'docs/ci.md': {
    action: (facts) =>
      workflow(facts, '        with:\n          files: |\n            stacks\n          fail-on: warning\n'),
    hooks: ({ owner, version }) => `\`\`\`yaml
repos:
  - repo: https://github.com/${owner}/bulkhead
    rev: v${version}
    hooks:
      - id: bulkhead-fix
      - id: bulkhead-check
        args: [--fail-on, warning]
\`\`\``,
    'local-hook': ({ name, version }) => `\`\`\`yaml
repos:
  - repo: local
    hooks:
      - id: bulkhead-check
        name: bulkhead check
        entry: bulkhead check --each --environment none
        language: node
        additional_dependencies: ["${name}@${version}"]
        files: (^|/)(docker-)?compose[^/]*\\.ya?ml$
        require_serial: true
\`\`\``,
  },
  'docs/how-to/pull-requests.md': {
    action: (facts) => workflow(facts, '        with: { files: stacks, fail-on: warning }\n'),
  },
  'SECURITY.md': {
    report: ({ owner }) =>
      `Report a weakness in private: open a security advisory at <https://github.com/${owner}/bulkhead/security/advisories/new>. Do not open an issue for it.`,
  },
  '.github/ISSUE_TEMPLATE/config.yml': {
    security: ({ owner }) => `contact_links:
  - name: A weakness in security
    url: https://github.com/${owner}/bulkhead/security/advisories/new
    about: Please report it in private, as SECURITY.md says.`,
  },
  'deploy/gitlab-ci.yml': {
    package: ({ name, version }) => `    BULKHEAD_PACKAGE: "${name}@${version}"`,
  },
};

/** Returns the markers of a place as comments of the file's format. */
function marksOf(file, place) {
  return file.endsWith('.md')
    ? [`<!-- published: ${place} -->\n\n`, `\n\n<!-- /published: ${place} -->`]
    : [`# published: ${place}\n`, `# /published: ${place}`];
}

/** Returns the text of `file` with the published passages in place. Throws when a marker is missing. */
export function publishedText(file, text, facts) {
  return Object.entries(published[file]).reduce((before, [place, say]) => {
    const [begin, end] = marksOf(file, place);
    const from = before.indexOf(begin);
    const to = before.indexOf(end, from + begin.length - 1);
    if (from < 0 || to < 0) throw new Error(`${file}: the marks of ${place} are not there. Put them back.`);
    const said = say(facts);
    if (file.endsWith('.md')) return `${before.slice(0, from + begin.length)}${said}${before.slice(to)}`;
    const indent = /[ \t]*$/.exec(before.slice(0, to))?.[0] ?? '';
    return `${before.slice(0, from + begin.length)}${said}\n${indent}${before.slice(to)}`;
  }, text);
}

/** Returns package.json for a package of this owner with this name. */
export function publishedManifest(manifest, { owner, name }) {
  const url = manifest.repository.url.replace(/(github\.com\/)[^/]+\//, `$1${owner}/`);
  return { ...manifest, name, repository: { ...manifest.repository, url } };
}

/** Returns the name for the package: its own while it is free in the registry, otherwise a name in the owner's scope. */
export function freeName(owner, repository, view) {
  const there = view('bulkhead');
  const own = repository.replace(unknownOwner, owner);
  return there === null || there === own ? 'bulkhead' : `@${owner.toLowerCase()}/bulkhead`;
}

/** Returns the repository of a package in the registry: null without such a package, '' when it names none. */
function viewed(name) {
  const { status, stdout, stderr } = spawnSync('npm', ['view', name, 'repository.url'], { encoding: 'utf8' });
  if (status === 0) return stdout.trim();
  if (/E404/.test(stderr)) return null;
  throw new Error(`npm view ${name}: ${stderr.trim()}`);
}

function publish() {
  const { values } = parseArgs({ options: { owner: { type: 'string' }, package: { type: 'string' } } });
  const { owner } = values;
  if (owner === undefined || owner === unknownOwner || !/^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/.test(owner))
    throw new Error('--owner NAME: the account of the repository, as GitHub has it.');
  const manifestFile = join(root, 'package.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const name = values.package ?? freeName(owner, manifest.repository.url, viewed);
  const facts = { owner, name, version: manifest.version };
  for (const file of Object.keys(published)) {
    const path = join(root, file);
    writeFileSync(path, publishedText(file, readFileSync(path, 'utf8'), facts));
  }
  writeFileSync(manifestFile, `${JSON.stringify(publishedManifest(manifest, facts), null, 2)}\n`);
  process.stdout.write(`${name} of ${owner}: ${Object.keys(published).join(', ')}, package.json\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) publish();
