import { dice } from './dice.mjs';
import { FAMILY_NAMES, GIVEN_NAMES, WELL_KNOWN } from './names.mjs';

const SEED = 20260101;
const THIS_YEAR = 2026;
const ELDER_AGE = 60;

/** How the households live: blocks with stairs and floors, or numbers in an old lane. */
const HOUSEHOLDS = [
  { communityKey: 'wenhuagong', count: 62, blocks: 6, stairs: 3, floors: 7 },
  { communityKey: 'yonganli', count: 48, lanes: ['永安里', '井巷'], numbers: 40, floors: 4 },
  { communityKey: 'zhonglou', count: 40, blocks: 5, stairs: 2, floors: 7 },
  { communityKey: 'qingshitai', count: 28, blocks: 4, stairs: 2, floors: 6 },
  { communityKey: 'liuyinli', count: 22, lanes: ['柳荫里'], numbers: 30, floors: 3 },
];

/** Who is not drawn by lot. `livesIn` puts a person into the register of that community. */
const NAMED = [
  { key: 'zhou-minhua', name: '周敏华', birthYear: 1979, livesIn: 'wenhuagong' },
  { key: 'cheng-zihao', name: '程子豪', birthYear: 1999, livesIn: 'qingshitai' },
  { key: 'li-guifang', name: '李桂芳', birthYear: 1951, livesIn: 'yonganli', elderMode: true },
  {
    key: 'feng-dewang',
    name: '冯德旺',
    birthYear: 1974,
    livesIn: 'wenhuagong',
    owns: 'yuxiangkou-xiaomian',
  },
  { key: 'he-xiaoman', name: '何小满', birthYear: 1998, clerkAt: 'yuxiangkou-xiaomian' },
  { key: 'peng-guoxing', name: '彭国兴', birthYear: 1968, role: ['association.admin', 'yonganli'] },
  { key: 'yan-jingyi', name: '严静怡', birthYear: 1988, role: ['community.worker', 'wenhuagong'] },
  { key: 'shi-leifeng', name: '石磊峰', birthYear: 1984, role: ['inspector', 'shengyanggang'] },
  { key: 'pan-wenjun', name: '潘文珺', birthYear: 1986, role: ['street.officer', 'shengyanggang'] },
  {
    key: 'qin-hanqiao',
    name: '秦汉桥',
    birthYear: 1966,
    livesIn: 'yonganli',
    owns: 'qinjia-yuyuan',
  },
  {
    key: 'chen-shouyi',
    name: '陈守义',
    birthYear: 1955,
    livesIn: 'yonganli',
    owns: 'shouyi-xiexie',
    elderMode: true,
  },
  {
    key: 'wang-qiaozhen',
    name: '汪巧珍',
    birthYear: 1963,
    livesIn: 'yonganli',
    owns: 'qiaozhen-caifeng',
  },
  {
    key: 'xu-dongmei',
    name: '徐冬梅',
    birthYear: 1970,
    livesIn: 'wenhuagong',
    owns: 'xusao-luwei',
  },
  {
    key: 'luo-jiashun',
    name: '罗家顺',
    birthYear: 1966,
    livesIn: 'yonganli',
    owns: 'shunshou-wujin',
  },
  { key: 'sun-dawei', name: '孙大伟', birthYear: 1976, owns: 'dawei-jiadian' },
  {
    key: 'hu-xiaoqin',
    name: '胡小芹',
    birthYear: 1983,
    livesIn: 'wenhuagong',
    owns: 'xiaoqin-tongzhuang',
  },
  { key: 'nie-simei', name: '聂四美', birthYear: 1972, owns: 'sijie-niuroufen' },
  { key: 'ke-lanzhi', name: '柯兰芝', birthYear: 1975, livesIn: 'liuyinli', owns: 'lanjie-huapu' },
  { key: 'niu-zhenshan', name: '牛振山', birthYear: 1969, owns: 'anban-zhurou' },
  {
    key: 'yu-fangzhi',
    name: '余芳芝',
    birthYear: 1982,
    livesIn: 'yonganli',
    owns: 'afang-tangran',
  },
  {
    key: 'zhan-qiuxiang',
    name: '詹秋香',
    birthYear: 1965,
    livesIn: 'wenhuagong',
    owns: 'pangshen-youhuo',
  },
  { key: 'liu-banxia', name: '刘半夏', birthYear: 1979, owns: 'banbiantian' },
  { key: 'ma-wenbiao', name: '马文彪', birthYear: 1985, owns: 'abiao-niuza' },
  {
    key: 'guo-bingyan',
    name: '郭炳炎',
    birthYear: 1956,
    livesIn: 'zhonglou',
    owns: 'tanghua-laoguo',
    elderMode: true,
  },
  { key: 'mao-jianbin', name: '毛建斌', birthYear: 1988, owns: 'amao-shaokao' },
];

