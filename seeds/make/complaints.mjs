import { complaintsAboutBallots } from './ballot-complaints.mjs';
import { complaintsAboutHistory } from './history-complaints.mjs';
import { complaintsAboutMeetings } from './meeting-complaints.mjs';
import { complaintsAboutRosters } from './roster-complaints.mjs';

const CATEGORIES = new Set(
  '餐饮 小吃 茶饮 糕点 生鲜 百货 五金 服装 文具 花木 修理 理发 洗衣 照相 眼镜 药店 康养'.split(' '),
);
const STATUSES = new Set(['draft', 'submitted', 'approved', 'rejected', 'withdrawn']);
const LIMIT_PERIODS = new Set(['day', 'week', 'month', 'ever']);
const METRES_PER_DEGREE = 111_320;

/** Every way in which the seeds are not what README.md promises, as sentences; none when sound. */
export function complaintsAbout(seeds) {
  const complaints = [];
  const expect = (holds, sentence) => {
    if (!holds) complaints.push(sentence);
  };
  checkTexts(seeds, expect);
  checkKeys(seeds, expect);
  checkCounts(seeds, expect);
  checkAssociations(seeds, expect);
  checkMerchants(seeds, expect);
  checkOffers(seeds, expect);
  checkPeople(seeds, expect);
  complaints.push(
    ...complaintsAboutHistory(seeds),
    ...complaintsAboutRosters(seeds),
    ...complaintsAboutMeetings(seeds),
    ...complaintsAboutBallots(seeds),
  );
  return complaints;
}

function checkTexts(value, expect, path = 'seeds') {
  if (typeof value === 'string') {
    expect(value.length > 0 && value === value.trim(), `${path} is empty or has blanks around it`);
    expect(!/\uFFFD/u.test(value), `${path} holds a broken character`);
  } else if (value !== null && typeof value === 'object') {
    for (const [name, part] of Object.entries(value)) checkTexts(part, expect, `${path}.${name}`);
  }
}

function checkKeys({ street, associations, merchants, offers, people, rosters, meetings }, expect) {
  const lists = {
    communities: street.communities,
    associations,
    merchants,
    offers,
    households: people.households,
    people: people.people,
    personas: people.personas,
    rosters,
    meetings,
  };
  for (const [kind, list] of Object.entries(lists)) {
    expectUnique(
      list.map(({ key }) => key),
      `key in ${kind}`,
      expect,
    );
    for (const { key } of list) expect(/^[a-z0-9/-]+$/.test(key), `${kind}: key ${key} has odd characters`);
  }
  expectUnique(
    merchants.map(({ name }) => name),
    'merchant name',
    expect,
  );
  expectUnique(
    merchants.map(({ address }) => address),
    'merchant address',
    expect,
  );
  expectUnique(
    merchants.map(({ intro }) => intro),
    'merchant intro',
    expect,
  );
  expectUnique(
    people.people.map(({ name }) => name),
    'person name',
    expect,
  );
  expectUnique(
    people.households.map(({ address }) => address),
    'household address',
    expect,
  );
  expectUnique(
    offers.map(({ merchantKey, title }) => `${merchantKey} ${title}`),
    'offer title of a merchant',
    expect,
  );
}

function expectUnique(values, what, expect) {
  const seen = new Set();
  for (const value of values) {
    expect(!seen.has(value), `${what} is there twice: ${value}`);
    seen.add(value);
  }
}

function checkCounts({ merchants, offers, people }, expect) {
  const inFishLane = merchants.filter(({ lane }) => lane === '鱼巷');
  const residents = people.people.filter(({ householdKey }) => householdKey !== null);
  const clerks = people.roles.filter(({ role }) => role === 'merchant.clerk');
  expect(inFishLane.length === 48, `${inFishLane.length} merchants in 鱼巷, not 48`);
  expect(
    inFishLane.every(({ associationKey }) => associationKey === 'yonganli'),
    '鱼巷 is all of 永安里商会',
  );
  expect(merchants.length >= 84, `only ${merchants.length} merchants`);
  expect(offers.length >= 130, `only ${offers.length} offers`);
  expect(people.households.length === 200, `${people.households.length} households, not 200`);
  expect(residents.length === 300, `${residents.length} residents, not 300`);
  expect(clerks.length >= 25, `only ${clerks.length} clerks`);
}

