import type { ReactNode } from "react";
import { Header } from "./Header";
import styles from "@/styles/Layout.module.css";

export const Layout = ({ children }: { children: ReactNode }) => (
  <div className={styles.page}>
    <Header returnBack={false} />
    {children}
    <footer className={styles.footer}>Run by volunteers. Water before ten in the morning.</footer>
  </div>
);
