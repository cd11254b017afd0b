export { noticeRoutes } from './routes.ts';
export { type NewNotice, tell } from './tell.ts';
