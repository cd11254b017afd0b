/** A picture that was kept is no longer on the phone: its storage was cleared. */
export class LostPicture extends Error {
  override readonly name = 'LostPicture';
}
