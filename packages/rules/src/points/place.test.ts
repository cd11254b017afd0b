import { describe, expect, test } from 'vitest';
import { distanceM, type Place } from './place.ts';

const SHOP: Place = { latitude: 30.2, longitude: 115.08 };

describe('The distance between two places', () => {
  test.for<[string, Place, number]>([
    ['none from a place to itself', SHOP, 0],
    ['111 m for a thousandth of a degree to the north', { latitude: 30.201, longitude: 115.08 }, 111.2],
    [
      '96 m for a thousandth of a degree to the east, at 30° north',
      { latitude: 30.2, longitude: 115.081 },
      96.1,
    ],
    ['half of the Earth to the other side of it', { latitude: -30.2, longitude: -64.92 }, 20_015_114],
  ])('is %s', ([, place, metres]) => {
    expect(distanceM(SHOP, place)).toBeCloseTo(metres, 0);
    expect(distanceM(place, SHOP)).toBeCloseTo(metres, 0);
  });

  test('is short across the line of the date', () => {
    const east = { latitude: 0, longitude: 179.9995 };
    const west = { latitude: 0, longitude: -179.9995 };
    expect(distanceM(east, west)).toBeCloseTo(111.2, 0);
  });
});
