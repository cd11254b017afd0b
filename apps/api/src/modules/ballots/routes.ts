import { type BallotParts, ballotLifeRoutes } from './ballot-routes.ts';
import { resultRoutes } from './result-routes.ts';
import { voteRoutes } from './vote-routes.ts';

type BallotHandlers = ReturnType<typeof ballotLifeRoutes> &
  ReturnType<typeof voteRoutes> &
  ReturnType<typeof resultRoutes>;

export const ballotRoutes = (parts: BallotParts): BallotHandlers => ({
  ...ballotLifeRoutes(parts),
  ...voteRoutes(parts),
  ...resultRoutes(parts),
});
