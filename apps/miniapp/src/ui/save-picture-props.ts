import type { DrawnPicture } from './drawn-text';

export interface SavePictureProps {
  picture: DrawnPicture;
  /** What the file is called where there are files. */
  fileName: string;
  kind?: 'main' | 'plain';
  /** Said once it is among the phone's pictures. */
  savedWords: string;
}