function checkAssociations({ street, associations }, expect) {
  for (const { key, name, communityKey, earningRule } of associations) {
    expect(has(street.communities, communityKey), `association ${key}: no community ${communityKey}`);
    expect(name.length <= 40, `association ${key}: name is longer than 40`);
    for (const field of ['pointsPerCheckIn', 'paidCheckInsPerDay', 'fenceRadiusM', 'budgetPoints']) {
      expect(isPositive(earningRule[field]), `association ${key}: ${field} is no positive whole number`);
    }
    expect(earningRule.budgetPeriod === 'month', `association ${key}: unknown budgetPeriod`);
    expect(typeof earningRule.posterPays === 'boolean', `association ${key}: posterPays is no boolean`);
  }
  expect(
    associations.some(({ earningRule }) => earningRule.posterPays),
    'no association pays by poster',
  );
}

function checkMerchants({ associations, merchants }, expect) {
  for (const merchant of merchants) {
    const { key, name, category, lane, address, intro, openHours } = merchant;
    const association = associations.find((candidate) => candidate.key === merchant.associationKey);
    expect(association !== undefined, `merchant ${key}: no association ${merchant.associationKey}`);
    if (association === undefined) continue;
    expect(association.lanes.includes(lane), `merchant ${key}: ${lane} is no lane of ${association.name}`);
    expect(CATEGORIES.has(category), `merchant ${key}: unknown category ${category}`);
    expect(name.length <= 40, `merchant ${key}: name is longer than 40`);
    expect(intro.length <= 120, `merchant ${key}: intro is longer than 120`);
    expect(!/\d$/.test(name), `merchant ${key}: a numbered name`);
    expect(address.startsWith(`${lane} `), `merchant ${key}: address is not in ${lane}`);
    const hours = /^([01]\d|2[0-3]):[0-5]\d–([01]\d|2[0-3]):[0-5]\d$/.test(openHours)
      ? openHours.split('–')
      : [];
    expect(hours.length === 2 && hours[0] < hours[1], `merchant ${key}: open hours ${openHours} make no day`);
    expect(
      metresBetween(merchant, association) <= association.earningRule.fenceRadiusM,
      `merchant ${key}: outside the fence of ${association.name}`,
    );
  }
}

function metresBetween(left, right) {
  const north = (left.latitude - right.latitude) * METRES_PER_DEGREE;
  const east =
    (left.longitude - right.longitude) * METRES_PER_DEGREE * Math.cos((left.latitude * Math.PI) / 180);
  return Math.hypot(north, east);
}

function checkOffers({ associations, merchants, offers }, expect) {
  for (const offer of offers) {
    const { key, stockTotal, stockLeft, availableFromDay, availableUntilDay } = offer;
    expect(has(merchants, offer.merchantKey), `offer ${key}: no merchant ${offer.merchantKey}`);
    expect(key.startsWith(`${offer.merchantKey}/`), `offer ${key}: key does not begin with its merchant's`);
    expect(offer.title.length <= 30, `offer ${key}: title is longer than 30`);
    expect(offer.description.length <= 200, `offer ${key}: description is longer than 200`);
    expect(
      Number.isInteger(offer.pricePoints) && offer.pricePoints >= 10 && offer.pricePoints <= 200,
      `offer ${key}: price is not between 10 and 200 points`,
    );
    expect(
      stockTotal === null || isPositive(stockTotal),
      `offer ${key}: stockTotal is no positive whole number`,
    );
    expect(
      stockLeft === null || (stockTotal !== null && stockLeft >= 0 && stockLeft <= stockTotal),
      `offer ${key}: stockLeft does not fit stockTotal`,
    );
    expect(
      (offer.limitPerPerson === null) === (offer.limitPeriod === null),
      `offer ${key}: limit and its period do not go together`,
    );
    expect(
      offer.limitPerPerson === null || isPositive(offer.limitPerPerson),
      `offer ${key}: limit is not positive`,
    );
    expect(
      offer.limitPeriod === null || LIMIT_PERIODS.has(offer.limitPeriod),
      `offer ${key}: unknown period`,
    );
    expect(isPositive(offer.voucherMinutes), `offer ${key}: voucherMinutes is not positive`);
    expect(STATUSES.has(offer.status), `offer ${key}: unknown status ${offer.status}`);
    expect(
      ['rejected', 'withdrawn'].includes(offer.status) === (offer.reason !== null),
      `offer ${key}: a reason belongs to rejected and withdrawn offers only`,
    );
    expect(
      stockLeft === null || (offer.status === 'approved' && availableFromDay === null),
      `offer ${key}: only an approved offer without a first day can have sold`,
    );
    expect(
      availableFromDay === null || availableUntilDay === null || availableFromDay <= availableUntilDay,
      `offer ${key}: ends before it begins`,
    );
  }
  for (const association of associations) {
    const waiting = offers.filter(
      ({ status, merchantKey }) =>
        status === 'submitted' &&
        merchants.find(({ key }) => key === merchantKey)?.associationKey === association.key,
    );
    expect(waiting.length >= 2, `${association.name} has fewer than two offers to approve`);
  }
}

