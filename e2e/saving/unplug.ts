import type { Designer } from '../page/designer.ts';

/** One change of the text by two keys, where a drag is not what is tried: that costs four times as much. */
export async function unplug(designer: Designer, service: string, network: string): Promise<void> {
  await designer.tap(service, network).focus();
  await designer.page.keyboard.press('Delete');
}
