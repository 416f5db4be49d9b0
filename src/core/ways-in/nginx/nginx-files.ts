// The files that nginx reads: mounted ones, those of the image, those generated from templates, and their includes.

import type { Service } from '../../compose/topology.ts';
import { textBefore } from '../../text/cut.ts';
import { unknownFileReason } from '../files/config-file.ts';
import type { ContainerFiles } from '../files/container-files.ts';
import { inContainer } from '../files/container-path.ts';
import type { Directive } from '../files/directive.ts';
import { globMatcher, isGlob } from '../files/glob.ts';
import { matchingFiles, textAt } from '../files/matching-files.ts';
import { giveUp, maxTextLength } from '../limits.ts';
import { type ConfigText, placeText } from '../places.ts';
import type { Variables, WaysContext } from '../ways-context.ts';
import { readNginx } from './nginx-words.ts';

/** The directives of nginx, or a sentence: `ends` when nginx refuses them and exits, `unknown` when they cannot be known. */
export type NginxFiles =
  | { readonly kind: 'read'; readonly directives: readonly Directive[]; readonly stock: boolean }
  | { readonly kind: 'ends'; readonly because: string }
  | { readonly kind: 'unknown'; readonly because: string };

const stockMain = `user nginx;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  include /etc/nginx/conf.d/*.conf;
}
`;

const stockSite = (port: number): string => `server {
  listen ${port};
  server_name localhost;
  location / { root /usr/share/nginx/html; index index.html index.htm; }
  error_page 500 502 503 504 /50x.html;
  location = /50x.html { root /usr/share/nginx/html; }
}
`;

/** Files of the image without servers. */
const harmless =
  /^\/etc\/nginx\/(?:mime\.types|fastcgi_params|fastcgi\.conf|uwsgi_params|scgi_params|modules-enabled\/.*)$/;

const maxDirectives = 50_000;
const maxDepth = 20;

export function readNginxFiles(waysContext: WaysContext, service: Service): NginxFiles {
  const files = waysContext.files(service);
  const image = imageOf(service);
  const main = mainPath(service);
  const found = files.at(main);
  if (found.kind === 'unread' || (found.kind !== 'text' && image === null))
    return { kind: 'unknown', because: unknownFileReason(found, main, service) };
  if (found.kind === 'absent') return { kind: 'ends', because: `${main} is not there.` };
  const variables = waysContext.variables(service);
  const made = image === null ? new Map<string, ConfigText>() : madeFromTemplates(files, variables);
  if (typeof made === 'string') return { kind: 'unknown', because: made };
  const site = '/etc/nginx/conf.d/default.conf';
  const ownConfigText: ConfigText | null =
    image === null ? null : { file: `${service.image ?? 'nginx'}:${site}`, text: stockSite(image) };
  const context: Context = {
    files,
    made,
    stock:
      ownConfigText && files.at(site).kind === 'image' && !made.has(site)
        ? new Map([[site, ownConfigText]])
        : new Map(),
    left: maxDirectives,
    problem: null,
  };
  const text =
    found.kind === 'text' ? found : { file: `${service.image ?? 'nginx'}:${main}`, text: stockMain };
  const directives = readInto(context, text, 0);
  if (context.problem) return context.problem;
  return { kind: 'read', directives, stock: image !== null };
}

/** Returns the port of the welcome page of an official image; null for other images. */
function imageOf({ image, hasBuild }: Service): number | null {
  if (hasBuild || image === null) return null;
  const name = textBefore(image, '@')
    .replace(/:[^/:]*$/, '')
    .replace(/^docker\.io\//, '')
    .replace(/^library\//, '');
  if (name === 'nginx') return 80;
  return name === 'nginxinc/nginx-unprivileged' || name === 'nginx/nginx-unprivileged' ? 8080 : null;
}

/** The paths of the main file in other images. */
const otherMains: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)swag(?::|@|$)/, '/config/nginx/nginx.conf'],
  [/(?:^|\/)openresty(?::|@|$)/, '/usr/local/openresty/nginx/conf/nginx.conf'],
];

