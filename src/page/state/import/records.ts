// Records in JSON that come as a file or as text: of a machine (`bulkhead machine`), and of what was seen to flow (`bulkhead observe`).

import { assumedMachine } from '../../../core/machine/assumed-machine.ts';
import { isMachineRecord, MachineError, readMachine } from '../../../core/machine/machine.ts';
import { settingsOf } from '../../../core/machine/machine-model.ts';
import type { MachineRecord } from '../../../core/machine/project-record.ts';
import type { ObservedRecord } from '../../../core/observed/record.ts';
import type { FileMessage } from '../session/message.ts';

/** A record after reading. */
export type FoundRecord =
  /** The assumptions for facts that the record does not contain. */
  | {
      readonly kind: 'machine';
      readonly file: string;
      readonly record: MachineRecord;
      readonly assumed: readonly string[];
    }
  | { readonly kind: 'observed'; readonly file: string; readonly record: ObservedRecord };

/** Reads the record in `text`: null when the text is not meant as one, a message when it contains a mistake. */
export async function readRecordText(file: string, text: string): Promise<FoundRecord | FileMessage | null> {
  if (!/^\uFEFF?\s*\{/.test(text)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null; // YAML in braces, or a file that its own reader will speak of
  }
  if (isMachineRecord(value)) return machineIn(file, text);
  return isObservedRecord(value) ? observedIn(file, text) : null;
}

function isObservedRecord(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    ('connections' in value || 'listening' in value) &&
    !('services' in value)
  );
}

function machineIn(file: string, text: string): FoundRecord | FileMessage {
  try {
    const machine = readMachine(text);
    settingsOf(machine);
    const { assumed } = assumedMachine(machine, file);
    return { kind: 'machine', file, record: { file, text }, assumed };
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    return notRead(file, `this record of a machine cannot be used. ${error.message}`, 'bulkhead machine');
  }
}

async function observedIn(file: string, text: string): Promise<FoundRecord | FileMessage> {
  // Fetched when a record comes: most people have none.
  const { RecordError, readRecord } = await import('../../../core/observed/record.ts');
  try {
    return { kind: 'observed', file, record: readRecord(text) };
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return notRead(file, `this record of connections cannot be used. ${error.message}`, 'bulkhead observe');
  }
}

function notRead(file: string, text: string, command: string): FileMessage {
  return { tone: 'error', file, line: null, column: null, text, advice: `Write one with ${command}.` };
}
