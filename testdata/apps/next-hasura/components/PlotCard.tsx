import clsx from "clsx";
import Link from "next/link";
import type { Plot } from "@/types/garden";
import styles from "@/styles/PlotCard.module.css";

interface PlotCardProps {
  plot: Plot;
  mine: boolean;
}

export const PlotCard = ({ plot, mine }: PlotCardProps) => (
  <article className={clsx(styles.card, mine && styles.mine)}>
    <h3>
      <Link href={`/plots/${plot.id}`}>
        <a>
          {plot.garden.name} {plot.number}
        </a>
      </Link>
    </h3>
    <p>{plot.square_metres} m²</p>
    {plot.gardener ? <p>{plot.gardener.display_name}</p> : <p className={styles.free}>free</p>}
  </article>
);