/** Each association has a secretary and, as its head, one of its owners. */
const HEADS = [
  ['jiaotonglu', 'bosuanpan-wenyin'],
  ['moercheng', 'manpo-kafei'],
  ['yonganli', 'jieguang-yanjing'],
  ['zhonglou', 'tanshang-kaoyu'],
];
const OTHER_OFFICES = [
  ['association.admin', 'jiaotonglu'],
  ['association.admin', 'moercheng'],
  ['association.admin', 'zhonglou'],
  ['community.worker', 'wenhuagong'],
  ['community.worker', 'yonganli'],
  ['community.worker', 'zhonglou'],
  ['community.worker', 'qingshitai'],
  ['community.worker', 'liuyinli'],
  ['inspector', 'shengyanggang'],
  ['inspector', 'shengyanggang'],
  ['inspector', 'shengyanggang'],
  ['street.officer', 'shengyanggang'],
];

/** 永安里商会 has three, so that what two admins must agree on does not wait for one of them. */
const THIRD_ADMIN = { personKey: 'wang-qiaozhen', role: 'association.admin', placeKey: 'yonganli' };

const OWNERS_FROM_THE_REGISTER = 26;
const CLERKS = 31;
const CLERKS_FROM_THE_REGISTER = 7;

/** Where the owner lets the clerks vote as well; at 鱼巷口小面 the owner has not. */
const CLERKS_VOTE_AT = ['qiaozhen-caifeng', 'jingshui-tangshui'];

const AREA_SEED = 20260102;
/** In hundredths of a square metre. */
const SMALLEST_AREA = 4_500;
const LARGEST_AREA = 14_000;

const PERSONAS = [
  ['resident-points', 'zhou-minhua', '居民', '住文化宫社区，有 86 分，常去鱼巷'],
  ['resident-new', 'cheng-zihao', '居民', '刚搬来青石台社区，还没攒过分'],
  ['resident-elderly', 'li-guifang', '居民', '住永安里社区，75 岁，用大字，有 142 分'],
  ['owner', 'feng-dewang', '店主', '鱼巷口小面的老板，也住文化宫社区，有 34 分'],
  ['clerk', 'he-xiaoman', '店员', '在鱼巷口小面帮忙，亮码、核销都归她'],
  ['admin', 'peng-guoxing', '商会管理员', '永安里商会秘书，审兑换项目、定积分规则'],
  ['community-worker', 'yan-jingyi', '社区工作者', '管文化宫社区的住户名册'],
  ['inspector', 'shi-leifeng', '城管', '给外摆打分，走遍四个商会'],
  ['street-officer', 'pan-wenjun', '街道', '在胜阳港街道，看全街的情况'],
  ['neighbour', 'qin-hanqiao', '店主', '秦家鱼圆的老板，值日时把牌子交给鱼巷口小面'],
  ['admin-second', 'p-290', '商会管理员', '永安里商会会长，也是借光眼镜店的老板，两人经手的事要他点头'],
  ['household-mate', 'p-148', '居民', '和李桂芳同住永安里一户，一户一票，谁先投都算'],
  ['resident-lane', 'p-128', '居民', '住永安里 3 号，一家两口都登记在册'],
];

