import { type Static, Type } from 'typebox';
import { endpoint, personAccess } from '../endpoint.ts';
import { Id } from '../schema.ts';

export const PICTURE_BYTES_MAX = 10 * 1024 * 1024;

export const Picture = Type.Object({
  id: Id,
  widthPx: Type.Integer(),
  heightPx: Type.Integer(),
});
export type Picture = Static<typeof Picture>;

const PictureParams = Type.Object({ pictureId: Id });

export const pictureEndpoints = {
  'POST /v1/pictures': endpoint({
    summary:
      'Upload a picture (JPEG, PNG or WebP by content, 10 MB): re-encoded, without what the camera wrote into it',
    access: personAccess,
    idempotent: true,
    upload: {
      field: 'picture',
      bytesMax: PICTURE_BYTES_MAX,
      missing: 'picture-missing',
      tooLarge: 'picture-too-large',
    },
    responses: { 201: Picture },
    problems: ['picture-missing', 'picture-unreadable', 'picture-too-large'],
  }),
  'GET /v1/pictures/{pictureId}': endpoint({
    summary: 'The picture, for those who may see what it belongs to',
    access: personAccess,
    params: PictureParams,
    query: Type.Object({ size: Type.Optional(Type.Enum(['small', 'large'])) }),
    responses: { 200: Type.String({ contentMediaType: 'image/webp' }) },
    file: 'image/webp',
    problems: ['not-found'],
  }),
};
