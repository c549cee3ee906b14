export type Glaze = 'bisque' | 'stoneware' | 'raku';

export interface Firing {
  id: string;
  startsAt: string;
  glaze: Glaze;
  shelves: number;
  bookings: Booking[];
}

export interface Booking {
  id: string;
  userId: string;
  shelves: number;
  note?: string | null;
}

export interface StudioUser {
  id: string;
  displayName: string;
  level: 'apprentice' | 'member' | 'kiln-master';
}

export interface Invitation {
  id: string;
  email: string;
  revoke: () => Promise<void>;
}

export interface NewBooking {
  firingId: string;
  shelves: number;
  bookedBy: string | undefined;
}
