// What a release needs beside the package: the owner of the repository, and images and actions that are named by what they hold. What is wrong is said in words,
// with what to do; nobody invents a digest.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { published, publishedText, unknownOwner } from './published-lines.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The files that use actions or images of others. */
const files = [
  '.github/workflows/ci.yml',
  '.github/workflows/release.yml',
  'action.yml',
  'deploy/Containerfile',
  'deploy/Containerfile.release',
  'deploy/bridge/Containerfile',
  'deploy/compose.yaml',
  'deploy/compose.docker.yaml',
  'deploy/gitlab-ci.yml',
];

/** Returns the faults of the repository; none when it may be released. */
export function publishingFaults() {
  const read = (file) => readFileSync(join(root, file), 'utf8');
  const manifest = JSON.parse(read('package.json'));
  return [...ownerFaults(manifest, read), ...files.flatMap((file) => pinFaults(file, read(file)))];
}

const remedy = 'Run node scripts/release/published-lines.mjs --owner NAME, and commit what it writes.';

/** Returns the remaining placeholders and the mentions of another version; `read` returns the text of a file. */
export function ownerFaults({ name, version, repository }, read) {
  const owner = /github\.com\/([^/]+)\//.exec(repository?.url ?? '')?.[1] ?? unknownOwner;
  if (owner === unknownOwner) return [`package.json: the repository has no owner yet. ${remedy}`];
  return Object.keys(published)
    .filter((file) => publishedText(file, read(file), { owner, name, version }) !== read(file))
    .map((file) => `${file}: it does not say what is published as ${name} ${version} by ${owner}. ${remedy}`);
}

/** Returns the actions not pinned by commit and the images not pinned by digest; images built here have names without a registry. */
export function pinFaults(file, text) {
  const actions = [...text.matchAll(/^\s*(?:- )?uses: (\S+)/gm)]
    .map(([, named]) => named)
    .filter((named) => !named.startsWith('./') && !/@[0-9a-f]{40}$/.test(named))
    .map(
      (named) =>
        `${file}: the action ${named} is named by a tag, which can be moved. Look up its commit (git ls-remote https://github.com/${named.split('@')[0].split('/').slice(0, 2).join('/')}) and write @COMMIT # TAG.`,
    );
  const images = [...text.matchAll(/^(?:ARG \w+_IMAGE=|\s*image: )(\S+)/gm)]
    .map(([, named]) => named)
    .filter((named) => /[:/]/.test(named) && !/@sha256:[0-9a-f]{64}$/.test(named))
    .map(
      (named) =>
        `${file}: the image ${named} is named by a tag, which can be moved. Look up its digest (docker buildx imagetools inspect ${named}) and write ${named}@sha256:DIGEST.`,
    );
  return [...actions, ...images];
}
