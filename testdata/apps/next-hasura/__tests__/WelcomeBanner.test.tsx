import { render, screen } from "@testing-library/react";
import { WelcomeBanner } from "@/components/WelcomeBanner";

jest.mock("@clerk/nextjs", () => ({
  useUser: () => ({ firstName: "Ines", createdAt: new Date("2021-04-03") }),
}));

describe("WelcomeBanner", () => {
  it("greets the gardener by first name", () => {
    render(<WelcomeBanner />);
    expect(screen.getByText("Good to see you, Ines!")).toBeInTheDocument();
  });

  it("says how long they have been with us", () => {
    render(<WelcomeBanner />);
    expect(screen.getByText("A gardener since April 2021")).toBeInTheDocument();
  });
});
