// Commands that ask for one thing to type about a service: a port, an alias, a capability. Typed in the box of Ctrl K, it is the same
// operation as in the inspector.

import { parseOperation } from '../../core/compose/operations/operation-text.ts';
import type { Topology } from '../../core/compose/topology.ts';
import { drawnAnalysis } from '../state/work/selectors.ts';
import { applyFromField } from './card-commands.ts';
import type { Command, CommandContext } from './command.ts';
import type { Next, Question } from './question.ts';

/** Returns the selected service, with its network when a tap is selected; null for no or several items. */
function subjectOf({ ui, work }: CommandContext): { service: string; network: string | null } | null {
  const [item, ...others] = ui.getState().selection;
  if (item === undefined || others.length > 0 || item.type === 'network') return null;
  const service = item.type === 'tap' ? item.service : item.name;
  if (!drawnAnalysis(work.getState())?.topology.services.has(service)) return null;
  return { service, network: item.type === 'tap' ? item.network : null };
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
    keywords: 'expose port open host inbound forward map service',
    example: '443:9586',
    about: 'host port, then container port; 127.0.0.1:443:9586 for this host only, /udp for UDP',
    operation: 'publish',
  },
  {
    id: 'alias',
    label: 'Add an alias…',
    keywords: 'alias name dns resolve network',
    example: 'store',
    about: 'a name on that network',
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

/** Returns what follows the text typed about a service; the reason where it is not understood. */
function read(wish: TypedCommand, service: string, end: string): Next | string {
  const parsed = parseOperation(`${wish.operation}=${service}:${end}`);
  if (!parsed.ok) return `“${end}” is not understood. Type ${wish.about}.`;
  return {
    kind: 'operate',
    label: `${wish.label.slice(0, -1)}: ${service} ${end}`,
    operations: [parsed.value],
    shows: { type: 'service', name: service },
  };
}

const ask = (title: string, typed: NonNullable<Question['typed']>): Next => ({
  kind: 'ask',
  question: { title, answers: [], typed },
});

/** Returns the question for the text about a service. */
function askText(wish: TypedCommand, service: string): Next {
  const title = `${wish.label.slice(0, -1)} of ${service}, as in ${wish.example}: ${wish.about}`;
  return ask(title, (text) => read(wish, service, wish.operation === 'cap-add' ? text.toUpperCase() : text));
}

/** Returns the questions for an alias: on which network, where there are several, and which name. */
function askAlias(wish: TypedCommand, service: string, networks: readonly string[]): Next {
  const nameOn = (network: string): Next =>
    ask(`The alias of ${service} on ${network}, as in ${wish.example}`, (text) =>
      read(wish, service, `${network}:${text}`),
    );
  const [only, ...others] = networks;
  if (only === undefined)
    return ask(
      `${service} is on no network, and an alias is a name on a network`,
      () => 'Connect it to a network first.',
    );
  if (others.length === 0) return nameOn(only);
  const answers = networks.map((network) => ({
    name: network,
    label: `An alias of ${service} on ${network}…`,
    next: () => nameOn(network),
  }));
  return { kind: 'ask', question: { title: `On which network of ${service}?`, answers } };
}

/** Returns what is asked about one service; of a selected tap, about its network. */
function about(wish: TypedCommand, topology: Topology, service: string, network: string | null): Next {
  if (wish.operation !== 'alias') return askText(wish, service);
  const attached = topology.services.get(service)?.attachments.map((each) => each.network) ?? [];
  return askAlias(wish, service, network === null ? attached : [network]);
}

function typedCommand(wish: TypedCommand): Command {
  const { id, label, keywords } = wish;
  return {
    id,
    label,
    group: 'Edit',
    keywords,
    shortcuts: [],
    whileTyping: false,
    when: ({ work }) => (drawnAnalysis(work.getState())?.topology.services.size ?? 0) > 0,
    run: ({ ui }) => ui.getState().setDialog('commands'),
    ask(context) {
      const topology = drawnAnalysis(context.work.getState())?.topology;
      if (topology === undefined) return null;
      const subject = subjectOf(context);
      if (subject !== null) {
        const next = about(wish, topology, subject.service, subject.network);
        if (next.kind === 'ask') return next.question;
      }
      const answers = [...topology.services.keys()].map((service) => ({
        name: service,
        label: `${label.slice(0, -1)} of ${service}…`,
        next: () => about(wish, topology, service, null),
      }));
      return { title: 'Of which container?', answers };
    },
  };
}

/** Commands that give a service a port, an alias or a capability, or drop all capabilities. */
export const serviceCommands: readonly Command[] = [
  ...typedCommands.map(typedCommand),
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
