import type { Pool } from 'pg';
import type { CodeBook } from '../codes/index.ts';
import { attendanceRoutes } from './attendance-routes.ts';
import { followUpRoutes } from './follow-up-routes.ts';
import { plainMeetingRoutes } from './meeting-routes.ts';
import { questionRoutes } from './question-routes.ts';

export const meetingRoutes = (parts: { pool: Pool; codes: CodeBook }) => ({
  ...plainMeetingRoutes(parts),
  ...attendanceRoutes(parts),
  ...followUpRoutes(parts),
  ...questionRoutes(parts),
});
