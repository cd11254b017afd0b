export { mayVoteFor, unitsOfPerson, votersOf } from './voting-units.ts';
