export { registerRoutes } from './routes.ts';
export { mayVoteFor, unitsOfPerson, votersOf } from './voting-units.ts';
