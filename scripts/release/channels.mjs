// `node scripts/release/channels.mjs [ARCHIVE]`: the Homebrew formula and the Scoop manifest of a version as dist/release/bulkhead.rb and
// dist/release/bulkhead.json, out of the packed package. Without ARCHIVE it is packed first. Both fetch the archive from the release of the repository.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packPackage } from './package.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Returns the data that both manifests contain: the version, the address of the archive and its checksum. */
export function channelFacts({ version, description, homepage, repository, license }, archive, name) {
  const source = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
  return {
    version,
    description,
    homepage: (homepage || source).replace(/#.*$/, ''),
    license,
    source,
    url: `${source}/releases/download/v${version}/${name}`,
    sha256: createHash('sha256').update(archive).digest('hex'),
  };
}

/** Returns the description cut at a comma to the 80 characters that Homebrew allows. */
function shortened(text) {
  return text.length < 80 ? text : text.slice(0, text.lastIndexOf(',', 79));
}

const inRuby = (text) => `"${text.replace(/[\\"#]/g, '\\$&')}"`;

/** Returns the formula for Homebrew: the command, its manual page, completions, and the plugin of the docker command. */
export function homebrewFormula({ description, homepage, url, sha256, license }) {
  return `# Made by scripts/release/channels.mjs.
class Bulkhead < Formula
  desc ${inRuby(shortened(description))}
  homepage ${inRuby(homepage)}
  url ${inRuby(url)}
  sha256 ${inRuby(sha256)}
  license ${inRuby(license)}

  depends_on "node"

  def install
    libexec.install Dir["*"]
    command = libexec/"dist/cli/bulkhead.js"
    bin.install_symlink command => "bulkhead"
    (lib/"docker/cli-plugins").install_symlink command => "docker-bulkhead"
    man1.install_symlink libexec/"man/bulkhead.1"
    generate_completions_from_executable(bin/"bulkhead", "completion", shells: [:bash, :zsh, :fish])
  end

  test do
    (testpath/"compose.yaml").write "services: { web: { image: nginx, ports: ['80:80'] } }"
    assert_match "1 of 1 reachable from outside", shell_output("#{bin}/bulkhead badge")
  end
end
`;
}

/** Returns the manifest for Scoop. */
export function scoopManifest({ version, description, homepage, url, sha256, license, source }) {
  const manifest = {
    version,
    description,
    homepage,
    license,
    depends: 'nodejs-lts',
    url,
    hash: sha256,
    extract_dir: 'package',
    // Windows starts no script by its first line.
    pre_install:
      'Set-Content "$dir\\bulkhead.cmd" \'@node -- "%~dp0dist\\cli\\bulkhead.js" %*\' -Encoding ascii',
    bin: 'bulkhead.cmd',
    checkver: { github: source },
    autoupdate: { url: `${source}/releases/download/v$version/bulkhead-$version.tgz` },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Writes both for a packed archive; the address that they fetch it from. */
export function writeChannels(archive) {
  const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const facts = channelFacts(about, readFileSync(archive), basename(archive));
  const folder = join(root, 'dist', 'release');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'bulkhead.rb'), homebrewFormula(facts));
  writeFileSync(join(folder, 'bulkhead.json'), scoopManifest(facts));
  return facts.url;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , given] = process.argv;
  const packed = given === undefined ? packPackage() : null;
  try {
    const url = writeChannels(given ?? packed.archive);
    process.stdout.write(`dist/release/bulkhead.rb, dist/release/bulkhead.json: ${url}\n`);
  } finally {
    packed?.remove();
  }
}
