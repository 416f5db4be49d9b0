// Whoever was told what a file holds asks again once the file is there.

import { makeWaysReader, waysReaderOf } from '../../../core/ways-in/ways/ways-reader.ts';
import type { HostStore } from '../host/host-store.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { MountedStore } from './mounted-files.ts';

/** The same reader as a new value, so that what follows from it is worked out anew; nothing where none is there yet. */
export function renewReader(sessions: SessionStore, hosts: HostStore): void {
  const onHost = hosts.getState().stacks.length > 0;
  const reader = waysReaderOf(onHost ? hosts.getState().beside : sessions.getState().beside);
  if (reader === null) return;
  const anew = makeWaysReader(reader.read, reader.files);
  if (onHost) hosts.getState().setBeside(anew);
  else sessions.getState().setBeside(anew);
}

/** What a project mounts is forgotten when another takes its place. */
export function forgetWithProject(mounted: MountedStore, sessions: SessionStore, hosts: HostStore): void {
  const forget = (): void => {
    const { sources, asked } = mounted.getState();
    mounted.getState().forget();
    if (sources.size > 0 || asked.length > 0) renewReader(sessions, hosts);
  };
  sessions.subscribe((now, before) => {
    // A stack that is unfolded is no other project.
    if (now.opening !== before.opening && now.within === null) forget();
  });
  hosts.subscribe((now, before) => {
    if (now.opening !== before.opening) forget();
  });
}
