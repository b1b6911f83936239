import type { Page } from '@playwright/test';
import { callMe, expect, test } from './journey-test.ts';

/** Presence that nobody takes back ends after half a minute. */
const longMs = 60_000;

const others = (page: Page) => page.getByRole('button', { name: /other pe.* here$/ });

test('somebody with two tabs, or one loaded again, is one person, and oneself is nobody else', async ({
  device,
  otherDevice,
  relaySet,
}) => {
  test.slow();
  const [relay] = relaySet.relays;
  const url = `${relay?.url ?? ''}/runbooks`;
  const ana = await device.open(url);
  const ben = await otherDevice.open(url);
  await callMe(ben, 'Ben');
  await expect(others(ana)).toHaveAccessibleName('1 other person is here');
  await expect(others(ana).getByTitle('Ben')).toHaveCount(1);

  // A second tab of Ben's is Ben, and of Ana's is Ana.
  const second = await otherDevice.open(url);
  const own = await device.open(url);
  await expect(others(second)).toHaveAccessibleName('1 other person is here');
  await expect(others(own)).toHaveAccessibleName('1 other person is here');
  await others(own).click();
  await expect(own.getByRole('menuitem')).toHaveCount(2);
  await expect(others(ana)).toHaveAccessibleName('1 other person is here');

  // A tab says goodbye; one that was ended before it could is gone when its time is up.
  await second.close();
  await expect(own.getByRole('menuitem')).toHaveCount(1, { timeout: longMs });
  await own.close();
  await ben.reload();
  await expect(others(ben)).toHaveAccessibleName('1 other person is here');
  await expect(others(ana).getByTitle('Ben')).toHaveCount(1);
  await expect(others(ana)).toHaveAccessibleName('1 other person is here');
});
