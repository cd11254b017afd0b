import { openPictureViewer } from './picture-viewer.h5';

/** Shows them large, one at a time, from the one that was tapped. */
export function showPictures(pictureIds: readonly string[], at: number): void {
  openPictureViewer(pictureIds, at);
}
