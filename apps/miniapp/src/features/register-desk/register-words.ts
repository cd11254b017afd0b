import type { Household, ImportedRegister } from '@shangju/contracts';
import { sayFloorArea } from '@shangju/rules';

/** 89.23 平方米 · 王芳、李明（等核实） */
export function householdWords({ floorAreaCm2, members }: Household): string {
  const names = members.map(({ name, status }) => (status === 'claimed' ? `${name}（等核实）` : name));
  return `${areaWords(floorAreaCm2)} · ${names.length === 0 ? '还没有人' : names.join('、')}`;
}

export function areaWords(areaCm2: number | null): string {
  return areaCm2 === null ? '面积没登记' : `${sayFloorArea(areaCm2)} 平方米`;
}

/** What an import brought about, in a sentence. */
export function importWords({
  households,
  made,
  changed,
  membersAdded,
  conflicts,
}: ImportedRegister): string {
  const parts = [
    `收进 ${households} 行`,
    made > 0 ? `新添 ${made} 户` : '',
    changed > 0 ? `改了 ${changed} 户` : '',
    membersAdded > 0 ? `登记了 ${membersAdded} 个人` : '',
  ].filter((part) => part !== '');
  const taken = households === 0 ? '一行也没收进去' : parts.join('，');
  return conflicts.length === 0
    ? `${taken}，没有冲突。`
    : `${taken}；有 ${conflicts.length} 行没收，改好了再导一遍就行。`;
}

/** The file that is saved: 文化宫社区住户名册.xlsx */
export function registerFileName(communityName: string): string {
  return `${communityName}住户名册.xlsx`;
}
