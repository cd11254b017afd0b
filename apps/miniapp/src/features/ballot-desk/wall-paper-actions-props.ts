import type { WallPaper } from './wall-paper';

export interface WallPaperActionsProps {
  paper: WallPaper;
  /** What the file is called where there are files. */
  fileName: string;
}