function checkPeople(
  { street, associations, merchants, people: { households, people, roles, voters, personas } },
  expect,
) {
  const placesOf = {
    'merchant.owner': merchants,
    'merchant.clerk': merchants,
    'association.admin': associations,
    'community.worker': street.communities,
    inspector: [street],
    'street.officer': [street],
  };
  for (const { key, communityKey, floorAreaCm2 } of households) {
    expect(
      floorAreaCm2 >= 450_000 && floorAreaCm2 <= 1_400_000 && floorAreaCm2 % 100 === 0,
      `household ${key}: ${floorAreaCm2} is no floor area`,
    );
    expect(has(street.communities, communityKey), `household ${key}: no community ${communityKey}`);
    expect(
      people.some(({ householdKey }) => householdKey === key),
      `household ${key}: nobody lives there`,
    );
  }
  for (const { key, name, birthYear, elderMode, householdKey } of people) {
    expect(
      householdKey === null || has(households, householdKey),
      `person ${key}: no household ${householdKey}`,
    );
    expect(/^\p{Script=Han}{2,4}$/u.test(name), `person ${key}: ${name} is no name`);
    expect(birthYear >= 1930 && birthYear <= 2008, `person ${key}: born in ${birthYear}`);
    expect(!elderMode || birthYear <= 1966, `person ${key}: elder mode before sixty`);
    expect(
      householdKey !== null || roles.some(({ personKey }) => personKey === key),
      `person ${key}: neither resident nor anything else`,
    );
  }
  expectUnique(
    roles.map((role) => Object.values(role).join(' ')),
    'role',
    expect,
  );
  for (const { personKey, role, placeKey } of roles) {
    expect(has(people, personKey), `role ${role} at ${placeKey}: no person ${personKey}`);
    expect(placesOf[role] !== undefined, `unknown role ${role}`);
    expect(has(placesOf[role] ?? [], placeKey), `role ${role} of ${personKey}: no place ${placeKey}`);
  }
  for (const [role, places] of Object.entries(placesOf)) {
    if (role === 'merchant.clerk') continue;
    for (const { key } of places) {
      expect(
        roles.some((held) => held.role === role && held.placeKey === key),
        `nobody is ${role} at ${key}`,
      );
    }
  }
  for (const { merchantKey, personKey } of voters) {
    expect(
      roles.some(
        (held) =>
          held.role === 'merchant.clerk' && held.personKey === personKey && held.placeKey === merchantKey,
      ),
      `${personKey} votes for ${merchantKey} and is no clerk there`,
    );
  }
  for (const { key, personKey, name } of personas) {
    const person = people.find((candidate) => candidate.key === personKey);
    expect(person?.name === name, `persona ${key}: ${personKey} is not ${name}`);
  }
}

function has(list, key) {
  return list.some((item) => item.key === key);
}

function isPositive(value) {
  return Number.isInteger(value) && value > 0;
}