/** Households, people, their roles and the personas, always the same for the same merchants. */
export function makePeople({ street, merchants }) {
  const lot = dice(SEED);
  const nextName = namesWithoutRepeats(lot);
  const people = NAMED.map(({ key, name, birthYear, livesIn, elderMode = false }) => ({
    key,
    name,
    birthYear,
    elderMode,
    householdKey: null,
    livesIn,
  }));
  const roles = NAMED.flatMap(rolesOf);
  let drawn = 0;
  const add = (birthYear, householdKey, familyName) => {
    drawn += 1;
    const person = {
      key: `p-${String(drawn).padStart(3, '0')}`,
      name: nextName(birthYear, familyName),
      birthYear,
      elderMode: THIS_YEAR - birthYear >= ELDER_AGE && lot.chance(0.88),
      householdKey,
    };
    people.push(person);
    return person;
  };

  const households = makeHouseholds(lot, street.communities);
  fillHouseholds(lot, households, people, add);
  addOwners(lot, merchants, people, roles, add);
  addClerks(lot, merchants, people, roles, add);
  addOffices(lot, roles, add);

  const named = (personKey) => people.find(({ key }) => key === personKey).name;
  return {
    households: withAreas(households),
    people: people.map(({ livesIn, ...person }) => person),
    roles,
    voters: CLERKS_VOTE_AT.flatMap((merchantKey) => clerksOf(roles, merchantKey)),
    personas: PERSONAS.map(([key, personKey, label, description], index) => ({
      key,
      personKey,
      name: named(personKey),
      label,
      description,
      order: index + 1,
    })),
  };
}

/** By lots of their own, so that nothing else falls otherwise. */
function withAreas(households) {
  const lot = dice(AREA_SEED);
  return households.map((household) => ({
    ...household,
    floorAreaCm2: lot.between(SMALLEST_AREA, LARGEST_AREA) * 100,
  }));
}

const clerksOf = (roles, merchantKey) =>
  roles
    .filter(({ role, placeKey }) => role === 'merchant.clerk' && placeKey === merchantKey)
    .map(({ personKey }) => ({ merchantKey, personKey }));

function namesWithoutRepeats(lot) {
  const taken = new Set(NAMED.map((person) => person.name));
  return (birthYear, familyName) => {
    const { women, men } = GIVEN_NAMES.find(({ until }) => birthYear <= until);
    for (;;) {
      const name = (familyName ?? lot.pick(FAMILY_NAMES)) + lot.pick(lot.chance(0.54) ? women : men);
      if (taken.has(name) || WELL_KNOWN.has(name) || name[0] === name[1]) continue;
      taken.add(name);
      return name;
    }
  };
}

function rolesOf({ key: personKey, owns, clerkAt, role }) {
  const roles = [];
  if (owns) roles.push({ personKey, role: 'merchant.owner', placeKey: owns });
  if (clerkAt) roles.push({ personKey, role: 'merchant.clerk', placeKey: clerkAt });
  if (role) roles.push({ personKey, role: role[0], placeKey: role[1] });
  return roles;
}

function makeHouseholds(lot, communities) {
  const households = [];
  for (const quarter of HOUSEHOLDS) {
    const community = communities.find(({ key }) => key === quarter.communityKey);
    const addresses = new Set();
    while (addresses.size < quarter.count) addresses.add(addressIn(lot, quarter));
    for (const address of [...addresses].sort((a, b) => collate(a, b))) {
      households.push({
        key: `h-${String(households.length + 1).padStart(3, '0')}`,
        communityKey: community.key,
        address: `${community.name} ${address}`,
      });
    }
  }
  return households;
}

function addressIn(lot, { blocks, stairs, lanes, numbers, floors }) {
  if (lanes) return `${lot.pick(lanes)} ${lot.between(1, numbers)} 号 ${lot.between(1, floors)} 楼`;
  const room = `${lot.between(1, floors)}0${lot.between(1, 2)}`;
  return `${lot.between(1, blocks)} 栋 ${lot.between(1, stairs)} 单元 ${room}`;
}

