// Commands that ask for one thing to type about a service: a port, an alias, a capability. Typed here, from Ctrl K, it is
// the same operation as in the inspector.

import { parseOperation } from '../../core/compose/operations/operation-text.ts';
import type { Topology } from '../../core/compose/topology.ts';
import { fieldStore } from '../state/page-stores.ts';
import { drawnAnalysis } from '../state/work/selectors.ts';
import { applyFromField } from './card-commands.ts';
import type { Command, CommandContext } from './command.ts';

/** Returns the selected service, with its network when a tap is selected; null for no or several items. */
function subjectOf({ ui, work }: CommandContext): { service: string; network: string | null } | null {
  const [item, ...others] = ui.getState().selection;
  if (item === undefined || others.length > 0 || item.type === 'network') return null;
  const service = item.type === 'tap' ? item.service : item.name;
  if (!drawnAnalysis(work.getState())?.topology.services.has(service)) return null;
  return { service, network: item.type === 'tap' ? item.network : null };
}

type AliasEnd = { readonly text: string } | { readonly missing: string };

/** Returns the end of an alias operation for the typed text: `NETWORK ALIAS`, or `ALIAS` alone when only one network is possible. */
function aliasEnd(topology: Topology, service: string, network: string | null, typed: string): AliasEnd {
  const [first = '', second] = typed.split(/[\s:]+/);
  if (second !== undefined) return { text: `${first}:${second}` };
  const networks = topology.services.get(service)?.attachments.map((each) => each.network) ?? [];
  const only = network ?? (networks.length === 1 ? networks[0] : undefined);
  if (only !== undefined) return { text: `${only}:${first}` };
  if (networks.length === 0)
    return { missing: `${service} is on no network; an alias is a name on a network.` };
  return {
    missing: `${service} is on ${networks.join(', ')}: type the network first, as in “${networks[0]} ${first}”.`,
  };
}

interface TypedCommand {
  readonly id: string;
  readonly label: string;
  readonly keywords: string;
  /** An example of the text to type. */
  readonly example: string;
  readonly about: string;
  readonly operation: 'publish' | 'alias' | 'cap-add';
}

const typedCommands: readonly TypedCommand[] = [
  {
    id: 'publish',
    label: 'Publish a port…',
    keywords: 'publish port expose open host inbound',
    example: '443:9586',
    about: 'host port, then container port; 127.0.0.1:443:9586 for this host only, /udp for UDP',
    operation: 'publish',
  },
  {
    id: 'alias',
    label: 'Add an alias…',
    keywords: 'alias name dns resolve network',
    example: 'store',
    about: 'a name on its network; with several, the network first: back store',
    operation: 'alias',
  },
  {
    id: 'capability',
    label: 'Add a capability…',
    keywords: 'capability cap_add linux privilege',
    example: 'NET_BIND_SERVICE',
    about: 'the name of a Linux capability',
    operation: 'cap-add',
  },
];

/** Carries out the typed text; returns null on success, otherwise the reason. */
function submit(context: CommandContext, wish: TypedCommand, text: string): string | null {
  const topology = drawnAnalysis(context.work.getState())?.topology;
  if (topology === undefined) return 'Open a file first.';
  const subject = subjectOf(context);
  const [first = '', ...rest] = text.split(/\s+/);
  const service = subject?.service ?? first;
  if (!topology.services.has(service)) return `There is no service “${service}”: type its name first.`;
  const typed = subject === null ? rest.join(' ') : text;
  if (typed === '') return `Type a name, as in “${wish.example}”.`;
  const end: AliasEnd =
    wish.operation === 'alias'
      ? aliasEnd(topology, service, subject?.network ?? null, typed)
      : { text: typed };
  if ('missing' in end) return end.missing;
  const read = parseOperation(`${wish.operation}=${service}:${end.text}`);
  if (!read.ok) return `“${typed}” is not understood. Type ${wish.about}.`;
  return applyFromField(context, [read.value], `${wish.label.slice(0, -1)}: ${service} ${typed}`);
}

function fieldCommand(wish: TypedCommand): Command {
  const { id, label, keywords, example, about } = wish;
  return {
    id,
    label,
    group: 'Edit',
    keywords,
    shortcuts: [],
    whileTyping: false,
    when: ({ work }) => (drawnAnalysis(work.getState())?.topology.services.size ?? 0) > 0,
    run(context) {
      const subject = subjectOf(context);
      const box =
        subject === null
          ? undefined
          : document
              .querySelector(`[data-service="${CSS.escape(subject.service)}"]`)
              ?.getBoundingClientRect();
      fieldStore.getState().open({
        title: subject === null ? label.slice(0, -1) : `${label.slice(0, -1)}: ${subject.service}`,
        value: '',
        hint:
          subject === null
            ? `The service, then ${about}. As in: web ${example}`
            : `As in ${example}: ${about}`,
        x: box?.left ?? window.innerWidth / 2 - 140,
        y: box?.bottom ?? window.innerHeight / 3,
        submit: (text) => submit(context, wish, text),
      });
    },
  };
}

/** Commands that give a service a port, an alias or a capability, or drop all capabilities. */
export const serviceCommands: readonly Command[] = [
  ...typedCommands.map(fieldCommand),
  {
    id: 'drop-all',
    label: 'Drop all capabilities of the selected container',
    group: 'Edit',
    keywords: 'capability cap_drop all harden',
    shortcuts: [],
    whileTyping: false,
    when: (context) => subjectOf(context) !== null,
    run(context) {
      const subject = subjectOf(context);
      if (subject === null) return;
      const { service } = subject;
      const refused = applyFromField(
        context,
        [{ type: 'cap-drop', service, capability: 'ALL' }],
        `Drop all capabilities of ${service}`,
      );
      if (refused !== null) context.ui.getState().toast(refused, 'error');
    },
  },
];