function mainPath({ command, image }: Service): string {
  const named = /(?:^|\s)-c\s*(\/\S+)/.exec(command ?? '')?.[1];
  return named ?? otherMains.find(([pattern]) => pattern.test(image ?? ''))?.[1] ?? '/etc/nginx/nginx.conf';
}

interface Context {
  readonly files: ContainerFiles;
  readonly made: ReadonlyMap<string, ConfigText>;
  readonly stock: ReadonlyMap<string, ConfigText>;
  left: number;
  problem: NginxFiles | null;
}

function readInto(context: Context, text: ConfigText, depth: number): readonly Directive[] {
  const read = readNginx(text);
  if (!read.ok) {
    context.problem ??= { kind: 'ends', because: `nginx refuses ${text.file}:${read.line}.` };
    return [];
  }
  return expand(context, read.directives, depth);
}

function expand(context: Context, directives: readonly Directive[], depth: number): readonly Directive[] {
  return directives.flatMap((directive): readonly Directive[] => {
    if (context.problem) return [];
    if (--context.left < 0 || depth > maxDepth) {
      const because = `${placeText(directive.place)}: the configuration of nginx exceeds the size limit.`;
      context.problem = { kind: 'unknown', because };
      return [];
    }
    if (directive.name !== 'include' || directive.block !== null) {
      const { block } = directive;
      return [block ? { ...directive, block: expand(context, block, depth) } : directive];
    }
    return included(context, directive).flatMap((text) => readInto(context, text, depth + 1));
  });
}

function included(context: Context, { args: [pattern = ''], place }: Directive): readonly ConfigText[] {
  const whole = inContainer(pattern.startsWith('/') ? pattern : `/etc/nginx/${pattern}`);
  const includePlace = placeText(place);
  if (harmless.test(whole) && context.files.at(whole).kind === 'image') return [];
  const mounted = matchingFiles(context.files, whole);
  if (typeof mounted === 'string') {
    context.problem ??= { kind: 'unknown', because: `${includePlace}: ${mounted}` };
    return [];
  }
  const fits = isGlob(whole) ? globMatcher(whole, 'path') : (path: string) => path === whole;
  const texts = new Map<string, ConfigText>();
  for (const [path, text] of [...context.stock, ...context.made]) if (fits(path)) texts.set(path, text);
  for (const { path, ...text } of mounted) texts.set(path, text);
  if (texts.size === 0 && !isGlob(whole)) {
    const unknown = context.files.at(whole).kind === 'image';
    const because = `${includePlace} includes ${whole}, which is not there.`;
    context.problem ??= { kind: unknown ? 'unknown' : 'ends', because };
  }
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
}

/** Returns the files that the official image generates from templates at start-up; only set variables are expanded. */
function madeFromTemplates(
  files: ContainerFiles,
  { values, unknown, unread }: Variables,
): ReadonlyMap<string, ConfigText> | string {
  const folder = values.get('NGINX_ENVSUBST_TEMPLATE_DIR') ?? '/etc/nginx/templates';
  const suffix = values.get('NGINX_ENVSUBST_TEMPLATE_SUFFIX') ?? '.template';
  const into = values.get('NGINX_ENVSUBST_OUTPUT_DIR') ?? '/etc/nginx/conf.d';
  const made = new Map<string, ConfigText>();
  const listed = files.below(folder, true);
  if (listed.kind === 'unread') return listed.why;
  if (listed.kind === 'image') return made;
  for (const path of listed.paths) {
    if (!path.endsWith(suffix)) continue;
    const found = textAt(files, path);
    if (typeof found === 'string') return found;
    const open = [...unknown].find(
      (name) => found.text.includes(`$${name}`) || found.text.includes(`\${${name}}`),
    );
    if (open !== undefined) return `${open} has no value in these files, and ${found.file} uses it.`;
    if (unread !== null && found.text.includes('$'))
      return `${unread} is not read, and ${found.file} may use it.`;
    let length = 0;
    const text = found.text.replace(
      /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g,
      (whole, a, b) => {
        const value = values.get(a ?? b) ?? whole;
        length += value.length;
        if (length > maxTextLength) giveUp(`${found.file} exceeds the size limit.`);
        return value;
      },
    );
    made.set(into + path.slice(folder.length, path.length - suffix.length), { file: found.file, text });
  }
  return made;
}
