// The script that puts rules in place, and takes them away again. It holds no text of the compose file but names that were looked at.

import { ruleComment } from '../quote/comment-text.ts';
import { allFamilies, type Family } from '../reach/reach-model.ts';
import type { Block } from './block.ts';
import { type Anchors, baseChains, iptablesText } from './iptables-text.ts';
import { nftTable, nftText } from './nft-text.ts';

export interface ScriptOptions {
  readonly backend: 'iptables' | 'nftables';
  readonly anchors: { readonly [family in Family]: Anchors };
  readonly filtersBridges: boolean;
  /** The purpose of the script, for its first comment. */
  readonly title: string;
}

const programs: { readonly [family in Family]: string } = { ipv4: 'iptables', ipv6: 'ip6tables' };

/** Returns a POSIX script: without an argument it replaces the rules that it applied before, with `remove` it removes them. */
export function scriptOf(blocks: readonly Block[], options: ScriptOptions): string {
  if (blocks.length === 0)
    return `#!/bin/sh
# ${ruleComment(options.title)}: no rule is needed. Run as root, this removes the rules that were applied before.
${removalOf(options.backend)}
`;
  const body = options.backend === 'nftables' ? nftBody(blocks, options) : iptablesBody(blocks, options);
  return `${[
    '#!/bin/sh',
    `# ${ruleComment(options.title)}`,
    '# As root: "sh FILE" replaces the rules that it applied before; "sh FILE remove" removes them.',
    'set -eu',
    ...body,
  ].join('\n')}\n`;
}

/**
 * The commands that filter bridged traffic. Docker sets this itself when it needs it (icc off, no userland proxy); without it neighbours on
 * one bridge pass no rule.
 */
const bridgeFilter = [
  '# Rules between containers of one bridge need this setting. It holds for all bridges of the machine.',
  'modprobe br_netfilter 2>/dev/null || :',
  'for setting in bridge-nf-call-iptables bridge-nf-call-ip6tables; do',
  '  echo 1 >"/proc/sys/net/bridge/$setting"',
  'done',
];

/** Returns the one-line command that removes everything an earlier script applied. */
function removalOf(backend: ScriptOptions['backend']): string {
  if (backend === 'nftables') return `nft delete table inet ${nftTable} 2>/dev/null || :`;
  return `for program in iptables ip6tables; do ${[
    `chains=$("$program" -w -S | sed -n 's/^-N \\(${baseChains.forward}[A-Z0-9-]*\\)$/\\1/p')`,
    `for hook in ${jumps.join(' ')}; do while "$program" -w -D "\${hook%%:*}" -j "\${hook#*:}" 2>/dev/null; do :; done; done`,
    'for chain in $chains; do "$program" -w -F "$chain"; done',
    'for chain in $chains; do "$program" -w -X "$chain"; done',
  ].join('; ')}; done`;
}

/** The possible jumps to our chains, as `FROM:TO`. */
const jumps = [
  `DOCKER-USER:${baseChains.forward}`,
  `FORWARD:${baseChains.forward}`,
  `INPUT:${baseChains.input}`,
];

function nftBody(blocks: readonly Block[], { filtersBridges }: ScriptOptions): readonly string[] {
  const text = nftText(blocks);
  return [
    'if [ "${1:-}" = remove ]; then',
    `  ${removalOf('nftables')}`,
    '  exit 0',
    'fi',
    ...(filtersBridges ? bridgeFilter : []),
    "nft -f - <<'RULES'",
    `${text}RULES`,
  ];
}

function iptablesBody(
  blocks: readonly Block[],
  { anchors, filtersBridges }: ScriptOptions,
): readonly string[] {
  const families = allFamilies.map((family) => ({
    family,
    program: programs[family],
    ...iptablesText(blocks, family),
  }));
  return [
    '# Removes the chains of PROGRAM, except those named after it.',
    'clear() {',
    '  program=$1 keep=$2',
    `  for hook in ${jumps.join(' ')}; do`,
    '    case " $keep " in *" ${hook#*:} "*) continue ;; esac',
    '    while "$program" -w -D "${hook%%:*}" -j "${hook#*:}" 2>/dev/null; do :; done',
    '  done',
    `  for chain in $("$program" -w -S | sed -n 's/^-N \\(${baseChains.forward}[A-Z0-9-]*\\)$/\\1/p'); do`,
    '    case " $keep " in *" $chain "*) ;; *) "$program" -w -F "$chain" ;; esac',
    '  done',
    `  for chain in $("$program" -w -S | sed -n 's/^-N \\(${baseChains.forward}[A-Z0-9-]*\\)$/\\1/p'); do`,
    '    case " $keep " in *" $chain "*) ;; *) "$program" -w -X "$chain" ;; esac',
    '  done',
    '}',
    '# Jumps from CHAIN of PROGRAM to the rules, before everything else in it.',
    'lead() {',
    '  "$1" -w -C "$2" -j "$3" 2>/dev/null || "$1" -w -I "$2" -j "$3"',
    '}',
    'if [ "${1:-}" = remove ]; then',
    `  ${removalOf('iptables')}`,
    '  exit 0',
    'fi',
    ...(filtersBridges ? bridgeFilter : []),
    ...families.flatMap(({ family, program, text, chains }) =>
      text === ''
        ? [`clear ${program} ""`]
        : [
            `${program} -w -N DOCKER-USER 2>/dev/null || :`,
            `${program}-restore -w --noflush <<'RULES'`,
            `${text}RULES`,
            ...(['forward', 'input'] as const)
              .filter((hook) => chains.includes(baseChains[hook]))
              .map((hook) => `lead ${program} ${anchors[family][hook]} ${baseChains[hook]}`),
            `clear ${program} "${chains.join(' ')}"`,
          ],
    ),
  ];
}

/** The services that load a machine's rules and may flush all others at start-up. */
const ruleLoaders = ['nftables', 'netfilter-persistent', 'ufw', 'firewalld'].map((name) => `${name}.service`);

/**
 * Returns a systemd unit that applies the script before Docker starts. The rules stay while Docker is stopped, so no container starts
 * without them.
 */
export function unitOf(title: string): string {
  const file = '/etc/bulkhead/firewall.sh';
  return `# Save the script as ${file} and this as /etc/systemd/system/bulkhead-firewall.service, then: systemctl enable --now bulkhead-firewall
# To remove the rules: systemctl disable --now bulkhead-firewall && sh ${file} remove
[Unit]
Description=${ruleComment(title)}
After=${ruleLoaders.join(' ')}
Before=docker.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh ${file}
ExecReload=/bin/sh ${file}

[Install]
WantedBy=multi-user.target docker.service
`;
}