/** Numbers as numbers, the rest by code point: Intl's order changes with the version of ICU. */
function collate(left, right) {
  const wide = (text) => text.replace(/\d+/g, (digits) => digits.padStart(4, '0'));
  return wide(left) < wide(right) ? -1 : 1;
}

/** Three, two or one on the register of each household: 300 residents in all. */
function fillHouseholds(lot, households, people, add) {
  const sizes = lot.shuffled([...Array(20).fill(3), ...Array(60).fill(2), ...Array(120).fill(1)]);
  const waiting = people.filter((person) => person.livesIn);
  const headless = lot.shuffled(households);
  const heads = new Map();
  for (const person of waiting) {
    const at = headless.findIndex((household) => household.communityKey === person.livesIn);
    const [household] = headless.splice(at, 1);
    person.householdKey = household.key;
    heads.set(household.key, person);
  }
  households.forEach(({ key }, index) => {
    const head = heads.get(key) ?? add(headBirthYear(lot), key);
    const size = sizes[index];
    if (size >= 2) add(partnerBirthYear(lot, head), key);
    if (size >= 3) add(childBirthYear(lot, head), key, head.name[0]);
  });
}

/** An old quarter: two heads in five are past sixty. */
function headBirthYear(lot) {
  if (lot.chance(0.4)) return lot.between(1938, 1965);
  return lot.chance(0.6) ? lot.between(1966, 1982) : lot.between(1983, 2001);
}

function partnerBirthYear(lot, head) {
  return Math.min(head.birthYear + lot.between(-3, 4), 2003);
}

/** A grown child, or for a young head a parent who moved in. */
function childBirthYear(lot, head) {
  const child = head.birthYear + lot.between(23, 30);
  return child <= 2007 ? child : head.birthYear - lot.between(23, 30);
}

function addOwners(lot, merchants, people, roles, add) {
  const owned = new Set(roles.filter((role) => role.role === 'merchant.owner').map((role) => role.placeKey));
  const shops = merchants.filter((merchant) => !owned.has(merchant.key));
  const neighbours = neighboursOfWorkingAge(lot, people, 1958, 1994);
  const fromTheRegister = new Set(
    lot
      .shuffled(shops)
      .slice(0, OWNERS_FROM_THE_REGISTER)
      .map((merchant) => merchant.key),
  );
  for (const { key } of shops) {
    const owner = fromTheRegister.has(key) ? neighbours.pop() : add(lot.between(1958, 1996), null);
    roles.push({ personKey: owner.key, role: 'merchant.owner', placeKey: key });
  }
}

function addClerks(lot, merchants, people, roles, add) {
  const busy = new Set(roles.map((role) => role.personKey));
  const neighbours = neighboursOfWorkingAge(lot, people, 1965, 2004).filter(({ key }) => !busy.has(key));
  const shops = lot.shuffled(merchants.filter((merchant) => merchant.key !== 'yuxiangkou-xiaomian'));
  for (let index = 0; index < CLERKS - 1; index++) {
    const clerk = index < CLERKS_FROM_THE_REGISTER ? neighbours.pop() : add(lot.between(1975, 2006), null);
    roles.push({ personKey: clerk.key, role: 'merchant.clerk', placeKey: shops[index].key });
  }
}

function addOffices(lot, roles, add) {
  for (const [role, placeKey] of OTHER_OFFICES) {
    roles.push({ personKey: add(lot.between(1970, 1997), null).key, role, placeKey });
  }
  for (const [placeKey, merchantKey] of HEADS) {
    const { personKey } = roles.find(
      (role) => role.role === 'merchant.owner' && role.placeKey === merchantKey,
    );
    roles.push({ personKey, role: 'association.admin', placeKey });
  }
  roles.push(THIRD_ADMIN);
}

function neighboursOfWorkingAge(lot, people, from, until) {
  const named = new Set(NAMED.map((person) => person.key));
  return lot.shuffled(
    people.filter(
      ({ key, householdKey, birthYear }) =>
        householdKey && !named.has(key) && birthYear >= from && birthYear <= until,
    ),
  );
}
