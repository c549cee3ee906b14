import axios from 'axios';

export const api = axios.create({ baseURL: process.env.REACT_APP_API_URL });

export const bearer = (token: string | null) => ({
  headers: { Authorization: `Bearer ${token}` },
});
