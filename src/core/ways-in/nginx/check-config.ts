// Configurations at which nginx exits: repeated directives that may occur once, and unknown directives.

import type { Directive } from '../files/directive.ts';
import { placeText } from '../places.ts';

/** Directives that a block may contain only once. */
const uniqueDirectives: ReadonlySet<string> = new Set([
  'root',
  'alias',
  'auth_basic',
  'auth_basic_user_file',
  'auth_request',
  'satisfy',
  'proxy_pass',
  'fastcgi_pass',
  'uwsgi_pass',
  'try_files',
  'internal',
  'resolver',
  'client_max_body_size',
  'sendfile',
  'default_type',
  'proxy_connect_timeout',
  'proxy_read_timeout',
  'proxy_send_timeout',
  'proxy_http_version',
  'proxy_buffering',
  'proxy_redirect_errors',
  'keepalive_timeout',
  'server_tokens',
  'autoindex',
  'gzip',
  'absolute_redirect',
  'port_in_redirect',
  'server_name_in_redirect',
  'proxy_intercept_errors',
  'proxy_pass_request_body',
  'real_ip_header',
  'client_body_timeout',
  'tcp_nopush',
  'etag',
  'charset',
  'resolver_timeout',
  'types_hash_max_size',
]);

/** Directives of nginx by the start of their names, and others by full name. */
const prefixes =
  /^(?:fastcgi|uwsgi|scgi|grpc|memcached|ssl|gzip|brotli|client|http2|http3|quic|limit|add|auth_jwt|access_log|open_file|log|map|types|worker|zstd|mirror|sub|xslt|image_filter|dav|mp4|flv|hls|perl|js|geoip|geo|split|random|userid|valid|secure|set_real|real|resolver|server_names|variables|large|keepalive|send|reset|tcp|ignore|lingering|merge|msie|output|postpone|recursive|directio|aio|uninitialized|ssi|charset|browser|modern|ancient|stub|status|api|zone|hash|ip_hash|health|queue|sticky|ntlm|least|thread|timer|pcre|debug|lock|master|daemon|env|accept|multi|use|user|pid|error|load|events|http|stream|mail|server|location|upstream|listen|include|if|set|return|rewrite|break|root|alias|index|try|allow|deny|satisfy|internal|expires|etag|default|autoindex|sendfile|chunked|connection|disable|empty|max|min|override|port|absolute|read|request|underscores|early|state|resolve|match|preread|pool|off|on|post|subrequest|absolute_redirect|slice|otel|limit_except)(?:_[a-z0-9_]+)?$/;

const ownNames =
  /^(?:auth_(?:basic|basic_user_file|request|request_set|delay)|proxy_(?:bind|buffer_size|buffering|buffers|busy_buffers_size|cache\w*|connect_timeout|cookie_(?:domain|flags|path)|download_rate|force_ranges|half_close|headers_hash_\w+|hide_header|http_version|ignore_client_abort|ignore_headers|intercept_errors|limit_rate|max_temp_file_size|method|next_upstream\w*|no_cache|pass|pass_header|pass_request_body|pass_request_headers|pass_trailers|protocol\w*|read_timeout|redirect|request_buffering|requests|responses|send_lowat|send_timeout|session_drop|set_body|set_header|socket_keepalive|ssl\w*|store\w*|temp_\w+|timeout|upload_rate))$/;

/** Returns a sentence when nginx refuses the configuration; null when no problem is found. */
export function refusalReason(directives: readonly Directive[], inside = 'main'): string | null {
  const seen = new Set<string>();
  for (const { name, args, block, place } of directives) {
    const at = placeText(place);
    if (uniqueDirectives.has(name) && seen.has(name)) return `${at}: ${name} is there twice.`;
    seen.add(name);
    if (block === null || freeBlocks.has(name)) continue;
    const here = name === 'location' ? `location ${args.join(' ')}` : name;
    const found = refusalReason(block, here);
    if (found !== null) return found;
  }
  const pass = directives.find(({ name }) => name === 'proxy_pass');
  const whole = pass?.args[0] ?? '';
  const takesNoPath = /^location (?:~|@)/.test(inside) || inside === 'if' || inside === 'limit_except';
  if (pass && takesNoPath && !whole.includes('$') && /^https?:\/\/[^/]+\//.test(whole))
    return `${placeText(pass.place)}: proxy_pass has a path where it may have none.`;
  return null;
}

/** Blocks whose lines are not directives. */
const freeBlocks: ReadonlySet<string> = new Set([
  'map',
  'geo',
  'types',
  'split_clients',
  'charset_map',
  'match',
]);

/** Returns the first directive with an unknown name; null when all are known. */
export function unknownName(directives: readonly Directive[]): Directive | null {
  for (const directive of directives) {
    if (!prefixes.test(directive.name) && !ownNames.test(directive.name)) return directive;
    if (directive.block === null || freeBlocks.has(directive.name)) continue;
    const found = unknownName(directive.block);
    if (found !== null) return found;
  }
  return null;
}
