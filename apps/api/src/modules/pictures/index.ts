export { type BelongsTo, claimPictures } from './claim-pictures.ts';
