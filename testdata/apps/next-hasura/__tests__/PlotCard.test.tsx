import { render, screen } from "@testing-library/react";
import { PlotCard } from "@/components/PlotCard";

const plot = {
  id: "p-12",
  number: "B12",
  square_metres: 40,
  garden: { name: "Mill Lane" },
  gardener: null,
};

it("marks a plot without a gardener as free", () => {
  render(<PlotCard plot={plot} mine={false} />);
  expect(screen.getByText("free")).toBeInTheDocument();
});
