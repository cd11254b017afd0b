import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFloorArea, sayFloorArea } from './floor-area.ts';
import { decideRegisterImport, type RegisterState, type SheetRow } from './register-import.ts';

const WANG = { personId: 'wang', name: '王芳', livesAt: [] };
const CHEN = { personId: 'chen', name: '陈明', livesAt: [{ householdId: 'away', address: '柳荫里 1 号' }] };

const REGISTER: RegisterState = {
  communityName: '永安里社区',
  households: [
    {
      householdId: 'h1',
      address: '永安里社区 永安里 1 号',
      floorAreaCm2: 800_000,
      members: new Map([['wang', 'claimed']]),
    },
    { householdId: 'h2', address: '永安里社区 永安里 2 号', floorAreaCm2: null, members: new Map() },
  ],
  persons: new Map([
    [100_001, WANG],
    [100_002, CHEN],
  ]),
};

describe('A sheet of the register', () => {
  test('makes households, measures them, and verifies who had only claimed it', () => {
    const { taken, conflicts, changes } = importOf(REGISTER, [
      ['永安里 1号', '80.5', '100001', '王芳'],
      ['永安里社区　永安里２号', '', '', ''],
      ['井巷 9 号', '45.25㎡', '', ''],
    ]);
    expect({ taken, conflicts }).toEqual({ taken: 3, conflicts: [] });
    expect(changes).toEqual({
      made: [{ householdId: 'new1', address: '井巷 9 号', floorAreaCm2: 452_500 }],
      areas: [{ householdId: 'h1', before: 800_000, floorAreaCm2: 805_000 }],
      members: [{ householdId: 'h1', personId: 'wang' }],
    });
  });

  test('may name several members of one household, each in a row', () => {
    const { taken, conflicts, changes } = importOf(REGISTER, [
      ['井巷 9 号', '', '100001', '王芳'],
      ['井巷9号', '60', '100002', '陈明'],
    ]);
    expect(taken).toBe(2);
    expect(changes.made).toEqual([{ householdId: 'new1', address: '井巷 9 号', floorAreaCm2: 600_000 }]);
    expect(changes.members).toHaveLength(2);
    expect(conflicts).toEqual([
      { row: 3, address: '井巷9号', reason: expect.stringContaining('同时登记在“柳荫里 1 号”') },
    ]);
  });

  test.for<[string, string[], string]>([
    ['without an address', ['', '80', '', ''], '没有写地址'],
    ['with an address that is none', ['巷'.repeat(81), '', '', ''], '地址太长'],
    ['with an area that nobody can read', ['井巷 1 号', '八十', '', ''], '看不懂'],
    ['with an area of nothing', ['井巷 1 号', '0', '', ''], '看不懂'],
    ['with a number that nobody has', ['井巷 1 号', '', '999', '王芳'], '没有编号为 999'],
    ['with a number that is none', ['井巷 1 号', '', '王', '王芳'], '没有编号为 王'],
    ['with the name of another', ['井巷 1 号', '', '100001', '陈明'], '不叫“陈明”'],
    ['with a name alone', ['井巷 1 号', '', '', '王芳'], '没有写居民编号'],
    ['with a number alone', ['井巷 1 号', '', '100001', ''], '没有写姓名'],
  ])('a row %s is left out and listed', ([, cells, reason]) => {
    const { taken, conflicts, changes } = importOf(REGISTER, [cells]);
    expect(taken).toBe(0);
    expect(changes).toEqual({ made: [], areas: [], members: [] });
    expect(conflicts).toEqual([
      { row: 2, address: cells[0]?.slice(0, 80), reason: expect.stringContaining(reason) },
    ]);
  });

  test.for<[string, string[], string]>([
    ['again without anybody', ['井巷1号', '', '', ''], '第 2 行已经有了'],
    ['with another area', ['井巷1号', '61', '100001', '王芳'], '两处建筑面积不同'],
    ['with the same person', ['井巷1号', '60', '100002', '陈明'], '写了两次'],
  ])('the same address %s is listed, and the first row counts', ([, cells, reason]) => {
    const { taken, conflicts, changes } = importOf(REGISTER, [['井巷 1 号', '60', '100002', '陈明'], cells]);
    expect(taken).toBe(1);
    expect(changes.made).toMatchObject([{ floorAreaCm2: 600_000 }]);
    expect(conflicts.at(-1)).toMatchObject({ row: 3, reason: expect.stringContaining(reason) });
  });

  test('one person in two households of the sheet is taken over and listed', () => {
    const { taken, conflicts } = importOf(REGISTER, [
      ['井巷 1 号', '', '100001', '王芳'],
      ['井巷 2 号', '', '100001', '王芳'],
    ]);
    expect(taken).toBe(2);
    expect(conflicts).toMatchObject([{ row: 3, reason: expect.stringContaining('第 2 行') }]);
  });

  test('taken over a second time changes nothing', () => {
    const cell = fc.constantFrom(
      '',
      '永安里1号',
      '井巷 7 号',
      '60',
      '61',
      '100001',
      '100002',
      '王芳',
      '陈明',
      '坏',
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { maxLength: 8 }), (rows) => {
        const first = importOf(REGISTER, rows);
        const second = importOf(after(REGISTER, first.changes), rows);
        expect(second.changes).toEqual({ made: [], areas: [], members: [] });
        expect(second.taken).toBe(first.taken);
      }),
    );
  });
});

describe('A floor area', () => {
  test('is read as it is said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (cm2) => {
        expect(readFloorArea(sayFloorArea(cm2))).toBe(cm2);
        expect(readFloorArea(` ${sayFloorArea(cm2)} 平方米`)).toBe(cm2);
      }),
    );
  });

  test('as a spreadsheet computes it is rounded; what is none is none', () => {
    expect(readFloorArea('89.229999999999997')).toBe(892_300);
    for (const none of ['', '-1', '1e3', '0', '0.00001', '1000000', '约 80', '80.', '1.2.3']) {
      expect(readFloorArea(none)).toBeUndefined();
    }
  });
});

function importOf(state: RegisterState, rows: readonly (readonly string[])[]) {
  let made = 0;
  const sheet = rows.map(
    ([address = '', floorArea = '', personNumber = '', name = ''], index): SheetRow => ({
      row: index + 2,
      address,
      floorArea,
      personNumber,
      name,
    }),
  );
  return decideRegisterImport(state, sheet, () => {
    made += 1;
    return `new${made}`;
  });
}

function after(
  state: RegisterState,
  { made, areas, members }: ReturnType<typeof importOf>['changes'],
): RegisterState {
  const joined = (householdId: string) =>
    members
      .filter((one) => one.householdId === householdId)
      .map(({ personId }) => [personId, 'verified'] as const);
  return {
    ...state,
    households: [...state.households, ...made.map((one) => ({ ...one, members: new Map() }))].map(
      (household) => ({
        ...household,
        floorAreaCm2:
          areas.findLast(({ householdId }) => householdId === household.householdId)?.floorAreaCm2 ??
          household.floorAreaCm2,
        members: new Map([...household.members, ...joined(household.householdId)]),
      }),
    ),
  };
}
