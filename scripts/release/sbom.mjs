// `node scripts/release/sbom.mjs`, after a build: what is bundled, as dist/bulkhead.cdx.json (CycloneDX), which the package contains. npm writes it; of
// its list those stay whose code is in the build, as the notices of third parties name them.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Returns `name@version` of each package named in the notices of a part of the build. */
export function bundledPackages(notices) {
  return [...notices.matchAll(/^-{78}\n\n(\S+) (\S+) \(.+\)$/gm)].map(
    ([, name, version]) => `${name}@${version}`,
  );
}

/** Returns the list reduced to the packages in `bundled` and their dependencies on each other. */
export function bundledAlone(list, bundled) {
  const named = ({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`;
  const components = list.components.filter((one) => bundled.has(named(one)) || bundled.has(one['bom-ref']));
  const kept = new Set(components.map((one) => one['bom-ref']));
  const { component } = list.metadata;
  const dependencies = list.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));
  return {
    ...list,
    // npm calls it as its folder is called.
    metadata: { ...list.metadata, component: { ...component, name: 'bulkhead' } },
    components,
    dependencies: [{ ref: component['bom-ref'], dependsOn: [...kept] }, ...dependencies],
  };
}

/** Writes the list. */
export function writeSbom() {
  const { status, stdout, stderr } = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`npm sbom: ${stderr}`);
  const notices = ['cli', 'page'].map((part) =>
    readFileSync(join(root, `dist/${part}/third-party-notices.txt`), 'utf8'),
  );
  const list = bundledAlone(JSON.parse(stdout), new Set(notices.flatMap(bundledPackages)));
  writeFileSync(join(root, 'dist/bulkhead.cdx.json'), `${JSON.stringify(list, null, 1)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeSbom();
