// Commands that draw a stack by what it is for: who needs whom, what alone answers outside, and the networks that follow.

import { fieldStore } from '../state/page-stores.ts';
import { drawNeed, exposeOnly, proposedPort } from '../state/session/draw-need.ts';
import { drawnSession } from '../state/work/selectors.ts';
import { applyFromField } from './card-commands.ts';
import type { Command, CommandContext } from './command.ts';

/** Returns the one selected service; null for none or several. */
function selectedService({ ui, work }: CommandContext): string | null {
  const [item, ...others] = ui.getState().selection;
  if (item?.type !== 'service' || others.length > 0) return null;
  return drawnSession(work.getState())?.workspace.topology.services.has(item.name) ? item.name : null;
}

/** Returns the place beside a card of the picture; without one the middle of the window. */
function placeBeside(service: string | null): { readonly x: number; readonly y: number } {
  const card = service === null ? null : document.querySelector(`[data-service="${CSS.escape(service)}"]`);
  const box = card?.getBoundingClientRect();
  return { x: box?.left ?? window.innerWidth / 2 - 140, y: box?.top ?? window.innerHeight / 3 };
}

/** Opens the field that draws a need: of the selected service, or of the one that is typed before the arrow. */
function askForNeed(context: CommandContext): void {
  const selected = selectedService(context);
  fieldStore.getState().open({
    title: selected === null ? 'Who needs whom?' : `${selected} needs …`,
    value: '',
    hint: selected === null ? 'web -> api: web needs api' : 'A container, or outside for a way out.',
    ...placeBeside(selected),
    submit(text) {
      const session = drawnSession(context.work.getState());
      if (session === null) return 'Draw a container first.';
      const [from = '', to] = text.split('->').map((word) => word.trim());
      if (to === undefined && selected === null) return 'Type two containers with an arrow: web -> api.';
      const need =
        to === undefined
          ? drawNeed(session.workspace, selected ?? '', from)
          : drawNeed(session.workspace, from, to);
      return typeof need === 'string' ? need : applyFromField(context, need.operations, need.label);
    },
  });
}

/** Opens the field for the port at which the selected service, and nothing else, answers the outside. */
function askForOnly(context: CommandContext): void {
  const service = selectedService(context);
  const session = drawnSession(context.work.getState());
  if (service === null || session === null) return;
  fieldStore.getState().open({
    title: `Only ${service} from outside`,
    value: proposedPort(session.workspace, service),
    hint: 'HOST:CONTAINER. Any other port that answers outside is an error then.',
    ...placeBeside(service),
    submit(text) {
      const current = drawnSession(context.work.getState());
      const only = current === null ? 'No file is open.' : exposeOnly(current.workspace, service, text);
      return typeof only === 'string' ? only : applyFromField(context, only.operations, only.label);
    },
  });
}

/** True when a file is open whose picture is current. */
function isCurrent({ work }: CommandContext): boolean {
  const session = drawnSession(work.getState());
  return session !== null && !session.workspace.stale;
}

/** Commands from needs to networks. */
export const needCommands: readonly Command[] = [
  {
    id: 'draw-need',
    label: 'Draw who needs whom…',
    group: 'Edit',
    keywords: 'arrow need needs must depends connect web api',
    shortcuts: ['a'],
    whileTyping: false,
    when: isCurrent,
    run: askForNeed,
  },
  {
    id: 'only-outside',
    label: 'Only this one from outside…',
    group: 'Edit',
    keywords: 'publish expose exposed port outside internet reachable',
    shortcuts: [],
    whileTyping: false,
    when: (context) => isCurrent(context) && selectedService(context) !== null,
    run: askForOnly,
  },
  {
    id: 'propose-networks',
    label: 'Propose networks…',
    group: 'Edit',
    keywords: 'needs fewest segment isolate split design lanes suggest',
    shortcuts: [],
    whileTyping: false,
    when: isCurrent,
    run: ({ ui }) => ui.getState().setDialog('networks'),
  },
];
