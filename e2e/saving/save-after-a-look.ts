import type { Page } from '@playwright/test';
import { expect } from '../page/test.ts';

/** Saves as somebody does who reads what will be written first, by keyboard alone. */
export async function saveAfterALook(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+s');
  const dialog = page.getByRole('dialog', { name: 'Save these changes?' });
  await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
}
