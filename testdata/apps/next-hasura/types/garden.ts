export interface Plot {
  id: string;
  number: string;
  square_metres: number;
  garden: { name: string };
  gardener: { clerk_id: string; display_name: string } | null;
}

export interface Gardener {
  clerk_id: string;
  display_name: string;
  hours_owed: number;
}

export interface SeedOffer {
  id: string;
  variety: string;
  packets: number;
}

export interface Notice {
  id: string;
  text: string;
  created_at: string;
  user: { display_name: string };
}

export interface WorkDayUser {
  id: string;
  display_name: string;
}

export interface WorkDay {
  id: string;
  title: string;
  date: string;
  users: WorkDayUser[];
}
