/**
 * Makes people.json from the hand-kept files and prints every file one record a line.
 *
 *   node seeds/make.mjs           write the files, then check them
 *   node seeds/make.mjs --check   write nothing; fail if a file would change or breaks a rule
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { complaintsAbout } from './make/complaints.mjs';
import { makePeople } from './make/people.mjs';
import { printRecords } from './make/print-records.mjs';

const HAND_KEPT = [
  'street',
  'associations',
  'merchants',
  'offers',
  'history',
  'rosters',
  'meetings',
  'ballots',
];
const onlyCheck = process.argv.includes('--check');
const fileOf = (name) => new URL(`./${name}.json`, import.meta.url);

const seeds = Object.fromEntries(
  HAND_KEPT.map((name) => [name, JSON.parse(readFileSync(fileOf(name), 'utf8'))]),
);
seeds.people = makePeople(seeds);

const complaints = [];
for (const [name, value] of Object.entries(seeds)) {
  const text = printRecords(value);
  if (!onlyCheck) {
    writeFileSync(fileOf(name), text);
  } else if (readOrEmpty(fileOf(name)) !== text) {
    complaints.push(`${name}.json is not what node seeds/make.mjs writes`);
  }
}
complaints.push(...complaintsAbout(seeds));

if (complaints.length > 0) {
  console.error(complaints.join('\n'));
  console.error(`${complaints.length} complaints about the seeds`);
  process.exitCode = 1;
} else {
  const { merchants, offers, people } = seeds;
  console.log(
    `seeds are sound: ${merchants.length} merchants, ${offers.length} offers, ` +
      `${people.households.length} households, ${people.people.length} people`,
  );
}

function readOrEmpty(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}
