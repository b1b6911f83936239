import { mapNodes } from '@holdfast/shared/analysis/map-node';
import { expect, test } from 'vitest';
import { areOnlyItself, importanceMeasures, importanceRows } from './importance-rows.ts';

const rest = { rrw: 1 };
const found = {
  importance: [
    {
      event: mapNodes.componentFailure('shop'),
      birnbaum: 1,
      fussellVesely: 0.9,
      raw: 100,
      ...rest,
    },
    { event: mapNodes.componentFailure('a'), birnbaum: 0.01, fussellVesely: 0.1, raw: 5, ...rest },
    { event: mapNodes.domainFailure('eu'), birnbaum: 1, fussellVesely: 0, raw: 101, ...rest },
    { event: mapNodes.componentFailure('b'), birnbaum: 0, fussellVesely: 0, raw: 1, ...rest },
  ],
  unknown: [mapNodes.domainFailure('eu')],
  lower: 0.01,
};

test('each measure sorts the worst first, and what changes nothing is not there', () => {
  const orders = importanceMeasures.map((by) =>
    importanceRows('shop', found, by).map(({ node }) => node.id),
  );
  expect(orders).toEqual([
    ['shop', 'a', 'eu'],
    ['shop', 'eu', 'a'],
    ['eu', 'shop', 'a'],
  ]);
});

test('the component itself and what has no number are told apart', () => {
  const rows = importanceRows('shop', found, 'fussellVesely');
  expect(rows.map(({ isItself, hasNoNumber, isSure }) => [isItself, hasNoNumber, isSure])).toEqual([
    [true, false, true],
    [false, false, false],
    [false, true, true],
  ]);
});

test('without a number anywhere the ratios have no end, and the order is still one', () => {
  const endless = found.importance.map((one) => ({ ...one, raw: Number.POSITIVE_INFINITY }));
  const rows = importanceRows('shop', { importance: endless, unknown: [], lower: 0 }, 'raw');
  expect(rows.map(({ node }) => node.id)).toEqual(['shop', 'a', 'eu']);
});

test('its own failure alone is nothing to compare', () => {
  const alone = { ...found, importance: found.importance.slice(0, 1) };
  expect(areOnlyItself(importanceRows('shop', alone, 'raw'))).toBe(true);
  expect(areOnlyItself(importanceRows('shop', found, 'raw'))).toBe(false);
});
