export { type ArrivalAt, announce } from './announce.ts';
export { type ArrivalsHub, arrivalsHub } from './hub.ts';
