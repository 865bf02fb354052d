import { expect, test } from 'vitest';
import type { LiveDifference } from '../../../src/core/collect/live-difference.ts';
import { liveDifferenceMessage } from '../../../src/handlers/views/live-difference.ts';
import { visible } from '../../support/blocks.ts';

const serial: LiveDifference = {
  kind: 'serial',
  host: 'core-2',
  text: { en: 'core-2 serial number A in the inventory, B on the device', zh: 'core-2 序列号：清单为 A，设备为 B' },
};

test('a difference names its host once', () => {
  const said = visible(liveDifferenceMessage([serial], 'en'));
  expect(said).toContain('`core-2` serial number A in the inventory, B on the device');
  expect(said.match(/core-2/g)).toHaveLength(1);
  expect(visible(liveDifferenceMessage([serial], 'zh-CN')).match(/core-2/g)).toHaveLength(1);
});

test('one difference is one, and none is said so', () => {
  expect(visible(liveDifferenceMessage([serial], 'en'))).toContain('Inventory and what was collected: 1 difference');
  expect(visible(liveDifferenceMessage([], 'en'))).toContain('The inventory agrees with what was collected last.');
});
