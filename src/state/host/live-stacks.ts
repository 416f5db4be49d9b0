// A new reading of what runs, put over the stacks of the page: those of files keep all that was done to them.

import type { LiveHost, LiveStack } from '../../core/host/running/live-host.ts';
import type { Command } from '../../core/session/session.ts';
import { newSession } from '../../core/session/session-files.ts';
import type { HostState, OpenedHost, OpenedStack, PageStack } from './host-state.ts';
import { mainFileOf } from './page-stack.ts';

/** What a reading makes of the page's stacks. */
export interface LiveChange {
  /** Those that stay, with what is known of them now. */
  readonly stacks: readonly PageStack[];
  /** Texts that are others now, with the stack that stays. */
  readonly texts: readonly { readonly stack: PageStack; readonly command: Command }[];
  /** Those that came. */
  readonly come: readonly (OpenedStack & { readonly live: LiveStack })[];
}

/** Puts `live` over `stacks`. Changes nothing by itself. */
export function liveChange(stacks: readonly PageStack[], live: LiveHost): LiveChange {
  const byFile = new Map(live.stacks.map((stack) => [stack.file, stack]));
  const known = new Set(stacks.map(mainFileOf));
  const texts: { stack: PageStack; command: Command }[] = [];
  const stay = stacks.flatMap((stack): PageStack[] => {
    const file = mainFileOf(stack);
    const now = byFile.get(file);
    // A stack that had no files here and no longer runs is removed.
    if (now === undefined) return stack.live === undefined || stack.live.text === null ? [stack] : [];
    const stays = { ...stack, live: now };
    if (now.text !== null && now.text !== stack.session.workspace.input.texts.get(file)) {
      texts.push({ stack: stays, command: { type: 'add-files', texts: new Map([[file, now.text]]) } });
    }
    return [stays];
  });
  const come = live.stacks.flatMap((stack) => (known.has(stack.file) ? [] : cameOf(stack)));
  return { stacks: stay, texts, come };
}

/** What runs, where the files of the followed host are opened once more, as from a draft; null for another host. */
export function stillFollowed(
  { stacks, live }: Pick<HostState, 'stacks' | 'live'>,
  opened: OpenedHost,
): LiveHost | null {
  const known = new Set(stacks.map(mainFileOf));
  return opened.stacks.every((stack) => known.has(mainFileOf(stack))) ? live : null;
}

/** A stack to be opened from what runs; none where the reading has no text of it, since it has files. */
function cameOf(live: LiveStack): LiveChange['come'] {
  const { file, text, readOnly } = live;
  if (text === null) return [];
  const input = { order: [file], texts: new Map([[file, text]]), environment: new Map<string, string>() };
  const session = { ...newSession(input), readOnly: readOnly ?? 'It is drawn as it runs' };
  return [{ dir: null, project: { input, profiles: [], folder: null }, session, live }];
}
