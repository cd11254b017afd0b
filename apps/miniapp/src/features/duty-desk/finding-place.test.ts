import { expect, test } from 'vitest';
import { findingPlace } from './finding-place';

const CENTRE = { latitude: 30.21288, longitude: 115.0753 };

test('a place is said by its lane and how far it is from the middle', () => {
  const roster = { lane: '鱼巷', location: CENTRE };
  expect(findingPlace({ ...CENTRE, latitude: 30.21324 }, roster)).toBe('鱼巷，离中间约 40 米');
  expect(findingPlace(CENTRE, roster)).toBe('鱼巷中间');
  expect(findingPlace(null, roster)).toBe('鱼巷，没有记下具体位置');
  expect(findingPlace(CENTRE, { ...roster, location: null })).toBe('鱼巷，记下了位置');
});
