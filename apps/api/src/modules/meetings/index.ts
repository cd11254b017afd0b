export { MEETING_REMINDERS_JOB, remindOfMeetings } from './reminders.ts';
export { meetingRoutes } from './routes.ts';
export { type MeetingFound, meetingScanned } from './sign-in.ts';
