// `npm run vsix`: the extension for VS Code as dist/bulkhead-VERSION.vsix, out of the built command. A .vsix is a zip with two
// descriptions in it; the tool of the editor's makers that packs one asks for a newer Node than this project.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { runCommand } from './run-command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'editors', 'vscode');
const cli = join(root, 'dist', 'cli');
const page = join(root, 'dist', 'page');
const built = join(root, 'dist', 'vscode');

for (const needed of [join(cli, 'bulkhead.js'), join(page, 'index.html')]) {
  if (existsSync(needed)) continue;
  console.error(`${relative(root, needed)} is not there. Run npm run build first.`);
  process.exit(1);
}
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
const code = await runCommand(process.execPath, [vite, 'build', '--config', join(source, 'vite.config.ts')], {
  cwd: root,
});
if (code !== 0) process.exit(code);

const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
// The sources are modules; what is packed is none.
const { type: _, ...shipped } = { ...manifest, version };

/** @param {string} text */
function escaped(text) {
  return text.replace(/[<>&"]/g, (one) => `&#${one.charCodeAt(0)};`);
}

const vsixManifest = `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${manifest.name}" Version="${version}" Publisher="${manifest.publisher}" />
    <DisplayName>${escaped(manifest.displayName)}</DisplayName>
    <Description xml:space="preserve">${escaped(manifest.description)}</Description>
    <Tags>${escaped(manifest.keywords.join(','))}</Tags>
    <Categories>${escaped(manifest.categories.join(','))}</Categories>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${escaped(manifest.engines.vscode)}" />
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace" />
    </Properties>
    <License>extension/LICENSE.txt</License>
    <Icon>extension/icon.png</Icon>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code" />
  </Installation>
  <Dependencies />
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true" />
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true" />
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true" />
    <Asset Type="Microsoft.VisualStudio.Services.Icons.Default" Path="extension/icon.png" Addressable="true" />
  </Assets>
</PackageManifest>
`;

const types = {
  cjs: 'application/javascript',
  css: 'text/css',
  html: 'text/html',
  js: 'application/javascript',
  json: 'application/json',
  md: 'text/markdown',
  png: 'image/png',
  txt: 'text/plain',
  woff2: 'font/woff2',
  vsixmanifest: 'text/xml',
};
const contentTypes = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
${Object.entries(types)
  .map(([extension, type]) => `  <Default Extension=".${extension}" ContentType="${type}" />`)
  .join('\n')}
</Types>
`;

/** @type {Record<string, Uint8Array>} */
const files = {
  'extension.vsixmanifest': strToU8(vsixManifest),
  '[Content_Types].xml': strToU8(contentTypes),
  'extension/package.json': strToU8(`${JSON.stringify(shipped, null, 2)}\n`),
  'extension/extension.cjs': readFileSync(join(built, 'extension.cjs')),
  'extension/third-party-notices.txt': readFileSync(join(built, 'third-party-notices.txt')),
  'extension/icon.png': readFileSync(join(source, 'icon.png')),
  'extension/README.md': readFileSync(join(source, 'README.md')),
  'extension/LICENSE.txt': readFileSync(join(root, 'LICENSE')),
  // The command is a module, whatever the extension is.
  'extension/cli/package.json': strToU8('{ "type": "module" }\n'),
};
/** In a webview nothing is installed: the worker that keeps the page for later, and what it needs. */
const ofTheWeb =
  /^(?:sw\.js|workbox-[^/]+\.js|manifest\.webmanifest|theme\.js|bulkhead-maskable\.svg|bulkhead\.svg)$/;
for (const [name, folder] of Object.entries({ cli, page })) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const inside = relative(folder, path).split(sep).join('/');
    if (name === 'page' && ofTheWeb.test(inside)) continue;
    files[`extension/${name}/${inside}`] = readFileSync(path);
  }
}
// The same content gives the same bytes.
const packed = zipSync(files, { level: 9, mtime: new Date('2020-01-01T00:00:00') });
mkdirSync(join(root, 'dist'), { recursive: true });
const target = join(root, 'dist', `bulkhead-${version}.vsix`);
writeFileSync(target, packed);
console.log(
  `${relative(root, target)}: ${Object.keys(files).length} files, ${Math.round(packed.length / 1024)} kB`,
);
