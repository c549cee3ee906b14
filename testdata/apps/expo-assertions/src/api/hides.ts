export interface Hide {
  id: string;
  name: string;
  species: string[];
  keeper: { user: string; phone: string };
}

export async function fetchHides(): Promise<Hide[]> {
  const response = await fetch('https://api.mudflats.example/hides');
  return response.json();
}
