export { claimPictures, releasePictures } from './claim-pictures.ts';
export { discardPictures } from './discard-pictures.ts';
export { type PicturePlace, pictureDisk } from './picture-disk.ts';
export { filesOfPicture, type PictureStorage, pictureStorage } from './picture-storage.ts';
export { removeUnclaimedPictures, UNCLAIMED_PICTURES_JOB } from './remove-pictures.ts';
export { pictureRoutes } from './routes.ts';
export { storedPictures } from './stored-pictures.ts';
